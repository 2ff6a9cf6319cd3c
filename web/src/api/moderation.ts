import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, Report, ReportCause, ReportOutcome, WordMet, WordRule, WordRules } from './types';

const at = (org: string, rest: string) => house(org, `/moderation${rest}`);

export const reportMessage = (org: string, conversation: string, seq: number, cause: ReportCause, note: string) =>
  call<void>('POST', house(org, `/conversations/${encodeURIComponent(conversation)}/messages/${seq}/report`), {
    body: { cause, note },
  });

export const reportsQuery = (org: string, decided: boolean) =>
  queryOptions({
    queryKey: ['o', org, 'reports', decided],
    queryFn: ({ signal }) =>
      call<List<Report>>('GET', at(org, '/reports'), { signal, query: { decided: String(decided), limit: 100 } }),
  });

export const decideReport = (org: string, id: string, outcome: ReportOutcome) =>
  call<void>('POST', at(org, `/reports/${encodeURIComponent(id)}/outcome`), { body: { outcome } });

export const wordRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'word-rules'],
    queryFn: ({ signal }) => call<WordRules>('GET', at(org, '/rules'), { signal }),
  });

/** Rules to begin with, in the reader's language. */
export const wordPreset = (org: string) => call<WordRules>('GET', at(org, '/preset'));

export const putWordRules = (org: string, version: number, rules: WordRule[]) =>
  call<WordRules>('PUT', at(org, '/rules'), { body: { version, rules } });

export const tryWords = (org: string, text: string) => call<List<WordMet>>('POST', at(org, '/try'), { body: { text } });
