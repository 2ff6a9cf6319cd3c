export interface Language {
  code: string;
  /** Its own name, shown the same in every language. */
  name: string;
  direction: 'ltr' | 'rtl';
  /** Complete, or only the shell and sign-in. */
  complete: boolean;
}

export const languages: Language[] = [
  { code: 'en', name: 'English', direction: 'ltr', complete: true },
  { code: 'zh-HK', name: '繁體中文（香港）', direction: 'ltr', complete: true },
  { code: 'zh-CN', name: '简体中文', direction: 'ltr', complete: true },
  { code: 'id', name: 'Bahasa Indonesia', direction: 'ltr', complete: false },
  { code: 'ms', name: 'Bahasa Melayu', direction: 'ltr', complete: false },
  { code: 'th', name: 'ไทย', direction: 'ltr', complete: false },
  { code: 'vi', name: 'Tiếng Việt', direction: 'ltr', complete: false },
  { code: 'ar', name: 'العربية', direction: 'rtl', complete: false },
];

export const directionOf = (code: string) => languages.find((one) => one.code === code)?.direction ?? 'ltr';

/** The best language for what the browser asks for. */
export function pickLanguage(wanted: readonly string[]): string {
  for (const raw of wanted) {
    const tag = raw.toLowerCase();
    if (tag.startsWith('zh')) return /hans|cn|sg/.test(tag) || tag === 'zh' ? 'zh-CN' : 'zh-HK';
    const base = tag.split('-')[0];
    const found = languages.find((one) => one.code.toLowerCase() === base);
    if (found) return found.code;
  }
  return 'en';
}
