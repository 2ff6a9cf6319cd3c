import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, SightAnswer, SightRule, SightRuleInput, ViewLimits } from './types';

const rules = (org: string, rest = '') => house(org, `/sight-rules${rest}`);

/** Who does not see whom. */
export const sightRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'sight-rules'],
    queryFn: ({ signal }) => call<List<SightRule>>('GET', rules(org), { signal }),
  });

export const sightCheckQuery = (org: string, reader: string, person: string) =>
  queryOptions({
    queryKey: ['o', org, 'sight-rules', 'check', reader, person],
    queryFn: ({ signal }) => call<SightAnswer>('GET', rules(org, '/check'), { signal, query: { reader, person } }),
    enabled: reader !== '' && person !== '',
  });

export const putSightRule = (org: string, id: string, input: SightRuleInput) =>
  id
    ? call<void>('PUT', rules(org, `/${encodeURIComponent(id)}`), { body: input })
    : call<void>('POST', rules(org), { body: input });

export const removeSightRule = (org: string, id: string) =>
  call<void>('DELETE', rules(org, `/${encodeURIComponent(id)}`));

/** From how many colleagues in an hour on administrators hear. */
export const viewLimitsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'view-limits'],
    queryFn: ({ signal }) => call<ViewLimits>('GET', house(org, '/view-limits'), { signal }),
  });
export const putViewLimits = (org: string, limits: ViewLimits) =>
  call<ViewLimits>('PUT', house(org, '/view-limits'), { body: limits });
