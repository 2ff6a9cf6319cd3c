import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type { KeptMessage, LinkPreview, LinkRules, List, Marks, Message, ScheduledMessage, Todo } from './types';

// All that somebody keeps for later stands under one key: one hint makes it old.
const key = (org: string, ...rest: string[]) => ['o', org, 'later', ...rest];
const conversation = (org: string, id: string, rest: string) =>
  house(org, `/conversations/${encodeURIComponent(id)}${rest}`);
const scheduled = (org: string, id: string, rest = '') => house(org, `/scheduled/${encodeURIComponent(id)}${rest}`);

const pages = { initialPageParam: '', getNextPageParam: (last: List<unknown>) => last.next || undefined };

export const scheduledQuery = (org: string, conversation = '') =>
  infiniteQueryOptions({
    queryKey: key(org, 'scheduled', conversation),
    queryFn: ({ pageParam, signal }) =>
      call<List<ScheduledMessage>>('GET', house(org, '/scheduled'), {
        signal,
        query: { conversation_id: conversation, cursor: pageParam },
      }),
    ...pages,
  });

export type KeptList = 'bookmarks' | 'reminders';

export const keptQuery = (org: string, list: KeptList) =>
  infiniteQueryOptions({
    queryKey: key(org, list),
    queryFn: ({ pageParam, signal }) =>
      call<List<KeptMessage>>('GET', house(org, `/${list}`), { signal, query: { cursor: pageParam } }),
    ...pages,
  });

/** What I keep of a conversation, by place. */
export const marksQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: key(org, 'marks', id),
    queryFn: ({ signal }) => call<Marks>('GET', conversation(org, id, '/marks'), { signal }),
    staleTime: 300_000,
  });

export const laterKey = (org: string) => key(org);

export const scheduleMessage = (
  org: string,
  id: string,
  ask: { client_id: string; text: string; mentions: string[]; reply_to: number; thread: number; at: string },
) => call<ScheduledMessage>('POST', conversation(org, id, '/scheduled'), { body: ask });

export const changeScheduled = (org: string, id: string, ask: { text: string; mentions: string[]; at: string }) =>
  call<ScheduledMessage>('PATCH', scheduled(org, id), { body: ask });

export const sendScheduled = (org: string, id: string) =>
  call<Message>('POST', scheduled(org, id, '/send'), { body: {} });

export const dropScheduled = (org: string, id: string) => call<void>('DELETE', scheduled(org, id));

export interface Place {
  conversation_id: string;
  seq: number;
}

const kept = (org: string, one: Place, what: 'bookmark' | 'reminder') =>
  conversation(org, one.conversation_id, `/messages/${one.seq}/${what}`);

export const bookmark = (org: string, one: Place, note: string) =>
  call<void>('PUT', kept(org, one, 'bookmark'), { body: { note } });

export const unbookmark = (org: string, one: Place) => call<void>('DELETE', kept(org, one, 'bookmark'));

export const remind = (org: string, one: Place, ask: { at: string; note: string }) =>
  call<void>('PUT', kept(org, one, 'reminder'), { body: ask });

export const reminderDone = (org: string, one: Place) => call<void>('DELETE', kept(org, one, 'reminder'));

export const todosQuery = (org: string, view: 'mine' | 'given', done: boolean) =>
  infiniteQueryOptions({
    queryKey: key(org, 'todos', view, String(done)),
    queryFn: ({ pageParam, signal }) =>
      call<List<Todo>>('GET', house(org, '/todos'), {
        signal,
        query: { view, done: String(done), cursor: pageParam },
      }),
    ...pages,
  });

/** What is to be done from a conversation's messages, by me or because I gave it. */
export const todosInQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: key(org, 'todos-in', id),
    queryFn: ({ signal }) =>
      call<List<Todo>>('GET', house(org, '/todos'), { signal, query: { conversation_id: id, limit: 200 } }),
    staleTime: 300_000,
  });

export const giveTodo = (
  org: string,
  one: Place,
  ask: { title: string; person_id: string; due_at?: string; show: boolean },
) =>
  call<Todo>('POST', house(org, '/todos'), {
    body: { ...ask, conversation_id: one.conversation_id, seq: one.seq },
  });

const todo = (org: string, id: string, rest = '') => house(org, `/todos/${encodeURIComponent(id)}${rest}`);

export const finishTodo = (org: string, id: string, done: boolean) =>
  call<Todo>('POST', todo(org, id, '/done'), { body: { done } });

export const dropTodo = (org: string, id: string) => call<void>('DELETE', todo(org, id));

export interface PollInput {
  client_id: string;
  question: string;
  options: string[];
  multiple: boolean;
  anonymous: boolean;
  adds: boolean;
  closes_at?: string;
}

export const askPoll = (org: string, id: string, ask: PollInput) =>
  call<Message>('POST', conversation(org, id, '/polls'), { body: ask });

const poll = (org: string, one: Place, rest: string) =>
  conversation(org, one.conversation_id, `/messages/${one.seq}/poll${rest}`);

/** Choices instead of those before; none takes a vote back. */
export const vote = (org: string, one: Place, choices: number[]) =>
  call<Message>('PUT', poll(org, one, '/vote'), { body: { choices } });

export const addAnswer = (org: string, one: Place, text: string) =>
  call<Message>('POST', poll(org, one, '/options'), { body: { text } });

export const closePoll = (org: string, one: Place) => call<Message>('POST', poll(org, one, '/close'), { body: {} });

/** What the links of a conversation's messages lead to. */
export const previewsQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'previews', id],
    queryFn: ({ signal }) => call<List<LinkPreview>>('GET', conversation(org, id, '/previews'), { signal }),
    staleTime: 300_000,
  });

/** Where the picture of a message's preview is; empty: it has none. */
export const previewPicture = (org: string, one: Place, { picture }: LinkPreview) =>
  picture && address(conversation(org, one.conversation_id, `/messages/${one.seq}/preview/picture`), { v: picture });

export const removePreview = (org: string, one: Place) =>
  call<void>('DELETE', conversation(org, one.conversation_id, `/messages/${one.seq}/preview`));

export const linkRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'link-rules'],
    queryFn: ({ signal }) => call<LinkRules>('GET', house(org, '/links/rules'), { signal }),
  });

export const setLinkRules = (org: string, rules: LinkRules) =>
  call<LinkRules>('PUT', house(org, '/links/rules'), { body: rules });
