import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type { List, OldConversation, OldImport, OldPerson, OldProblem } from './types';

const at = (org: string, id = '', rest = '') =>
  house(org, `/chat/imports${id ? `/${encodeURIComponent(id)}` : ''}${rest}`);

const going = ['reading', 'importing'];
const keyOf = (org: string, id: string) => ['o', org, 'old-messages', id];

/** Earlier imports of old messages, the latest first. */
export const oldImportsQuery = (org: string) =>
  queryOptions({
    queryKey: keyOf(org, ''),
    queryFn: ({ signal }) => call<List<OldImport>>('GET', at(org), { signal }),
  });

/** One import, asked about again as long as it is worked on. */
export const oldImportQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: keyOf(org, id),
    queryFn: ({ signal }) => call<OldImport>('GET', at(org, id), { signal }),
    refetchInterval: (query) => (going.includes(query.state.data?.state ?? '') ? 1000 : false),
  });

type Hows = Record<OldPerson['how'], number>;

export const oldPeopleQuery = (org: string, id: string) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(org, id), 'people'],
    queryFn: ({ signal, pageParam }) =>
      call<List<OldPerson> & { hows: Partial<Hows> }>('GET', at(org, id, '/people'), {
        signal,
        query: { unknown: 'true', limit: 50, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const oldConversationsQuery = (org: string, id: string) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(org, id), 'conversations'],
    queryFn: ({ signal, pageParam }) =>
      call<List<OldConversation>>('GET', at(org, id, '/conversations'), {
        signal,
        query: { limit: 50, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const oldProblemsQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [...keyOf(org, id), 'problems'],
    queryFn: ({ signal }) => call<List<OldProblem>>('GET', at(org, id, '/problems'), { signal }),
  });

export const problemsFile = (org: string, id: string) => address(at(org, id, '/problems/file'));
export const tableFile = (org: string) => address(house(org, '/chat/import-table'));

export const readArchive = (org: string, upload: string) =>
  call<OldImport>('POST', at(org), { body: { upload_id: upload } });
export const beginImport = (org: string, id: string) => call<OldImport>('POST', at(org, id, '/begin'), { body: {} });
export const cancelImport = (org: string, id: string) => call<OldImport>('POST', at(org, id, '/cancel'), { body: {} });

/** Says who somebody of the other program is; key '': all who are not in the directory. */
export const sayWho = (org: string, id: string, key: string, how: 'name' | 'out' | 'chosen', person = '') =>
  call<void>('PUT', at(org, id, '/people'), { body: { key, how, person_id: person } });
