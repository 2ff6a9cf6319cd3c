import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { Conversation, List, Member, Message, MessagePage } from './types';

const one = (org: string, id: string, rest = '') => house(org, `/conversations/${encodeURIComponent(id)}${rest}`);

export const conversationsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'conversations'],
    queryFn: ({ signal }) =>
      call<List<Conversation>>('GET', house(org, '/conversations'), { signal, query: { limit: 200 } }),
  });

export const conversationQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'conversation', id],
    queryFn: ({ signal }) => call<Conversation>('GET', one(org, id), { signal }),
  });

export const membersQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'members', id],
    queryFn: ({ signal }) => call<List<Member>>('GET', one(org, id, '/members'), { signal, query: { limit: 200 } }),
    staleTime: 60_000,
  });

export const messagesKey = (org: string, id: string) => ['o', org, 'messages', id] as const;

interface Where {
  before?: number;
  after?: number;
  limit?: number;
}

export const fetchMessages = (org: string, id: string, where: Where, signal?: AbortSignal) =>
  call<MessagePage>('GET', one(org, id, '/messages'), { query: { ...where }, signal });

/** My own messages here that others do not see yet. */
export const heldQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'held', id],
    queryFn: ({ signal }) => call<List<Message>>('GET', one(org, id, '/held'), { signal }),
  });

export interface Post {
  client_id: string;
  text: string;
  mentions: string[];
}

export const postMessage = (org: string, id: string, post: Post) =>
  call<Message>('POST', one(org, id, '/messages'), { body: post });

export const markRead = (org: string, id: string, seq: number) =>
  call<void>('POST', one(org, id, '/read'), { body: { seq } });

export const createConversation = (
  org: string,
  input: { kind: 'direct' | 'group'; member_ids: string[]; title?: string },
) => call<Conversation>('POST', house(org, '/conversations'), { body: input });

export const renameConversation = (org: string, id: string, title: string) =>
  call<Conversation>('PATCH', one(org, id), { body: { title } });

export const addMembers = (org: string, id: string, people: string[]) =>
  call<unknown>('POST', one(org, id, '/members'), { body: { person_ids: people } });

export const leaveConversation = (org: string, id: string) =>
  call<unknown>('POST', one(org, id, '/leave'), { body: {} });
