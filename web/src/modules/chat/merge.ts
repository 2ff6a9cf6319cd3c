import type { Message, MessagePage } from '@/api/types';

// A conversation is a numbered log. Whatever way a message comes (answer to a post, live, page of
// history, catching up after a break), its number puts it in its place and makes a second copy harmless.

export interface MessageLog {
  items: Message[];
  reachedStart: boolean;
}

export function mergeMessages(known: Message[], more: Message[]): Message[] {
  if (more.length === 0) return known;
  const last = known.at(-1);
  const first = more[0];
  const ordered = more.every((message, index) => index === 0 || message.seq > (more[index - 1]?.seq ?? 0));
  // The usual case: news at the end.
  if (ordered && first && (!last || first.seq > last.seq)) return [...known, ...more];

  const bySeq = new Map<number, Message>();
  for (const message of known) bySeq.set(message.seq, message);
  for (const message of more) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** True when messages between what is known and this one were missed. */
export function leavesGap(known: Message[], seq: number): boolean {
  const last = known.at(-1);
  return last !== undefined && seq > last.seq + 1;
}

type Fetch = (where: { after?: number; before?: number; limit: number }) => Promise<MessagePage>;

export const pageSize = 50;
const catchUpSize = 200;

/** The first load reads the newest page; every later load reads what came after the last known number. */
export async function resume(known: MessageLog | undefined, fetch: Fetch): Promise<MessageLog> {
  if (!known || known.items.length === 0) {
    const page = await fetch({ limit: pageSize });
    return { items: mergeMessages([], page.items), reachedStart: page.items.length < pageSize };
  }
  let items = known.items;
  for (;;) {
    const after = items.at(-1)?.seq ?? 0;
    const page = await fetch({ after, limit: catchUpSize });
    items = mergeMessages(items, page.items);
    if (page.items.length < catchUpSize) return { items, reachedStart: known.reachedStart };
  }
}

export async function older(known: MessageLog, fetch: Fetch): Promise<MessageLog> {
  const first = known.items[0];
  if (!first || known.reachedStart) return known;
  const page = await fetch({ before: first.seq, limit: pageSize });
  return { items: mergeMessages(known.items, page.items), reachedStart: page.items.length < pageSize };
}
