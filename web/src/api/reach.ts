import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, ReachAnswer, ReachCell, ReachMatrix, ReachVersion } from './types';

const reach = (org: string, rest = '') => house(org, `/reach${rest}`);

/** Who may reach whom. */
export const reachQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'reach'],
    queryFn: ({ signal }) => call<ReachMatrix>('GET', reach(org), { signal }),
  });

export const reachVersionsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'reach', 'versions'],
    queryFn: ({ signal }) => call<List<ReachVersion>>('GET', reach(org, '/versions'), { signal }),
  });

export const reachExplainQuery = (org: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['o', org, 'reach', 'explain', from, to],
    queryFn: ({ signal }) => call<List<ReachAnswer>>('GET', reach(org, '/explain'), { signal, query: { from, to } }),
    enabled: from !== '' && to !== '',
  });

/** How I may reach somebody. */
export const myReachQuery = (org: string, person: string) =>
  queryOptions({
    queryKey: ['o', org, 'reach', 'mine', person],
    queryFn: ({ signal }) => call<List<ReachAnswer>>('GET', reach(org, '/mine'), { signal, query: { person } }),
    enabled: person !== '',
  });

export const putReach = (org: string, version: number, cells: ReachCell[]) =>
  call<ReachMatrix>('PUT', reach(org), { body: { version, cells } });

export const restoreReach = (org: string, version: number) =>
  call<ReachMatrix>('POST', reach(org, '/restore'), { body: { version } });
