import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from './languages';

type Catalogue = Record<string, Record<string, string>>;

const here = join(process.cwd(), 'src/i18n');
const json = (path: string) => JSON.parse(readFileSync(join(here, path), 'utf8'));
const apart = readdirSync(here).filter((name) => statSync(join(here, name)).isDirectory());
const read = (code: string): Catalogue => ({
  ...json(`${code}.json`),
  ...Object.fromEntries(
    apart
      .filter((name) => existsSync(join(here, name, `${code}.json`)))
      .map((name) => [name, json(`${name}/${code}.json`)]),
  ),
});
const catalogues = new Map(languages.map((one) => [one.code, read(one.code)]));
const plural = /_(zero|one|two|few|many|other)$/;
const stem = (key: string) => key.replace(plural, '');

function stems(catalogue: Catalogue, namespaces: string[]): Set<string> {
  return new Set(namespaces.flatMap((name) => Object.keys(catalogue[name] ?? {}).map((key) => `${name}:${stem(key)}`)));
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) && !/\.test\./.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const english = catalogues.get('en') ?? {};
const namespaces = Object.keys(english);
const used = new Set(
  sources(join(process.cwd(), 'src')).flatMap((text) =>
    [...text.matchAll(new RegExp(`['"\`]((?:${namespaces.join('|')}):[a-z_]+)['"\`]`, 'g'))].map(
      (match) => match[1] ?? '',
    ),
  ),
);

describe('message catalogues', () => {
  it('define every key that is used', () => {
    const defined = stems(english, namespaces);
    expect([...used].filter((key) => !defined.has(key))).toEqual([]);
  });

  it('hold no key that nobody uses', () => {
    // Actions are named by the codes that the server sends.
    const asked = namespaces.filter((name) => name !== 'action');
    expect([...stems(english, asked)].filter((key) => !used.has(key))).toEqual([]);
  });

  it.each(languages.filter((one) => one.complete))('are complete in $code', ({ code }) => {
    expect(stems(catalogues.get(code) ?? {}, namespaces)).toEqual(stems(english, namespaces));
  });

  it.each(languages)('have the shell and sign-in in $code', ({ code }) => {
    const core = ['shell', 'signin'];
    expect(stems(catalogues.get(code) ?? {}, core)).toEqual(stems(english, core));
  });

  it.each(languages)('have every plural form that $code needs', ({ code }) => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    const missing: string[] = [];
    for (const [name, texts] of Object.entries(catalogues.get(code) ?? {})) {
      for (const key of Object.keys(texts).filter((one) => one.endsWith('_other'))) {
        for (const form of forms) if (!(`${stem(key)}_${form}` in texts)) missing.push(`${name}:${stem(key)}_${form}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it.each(languages)('use the same variables in $code', ({ code }) => {
    const variables = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
    const wrong: string[] = [];
    for (const [name, texts] of Object.entries(catalogues.get(code) ?? {})) {
      for (const [key, text] of Object.entries(texts)) {
        const original = english[name]?.[key] ?? english[name]?.[`${stem(key)}_other`] ?? '';
        // A plural form may say the number in words.
        const own = new Set(variables(text));
        const all = new Set(variables(original));
        if (plural.test(key)) {
          own.add('count');
          all.add('count');
        }
        if ([...own].sort().join() !== [...all].sort().join()) wrong.push(`${name}:${key}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('write zh-HK with Hong Kong words and zh-CN with Mainland ones', () => {
    const all = (code: string) => JSON.stringify(catalogues.get(code));
    expect(all('zh-HK')).not.toMatch(/消息|网|群组|賬|帐|您|視頻|打印|用戶|信息|默認|[们这图档]/);
    expect(all('zh-CN')).not.toMatch(/[訊帳檔網這們電體]|影片|列印|您/);
  });
});
