import { postMessage } from '@/api/chat';
import { ApiError } from '@/api/client';
import type { Message } from '@/api/types';
import { asPosted } from './files/tray';
import { type Outbox, outboxOf, type Pending } from './outbox';

/** Sends one message: stored, it is given back and leaves the outbox; otherwise it stays there with its reason. */
export async function sendOne(
  org: string,
  box: Outbox,
  one: Pending,
  told: { problem: (error: unknown) => string; stored: (message: Message) => void; again: () => void },
): Promise<void> {
  box.update(one.client_id, { state: 'sending', reason: '' });
  try {
    const message = await postMessage(org, one.conversation_id, {
      client_id: one.client_id,
      text: one.text,
      mentions: one.mentions,
      reply_to: one.reply_to ?? 0,
      thread: one.thread ?? 0,
      ...asPosted(one.carried),
      ...(one.warned ? { sure: true } : {}),
    });
    told.stored(message);
    box.remove(one.client_id);
  } catch (error) {
    const refused = error instanceof ApiError ? error : null;
    if (refused?.status === 429 && refused.retryAfter > 0) {
      // Too fast for the organisation's rules: it goes by itself when there is room again.
      box.update(one.client_id, { state: 'waiting', reason: '' });
      window.setTimeout(told.again, refused.retryAfter * 1000);
      return;
    }
    const offline = refused?.offline ?? false;
    box.update(one.client_id, {
      state: offline ? 'waiting' : 'failed',
      reason: offline ? '' : told.problem(error),
      warned: refused?.code === 'message_warned',
    });
  }
}

// A conversation on screen sends its own; sent from two places, a later message could overtake an earlier one.
const onScreen = new Map<string, number>();

export function showsConversation(id: string): () => void {
  onScreen.set(id, (onScreen.get(id) ?? 0) + 1);
  return () => void onScreen.set(id, (onScreen.get(id) ?? 1) - 1);
}

/** Sends what waits in conversations that are not on screen, in order. */
export async function sendWaiting(org: string, person: string, problem: (error: unknown) => string): Promise<void> {
  const box = outboxOf(org, person);
  const again = () => void sendWaiting(org, person, problem);
  const held = new Set<string>();
  for (const one of box.all()) {
    if (one.state !== 'waiting' || onScreen.get(one.conversation_id) || held.has(one.conversation_id)) continue;
    await sendOne(org, box, one, { problem, stored: () => {}, again });
    const now = box.all().find((other) => other.client_id === one.client_id);
    if (now?.state === 'waiting') held.add(one.conversation_id);
  }
}
