import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { components } from './schema.gen';

type Schemas = components['schemas'];
export type Receiver = Schemas['ProofReceiver'];
export type RecordGroup = Schemas['ProofGroup'];
/** What somebody fills in; an empty key beside the same certificate stays as it was. */
export interface ReceiverFields extends Pick<Receiver, 'name' | 'host' | 'port' | 'format' | 'bodies' | 'ca' | 'cert'> {
  groups: string[];
  key: string;
}
interface Receivers {
  items: Receiver[];
  groups: RecordGroup[];
}

const path = (org: string, rest = '') => house(org, `/record/receivers${rest}`);
const one = (org: string, id: string, rest = '') => path(org, `/${encodeURIComponent(id)}${rest}`);

// The server says what groups are called, so the language is part of what is asked.
export const receiversQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'record', 'receivers', lang],
    queryFn: ({ signal }) => call<Receivers>('GET', path(org), { signal }),
    refetchInterval: 5000,
  });
export const addReceiver = (org: string, form: ReceiverFields, earlier: boolean) =>
  call<Receivers>('POST', path(org), { body: { ...form, earlier } });
export const changeReceiver = (org: string, id: string, form: ReceiverFields, version: number) =>
  call<Receivers>('PUT', one(org, id), { body: { ...form, version } });
export const endReceiver = (org: string, id: string) => call<void>('DELETE', one(org, id));
export const tryReceiver = (org: string, id: string) =>
  call<{ failure: Receiver['failure'] }>('POST', one(org, id, '/test'), { body: {} });
