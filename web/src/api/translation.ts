import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { Message, Translation } from './types';

/** Which server would translate messages; empty: the operator has set none. */
export const translatingQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'chat-translation'],
    queryFn: ({ signal }) => call<{ server: string }>('GET', house(org, '/chat/translation'), { signal }),
  });

/** One message in another language; asked once, and gone with the page. */
export const translationQuery = (org: string, message: Message, target: string) =>
  queryOptions({
    queryKey: ['o', org, 'translation', message.id, message.edited_at ?? '', target],
    queryFn: () =>
      call<Translation>(
        'POST',
        house(org, `/conversations/${encodeURIComponent(message.conversation_id)}/messages/${message.seq}/translation`),
        { body: { target } },
      ),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
