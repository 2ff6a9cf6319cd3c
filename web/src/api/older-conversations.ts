import { infiniteQueryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { Conversation, List } from './types';

/** What the list, or one of my folders, has beyond the page whose last place is `from`; read again when that page is. */
export const olderConversationsQuery = (org: string, folder: string, from: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'older-conversations', folder],
    queryFn: ({ signal, pageParam }) =>
      call<List<Conversation>>(
        'GET',
        house(org, folder ? `/chat/folders/${encodeURIComponent(folder)}/conversations` : '/conversations'),
        { signal, query: { limit: 200, cursor: pageParam || from } },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
