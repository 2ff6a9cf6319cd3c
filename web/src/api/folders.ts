import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { Conversation, ConversationFolder, List } from './types';

const folder = (org: string, id: string, rest = '') => house(org, `/chat/folders/${encodeURIComponent(id)}${rest}`);
const conversation = (org: string, id: string, rest: string) =>
  house(org, `/conversations/${encodeURIComponent(id)}${rest}`);

/** My own, in their order. */
export const foldersQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'folders'],
    queryFn: ({ signal }) => call<List<ConversationFolder>>('GET', house(org, '/chat/folders'), { signal }),
    staleTime: 60_000,
  });

/** What I have in a folder: for those who have more conversations than the list brings at once. */
export const inFolderQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'conversations', 'folder', id],
    queryFn: ({ signal }) =>
      call<List<Conversation>>('GET', folder(org, id, '/conversations'), { signal, query: { limit: 200 } }),
  });

export const makeFolder = (org: string, name: string) =>
  call<List<ConversationFolder>>('POST', house(org, '/chat/folders'), { body: { name } });

export const changeFolder = (org: string, id: string, change: { name?: string; place?: number }) =>
  call<List<ConversationFolder>>('PATCH', folder(org, id), { body: change });

export const deleteFolder = (org: string, id: string) => call<void>('DELETE', folder(org, id));

export const fileConversation = (org: string, id: string, folders: string[]) =>
  call<Conversation>('PUT', conversation(org, id, '/folders'), { body: { folder_ids: folders } });

export const markUnread = (org: string, id: string) => call<void>('PUT', conversation(org, id, '/unread'));
