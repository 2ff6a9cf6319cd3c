import type { Fact } from '@/api/law';

/** How a fact is entered. */
export type Control =
  | 'date'
  | 'month'
  | 'moment'
  | 'period'
  | 'bool'
  | 'choice'
  | 'weekday'
  | 'weekdays'
  | 'number'
  | 'text'
  | 'series'
  | 'json';

export type Mistake = 'missing' | 'number' | 'json' | 'period';

const single: Record<string, Control> = {
  date: 'date',
  hire_date: 'date',
  month: 'month',
  moment: 'moment',
  period: 'period',
  bool: 'bool',
  choice: 'choice',
  weekday: 'weekday',
  int: 'number',
  number: 'number',
  fraction: 'text',
  notice: 'text',
  text: 'text',
};
const inSeries = new Set(['date', 'hire_date', 'month', 'moment', 'int', 'number', 'fraction', 'notice', 'text']);

export function controlOf(fact: Fact): Control {
  if (!fact.list) return single[fact.type] ?? 'json';
  if (fact.type === 'weekday') return 'weekdays';
  return inSeries.has(fact.type) ? 'series' : 'json';
}

const numeric = new Set(['int', 'number']);
const numberText = /^-?\d+(\.\d+)?$/;

/** A number as people type it, with or without separators of thousands. */
function numberOf(text: string): number | null {
  const plain = text.replace(/(?<=\d),(?=\d{3}(\D|$))/g, '').replace(/^HK\$|^\$|\s/g, '');
  return numberText.test(plain) ? Number(plain) : null;
}

/** The parts of a series: one a line, or separated by commas; "?" stands for what is not on record. */
export const seriesParts = (text: string): string[] =>
  text
    .split(/[\n,;，、；]+/)
    .map((part) => part.trim())
    .filter(Boolean);

interface Read {
  value?: unknown;
  mistake?: Mistake;
}

function readSeries(fact: Fact, text: string): Read {
  const parts = seriesParts(text);
  const value = parts.map((part) => {
    if (fact.nullable && part === '?') return null;
    return numeric.has(fact.type) ? (numberOf(part) ?? undefined) : part;
  });
  return value.includes(undefined) ? { mistake: 'number' } : { value };
}

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { mistake: 'json' };
  }
}

function readOne(fact: Fact, text: string): Read {
  switch (controlOf(fact)) {
    case 'bool':
      return { value: text === 'true' };
    case 'number': {
      const value = numberOf(text);
      return value === null ? { mistake: 'number' } : { value };
    }
    case 'period': {
      const ends = text.split('/');
      return ends.length === 2 && ends.every(Boolean) ? { value: ends } : { mistake: 'period' };
    }
    case 'weekdays':
      return { value: seriesParts(text) };
    case 'series':
      return readSeries(fact, text);
    case 'json':
      return readJson(text);
    default:
      return { value: text };
  }
}

export interface Given {
  given: Record<string, unknown>;
  mistakes: Record<string, Mistake>;
}

/** What the server is asked, from what stands in the form. An empty optional fact is left out. */
export function buildGiven(facts: Fact[], form: Record<string, string>): Given {
  const out: Given = { given: {}, mistakes: {} };
  for (const fact of facts) {
    const text = (form[fact.name] ?? '').trim();
    if (text === '' || text === '/') {
      if (fact.optional) continue;
      if (fact.nullable && !fact.list) out.given[fact.name] = null;
      else out.mistakes[fact.name] = 'missing';
      continue;
    }
    const { value, mistake } = readOne(fact, text);
    if (mistake) out.mistakes[fact.name] = mistake;
    else out.given[fact.name] = value;
  }
  return out;
}

const samples: Record<string, string> = {
  date: '"YYYY-MM-DD"',
  hire_date: '"YYYY-MM-DD"',
  month: '"YYYY-MM"',
  moment: '"YYYY-MM-DDTHH:MM"',
  bool: 'true',
  int: '1',
  number: '1.5',
  fraction: '"4/5"',
  notice: '"1 month"',
  weekday: '"Sun"',
  text: '"…"',
  period: '["YYYY-MM-DD", "YYYY-MM-DD"]',
  hours_by_week: '{"YYYY-MM-DD": 40}',
  income_by_month: '{"YYYY-MM": 20000}',
  settings: '{"name": "choice"}',
};

/** What a fact written as JSON has to look like; a question mark after a name says that it may be left out. */
export function shapeOf(fact: Fact): string {
  let one = samples[fact.type] ?? '"…"';
  if (fact.type === 'choice') one = `"${fact.choices?.[0] ?? '…'}"`;
  if (fact.type === 'object') {
    const inner = (fact.fields ?? []).map((field) => `"${field.name}"${field.optional ? '?' : ''}: ${shapeOf(field)}`);
    one = `{${inner.join(', ')}}`;
  }
  return fact.list ? `[${one}]` : one;
}

/** The fact that an error of the server speaks of: "body.given.cases.kind" is about "cases". */
export function factAt(location: string): string {
  const [body, given, name] = location.split('.');
  return body === 'body' && given === 'given' ? (name ?? '').replace(/\[.*$/, '') : '';
}
