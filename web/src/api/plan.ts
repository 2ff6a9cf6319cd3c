import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { HavingPlan, List, OwnPlan, PlanContent, PlansAnswer } from './types';

// The server says what limits and switches are called, so the language is part of what is asked.
export const ownPlanQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'plan', lang],
    queryFn: ({ signal }) => call<OwnPlan>('GET', house(org, '/plan'), { signal }),
  });

export const plansQuery = (lang: string) =>
  queryOptions({
    queryKey: ['operator', 'plans', lang],
    queryFn: ({ signal }) => call<PlansAnswer>('GET', '/operator/plans', { signal }),
  });

const at = (name: string) => `/operator/plans/${encodeURIComponent(name)}`;
export const savePlan = (name: string, body: PlanContent) => call<PlansAnswer>('PUT', at(name), { body });
export const setFirstPlan = (plan: string) => call<PlansAnswer>('PUT', '/operator/first-plan', { body: { plan } });
export const dropPlan = (name: string) => call<PlansAnswer>('DELETE', at(name));

export const havingQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['operator', 'organisations', q],
    queryFn: ({ pageParam, signal }) =>
      call<List<HavingPlan>>('GET', '/operator/organisations', { signal, query: { q, cursor: pageParam, limit: 50 } }),
    initialPageParam: '',
    getNextPageParam: (last: List<HavingPlan>) => last.next || undefined,
  });

export const givePlan = (org: string, plan: string) =>
  call<void>('PUT', `/operator/organisations/${encodeURIComponent(org)}/plan`, { body: { plan } });
