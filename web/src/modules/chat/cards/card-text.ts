/** A text by language; under "" it is for all of them. */
export type CardText = Record<string, string>;

/** What a card says in a language, or in whichever it has. */
export function inLanguage(text: CardText | undefined, lang: string): string {
  if (!text) return '';
  for (const one of ['', lang, 'en', 'zh-HK', 'zh-CN']) if (text[one] !== undefined) return text[one];
  return Object.values(text)[0] ?? '';
}

/** The machine that a button leads to; empty: it leads nowhere. */
export function machineOf(address: string): string {
  const found = URL.canParse(address) ? new URL(address) : null;
  return found && /^https?:$/.test(found.protocol) ? found.host : '';
}
