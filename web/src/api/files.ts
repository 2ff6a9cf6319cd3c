import { infiniteQueryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type { ConversationFile, List } from './types';

/** Where a message is whose files are shown. */
export interface At {
  conversation: string;
  seq: number;
}

/** The address of a file, to take it away, or of a look at it; the id keeps what a browser has apart. */
export const fileAddress = (org: string, at: At, n: number, look?: 'thumb' | 'view' | 'sound') =>
  address(
    house(
      org,
      `/conversations/${encodeURIComponent(at.conversation)}/messages/${at.seq}/files/${n}${look ? `/${look}` : ''}`,
    ),
  );

export type FileKind = ConversationFile['kind'];

/** The files of a conversation, latest first. */
export const filesQuery = (org: string, conversation: string, kind: FileKind | '') =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'files', conversation, kind],
    queryFn: ({ signal, pageParam }) =>
      call<List<ConversationFile>>('GET', house(org, `/conversations/${encodeURIComponent(conversation)}/files`), {
        signal,
        query: { limit: 40, kind, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
