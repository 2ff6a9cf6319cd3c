import type { Message, MessagePage } from '@/api/types';

// A conversation is a numbered log. Whatever way a message comes (answer to a post, live, page of
// history, catching up after a break), its number puts it in its place and makes a second copy harmless.

export interface MessageLog {
  items: Message[];
  reachedStart: boolean;
  /** The last change of the conversation that is in it. */
  rev: number;
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

/** A message that changed takes the place it had. One that is not loaded stays away: it would leave a gap. */
export function replaceMessage(known: Message[], changed: Message): Message[] {
  return known.map((one) => (one.seq === changed.seq && one.rev <= changed.rev ? changed : one));
}

type Fetch = (where: { after?: number; before?: number; rev?: number; limit: number }) => Promise<MessagePage>;

export const pageSize = 50;
const catchUpSize = 200;

/** The first load reads the newest page; every later load reads what came after the last known number. */
export async function resume(known: MessageLog | undefined, fetch: Fetch): Promise<MessageLog> {
  if (!known || known.items.length === 0) {
    const page = await fetch({ limit: pageSize });
    return { items: mergeMessages([], page.items), reachedStart: page.items.length < pageSize, rev: page.rev };
  }
  let { items, rev } = known;
  for (;;) {
    const after = items.at(-1)?.seq ?? 0;
    const page = await fetch({ after, rev, limit: catchUpSize });
    const changed = page.changed ?? [];
    // What stands before is not mine any more: its time was over, or I left and came back.
    const from = page.from_seq ?? 0;
    items = mergeMessages(changed.reduce(replaceMessage, items), page.items).filter((one) => one.seq > from);
    rev = page.rev;
    if (page.items.length < catchUpSize && changed.length < catchUpSize) {
      return { items, reachedStart: known.reachedStart || from >= (known.items[0]?.seq ?? 0), rev };
    }
  }
}

export async function older(known: MessageLog, fetch: Fetch): Promise<MessageLog> {
  const first = known.items[0];
  if (!first || known.reachedStart) return known;
  const page = await fetch({ before: first.seq, limit: pageSize });
  return { ...known, items: mergeMessages(known.items, page.items), reachedStart: page.items.length < pageSize };
}

/** A page with a place in its middle; it stands apart from the log until both meet. */
export async function around(at: number, fetch: Fetch): Promise<MessageLog> {
  const page = await fetch({ before: at + pageSize / 2 + 1, limit: pageSize });
  return { items: mergeMessages([], page.items), reachedStart: page.items.length < pageSize, rev: page.rev };
}

export async function newer(known: MessageLog, fetch: Fetch): Promise<MessageLog> {
  const page = await fetch({ after: known.items.at(-1)?.seq ?? 0, limit: pageSize });
  return { ...known, items: mergeMessages(known.items, page.items) };
}

/** True when nothing is missing between an earlier stretch and a later one. */
export function meets(earlier: Message[], later: Message[]): boolean {
  const end = earlier.at(-1);
  const start = later[0];
  return end !== undefined && start !== undefined && end.seq >= start.seq - 1;
}
