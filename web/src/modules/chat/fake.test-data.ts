import type { Conversation, Message } from '@/api/types';

/** A message for tests. */
export function fakeMessage(seq: number, sender: string, at = new Date(seq * 60_000).toISOString()): Message {
  return {
    conversation_id: 'c',
    seq,
    id: `m${seq}`,
    client_id: `client-${seq}`,
    sender_id: sender,
    sender_name: sender,
    sender_name_zh: '',
    sender_picture: '',
    text: `text ${seq}`,
    mentions: [],
    kind: 'text',
    at,
    state: 'released',
    rev: 0,
    reply_to: 0,
    reactions: [],
    forwarded: [],
    thread: 0,
    files: [],
  };
}

/** A conversation for tests: nobody else is in it yet, and nothing was said. */
export const fakeConversation = (id: string, more: Partial<Conversation> = {}): Conversation => ({
  id,
  kind: 'group',
  title: id,
  members_count: 2,
  last: null,
  unread: 0,
  marked_unread: false,
  folder_ids: [],
  mentions: 0,
  read_seq: 0,
  last_seq: 0,
  from_seq: 0,
  rev: 0,
  others: [],
  can: [],
  rules: {
    post: 'all',
    upload: 'all',
    mention_all: 'all',
    ding: 'all',
    pin: 'all',
    invite: 'all',
    rename: 'all',
    history: false,
    forward: true,
    receipts: true,
  },
  archived: false,
  follows: '',
  pinned: false,
  ...more,
});
