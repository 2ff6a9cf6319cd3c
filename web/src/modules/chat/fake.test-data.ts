import type { Message } from '@/api/types';

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
