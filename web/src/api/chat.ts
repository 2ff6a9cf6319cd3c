import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type {
  ChatRules,
  Conversation,
  FollowedThread,
  GroupRules,
  HeldMessage,
  Keeping,
  List,
  Member,
  Message,
  MessagePage,
  MessageVersion,
  Reads,
  ThreadPage,
} from './types';

const one = (org: string, id: string, rest = '') => house(org, `/conversations/${encodeURIComponent(id)}${rest}`);

export const conversationsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'conversations'],
    queryFn: ({ signal }) =>
      call<List<Conversation>>('GET', house(org, '/conversations'), { signal, query: { limit: 200 } }),
  });

/** Those of mine that are called so, the latest first. */
export const findConversationsQuery = (org: string, words: string) =>
  queryOptions({
    queryKey: ['o', org, 'conversations', 'called', words],
    queryFn: ({ signal }) =>
      call<List<Conversation>>('GET', house(org, '/conversations'), { signal, query: { q: words, limit: 50 } }),
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

/** Members by pages, or those who are called so. */
export const membersPagesQuery = (org: string, id: string, words: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'members', id, 'pages', words],
    queryFn: ({ signal, pageParam }) =>
      call<List<Member>>('GET', one(org, id, '/members'), {
        signal,
        query: { limit: 200, cursor: pageParam, q: words },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
    staleTime: 60_000,
  });

export const messagesKey = (org: string, id: string) => ['o', org, 'messages', id] as const;

interface Where {
  before?: number;
  after?: number;
  rev?: number;
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
  reply_to: number;
  thread: number;
  files?: string[];
  location?: { lat: number; lon: number; label: string };
  contact?: string;
  sure?: boolean;
}

export const postMessage = (org: string, id: string, post: Post) =>
  call<Message>('POST', one(org, id, '/messages'), { body: post });

export const markRead = (org: string, id: string, seq: number) =>
  call<void>('POST', one(org, id, '/read'), { body: { seq } });

export const createConversation = (
  org: string,
  input: { kind: 'direct' | 'group' | 'channel'; member_ids: string[]; title?: string },
) => call<Conversation>('POST', house(org, '/conversations'), { body: input });

export const renameConversation = (org: string, id: string, to: { title?: string; description?: string }) =>
  call<Conversation>('PATCH', one(org, id), { body: to });

export const addMembers = (org: string, id: string, people: string[]) =>
  call<unknown>('POST', one(org, id, '/members'), { body: { person_ids: people } });

export const leaveConversation = (org: string, id: string) =>
  call<unknown>('POST', one(org, id, '/leave'), { body: {} });

const message = (org: string, id: string, seq: number, rest = '') => one(org, id, `/messages/${seq}${rest}`);

export const messageQuery = (org: string, id: string, seq: number) =>
  queryOptions({
    queryKey: ['o', org, 'message', id, seq],
    queryFn: ({ signal }) => call<Message>('GET', message(org, id, seq), { signal }),
    retry: false,
    staleTime: 60_000,
  });

export const editMessage = (org: string, old: Message, text: string, mentions: string[]) =>
  call<Message>('PATCH', message(org, old.conversation_id, old.seq), { body: { text, mentions, rev: old.rev } });

export const recallMessage = (org: string, id: string, seq: number) =>
  call<Message>('POST', message(org, id, seq, '/recall'), { body: {} });

export const react = (org: string, id: string, seq: number, emoji: string, on: boolean) =>
  call<void>(on ? 'PUT' : 'DELETE', message(org, id, seq, `/reactions/${encodeURIComponent(emoji)}`));

export const versionsQuery = (org: string, id: string, seq: number) =>
  queryOptions({
    queryKey: ['o', org, 'versions', id, seq],
    queryFn: ({ signal }) => call<List<MessageVersion>>('GET', message(org, id, seq, '/versions'), { signal }),
  });

/** Who has read a message, or has not; with a limit of one it is asked for the counts. */
export const readsQuery = (org: string, id: string, seq: number, read: boolean, limit = 200) =>
  queryOptions({
    queryKey: ['o', org, 'reads', id, seq, read, limit],
    queryFn: ({ signal }) =>
      call<Reads>('GET', message(org, id, seq, '/reads'), { signal, query: { read: String(read), limit } }),
    retry: false,
  });

/** Who has read a message, or has not, by pages; or those of them who are called so. */
export const readersQuery = (org: string, id: string, seq: number, read: boolean, words: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'reads', id, seq, read, 'pages', words],
    queryFn: ({ signal, pageParam }) =>
      call<Reads>('GET', message(org, id, seq, '/reads'), {
        signal,
        query: { read: String(read), limit: 200, cursor: pageParam, q: words },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
    retry: false,
  });

export const threadKey = (org: string, id: string, root: number) => ['o', org, 'thread', id, root] as const;

export const fetchThread = (org: string, id: string, root: number, before: number, signal?: AbortSignal) =>
  call<ThreadPage>('GET', message(org, id, root, '/thread'), { signal, query: { before, limit: 50 } });

export const followThread = (org: string, id: string, root: number, on: boolean) =>
  call<void>(on ? 'PUT' : 'DELETE', message(org, id, root, '/thread/follow'), on ? { body: {} } : {});

export const readThread = (org: string, id: string, root: number, seq: number) =>
  call<void>('POST', message(org, id, root, '/thread/read'), { body: { seq } });

/** The threads I follow, the one said in last first. */
export const threadsQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'threads'],
    queryFn: ({ signal, pageParam }) =>
      call<List<FollowedThread>>('GET', house(org, '/threads'), { signal, query: { limit: 30, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const chatRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'chat-rules'],
    queryFn: ({ signal }) => call<ChatRules>('GET', house(org, '/chat/rules'), { signal }),
    staleTime: 300_000,
  });

/** How long what is said in a conversation stays, and whether others may come to read it. */
export const keepingQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'keeping', id],
    queryFn: ({ signal }) =>
      call<Keeping>('GET', house(org, `/conversations/${encodeURIComponent(id)}/keeping`), { signal }),
  });

export const setChatRules = (org: string, rules: ChatRules) =>
  call<ChatRules>('PUT', house(org, '/chat/rules'), { body: rules });

export const heldMessagesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'held-messages'],
    queryFn: ({ signal }) =>
      call<List<HeldMessage>>('GET', house(org, '/held-messages'), { signal, query: { limit: 200 } }),
  });

export const decideHeld = (org: string, id: string, act: 'release' | 'refuse') =>
  call<void>('POST', house(org, `/held-messages/${encodeURIComponent(id)}/${act}`), { body: {} });

export const setGroupRules = (org: string, id: string, rules: GroupRules) =>
  call<Conversation>('PUT', one(org, id, '/rules'), { body: rules });

export const archiveConversation = (org: string, id: string, archived: boolean) =>
  call<Conversation>('POST', one(org, id, '/archive'), { body: { archived } });

export type Mine = { pinned: boolean; muted_until?: string; hears?: Conversation['hears'] };

/** How I have a conversation: nobody else sees it. */
export const setMine = (org: string, id: string, mine: Mine) =>
  call<Conversation>('PUT', one(org, id, '/mine'), { body: mine });

export const setRole = (org: string, id: string, person: string, role: 'owner' | 'admin' | 'member') =>
  call<unknown>('PUT', one(org, id, `/members/${encodeURIComponent(person)}`), { body: { role } });

export const removeMember = (org: string, id: string, person: string) =>
  call<unknown>('DELETE', one(org, id, `/members/${encodeURIComponent(person)}`));

export const followDepartment = (
  org: string,
  input: { department_id: string; kind: 'group' | 'channel'; title: string },
) => call<Conversation>('POST', house(org, '/conversations/following'), { body: input });

/** Says messages again in another conversation: all in one message, or one by one. */
export const forwardMessages = (
  org: string,
  to: string,
  ask: { client_id: string; from_conversation_id: string; message_ids: string[]; merged: boolean; comment: string },
) => call<List<Message>>('POST', one(org, to, '/forward'), { body: ask });

export const pinMessage = (org: string, id: string, seq: number, on: boolean) =>
  call<void>(on ? 'PUT' : 'DELETE', message(org, id, seq, '/pin'), on ? { body: {} } : {});

/** Closes forwarding for one message, or opens it again. */
export const restrictMessage = (org: string, id: string, seq: number, on: boolean) =>
  call<void>(on ? 'PUT' : 'DELETE', message(org, id, seq, '/restriction'), on ? { body: {} } : {});

export const pinsQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'pins', id],
    queryFn: ({ signal }) => call<List<Message>>('GET', one(org, id, '/pins'), { signal }),
  });
