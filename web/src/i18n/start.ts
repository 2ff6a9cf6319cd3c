import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readPreference, writePreference } from '@/ui/preferences';
import { directionOf, languages, pickLanguage } from './languages';

type Catalogue = Record<string, Record<string, string>>;

// One file per language, loaded when it is spoken.
const files = import.meta.glob<Catalogue>('./*.json', { import: 'default' });

// What only some pages say is in a folder of its own, loaded with the first of them.
const parts = import.meta.glob<Catalogue>('./*/*.json', { import: 'default' });
const wanted = new Set<string>();

async function take(code: string, file: (() => Promise<Catalogue>) | undefined) {
  for (const [namespace, texts] of Object.entries((await file?.()) ?? {})) {
    i18next.addResourceBundle(code, namespace, texts);
  }
}

async function load(code: string) {
  if (!i18next.hasResourceBundle(code, 'shell')) await take(code, files[`./${code}.json`]);
  await Promise.all([...wanted].map((part) => take(code, parts[`./${part}/${code}.json`])));
}

/** A page together with the texts of its part or parts, for the router. */
export async function withTexts<T>(named: string | string[], page: Promise<T>): Promise<T> {
  for (const part of [named].flat()) wanted.add(part);
  await loadWithFallback(i18next.language);
  return page;
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
