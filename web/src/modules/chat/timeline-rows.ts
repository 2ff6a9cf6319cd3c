import type { Message } from '@/api/types';
import type { Pending } from './outbox';

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'system'; key: string; message: Message }
  | { kind: 'message'; key: string; message: Message; head: boolean; sent: boolean; answered?: Message | undefined }
  /** What was said in one thread, without anything between: read beside the conversation. */
  | { kind: 'answers'; key: string; message: Message; all: Message[] }
  | { kind: 'pending'; key: string; pending: Pending; head: boolean };

interface Options {
  me: string;
  /** Messages after this number were unread when the conversation was opened. */
  newAfter: number | null;
  dayOf: (at: string) => string;
}

const groupFor = 5 * 60_000;

/** Lays the log out as rows: days, the new-messages line, messages grouped by sender within five minutes. */
export function buildRows(messages: Message[], pending: Pending[], { me, newAfter, dayOf }: Options): Row[] {
  const rows: Row[] = [];
  const stored = new Set<string>();
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  let day = '';
  let sender = '';
  let headAt = 0;
  let lineShown = newAfter === null;
  const lastOwn = messages.findLast(
    (message) => message.sender_id === me && message.kind === 'text' && message.thread === 0,
  )?.seq;

  const startDay = (at: string, key: string) => {
    const next = dayOf(at);
    if (next === day) return;
    day = next;
    sender = '';
    rows.push({ kind: 'day', key: `day-${next}-${key}`, at });
  };

  for (const message of messages) {
    stored.add(message.client_id);
    startDay(message.at, String(message.seq));
    if (!lineShown && newAfter !== null && message.seq > newAfter && message.sender_id !== me) {
      lineShown = true;
      sender = '';
      rows.push({ kind: 'new', key: 'new' });
    }
    const key = `m-${message.seq}`;
    if (message.kind === 'system') {
      sender = '';
      rows.push({ kind: 'system', key, message });
      continue;
    }
    if (message.thread > 0) {
      const before = rows.at(-1);
      sender = '';
      if (before?.kind === 'answers' && before.message.thread === message.thread) before.all.push(message);
      else rows.push({ kind: 'answers', key, message, all: [message] });
      continue;
    }
    const at = Date.parse(message.at);
    const head = message.sender_id !== sender || at - headAt >= groupFor;
    if (head) {
      sender = message.sender_id;
      headAt = at;
    }
    rows.push({
      kind: 'message',
      key,
      message,
      head,
      sent: message.seq === lastOwn,
      answered: bySeq.get(message.reply_to),
    });
  }

  for (const one of pending) {
    if (stored.has(one.client_id)) continue;
    startDay(one.at, one.client_id);
    const at = Date.parse(one.at);
    const head = sender !== me || at - headAt >= groupFor;
    if (head) {
      sender = me;
      headAt = at;
    }
    rows.push({ kind: 'pending', key: `p-${one.client_id}`, pending: one, head });
  }
  return rows;
}

/** Whether a message stands in a row. */
export const holds = (row: Row, seq: number) =>
  row.kind === 'answers' ? row.all.some((one) => one.seq === seq) : 'message' in row && row.message.seq === seq;

/** The place under which the keys stop at a row; undefined where they pass. */
export function stopOf(row: Row): number | undefined {
  if (row.kind === 'message') return row.message.seq;
  return row.kind === 'answers' ? row.all[0]?.seq : undefined;
}

const base = 1_000_000;

/**
 * The list keeps its place while history is added above only if its first index falls by the number of
 * rows added. Counting back from one fixed message gives that number without remembering anything else.
 */
export function firstIndex(rows: Row[], anchor: number): number {
  const at = rows.findIndex((row) => holds(row, anchor));
  return at < 0 ? base : base - at;
}
