import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, MonitoringGates, MonitoringMine, Reading, ReadMessage } from './types';

export type Watched = 'chats' | 'location';

export const gatesAtQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'monitoring', 'gates'],
    queryFn: ({ signal }) => call<MonitoringGates>('GET', house(org, '/monitoring/gates'), { signal }),
  });

export interface Assessed {
  version: number;
  purpose: string;
  necessity: string;
  alternatives: string;
  readers: string;
  kept_days: number;
  notice_id: string;
  coverage: number;
}

export const assess = (org: string, gate: Watched, body: Assessed) =>
  call<MonitoringGates>('PUT', house(org, `/monitoring/gates/${gate}`), { body });

export const openGate = (org: string, gate: Watched, until: string) =>
  call<MonitoringGates>('POST', house(org, `/monitoring/gates/${gate}/open`), { body: { until } });

export const shutGate = (org: string, gate: Watched) =>
  call<void>('POST', house(org, `/monitoring/gates/${gate}/shut`));

export const watchedQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'monitoring', 'mine'],
    queryFn: ({ signal }) => call<MonitoringMine>('GET', house(org, '/monitoring/mine'), { signal }),
  });

export const consent = (org: string, gate: Watched, consents: boolean) =>
  call<MonitoringMine>('PUT', house(org, `/monitoring/mine/${gate}`), { body: { consents } });

export const readingsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'monitoring', 'readings'],
    queryFn: ({ signal }) => call<List<Reading>>('GET', house(org, '/monitoring/readings'), { signal }),
  });

export const beginReading = (org: string, body: { person_id: string; from: string; to: string; reason: string }) =>
  call<Reading>('POST', house(org, '/monitoring/readings'), { body });

export const readPage = (org: string, id: string, cursor: string, signal: AbortSignal) =>
  call<List<ReadMessage>>('GET', house(org, `/monitoring/readings/${encodeURIComponent(id)}/messages`), {
    signal,
    query: { cursor },
  });
