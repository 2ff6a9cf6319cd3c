import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readPreference, writePreference } from '@/ui/preferences';
import { directionOf, languages, pickLanguage } from './languages';

type Catalogue = Record<string, Record<string, string>>;

// One file per language, loaded when it is spoken.
const files = import.meta.glob<Catalogue>('./*.json', { import: 'default' });

// What few people open is a file of its own, loaded with the page that speaks it.
const apart = import.meta.glob<Catalogue[string]>('./*/*.json', { import: 'default' });
const spoken = new Set<string>();

async function loadApart(code: string) {
  const missing = [...spoken].filter((namespace) => !i18next.hasResourceBundle(code, namespace));
  await Promise.all(
    missing.map(async (namespace) => {
      const texts = await apart[`./${namespace}/${code}.json`]?.();
      if (texts) i18next.addResourceBundle(code, namespace, texts);
    }),
  );
}

/** A page together with the texts that are its own. */
export async function withTexts<T>(namespace: string, page: Promise<T>): Promise<T> {
  spoken.add(namespace);
  await loadWithFallback(i18next.language);
  return page;
}

async function load(code: string) {
  await loadApart(code);
  if (i18next.hasResourceBundle(code, 'shell')) return;
  const catalogue = await files[`./${code}.json`]?.();
  for (const [namespace, texts] of Object.entries(catalogue ?? {})) {
    i18next.addResourceBundle(code, namespace, texts);
  }
}

async function loadWithFallback(code: string) {
  const complete = languages.find((one) => one.code === code)?.complete ?? false;
  await Promise.all(complete ? [load(code)] : [load(code), load('en')]);
}

function mark(code: string) {
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
}

export async function startLanguage() {
  const kept = readPreference('language');
  const code = languages.some((one) => one.code === kept) ? kept : pickLanguage(navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: code,
    fallbackLng: 'en',
    ns: ['shell'],
    defaultNS: 'shell',
    resources: {},
    partialBundledLanguages: true,
    keySeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await loadWithFallback(code);
  mark(code);
}

export async function speak(code: string) {
  await loadWithFallback(code);
  writePreference('language', code);
  mark(code);
  await i18next.changeLanguage(code);
}
