import type { QueryClient } from '@tanstack/react-query';
import { conversationQuery, fetchMessages, messagesKey } from '@/api/chat';
import { ApiError } from '@/api/client';
import type { Outline } from '@/api/kept/shelf';
import type { Conversation, List } from '@/api/types';
import { type MessageLog, resume } from '@/modules/chat/merge';
import { besideMessages } from './outlines';

// The list of conversations says of each how far it is and what changed. What is kept is compared with it, so
// that only what is behind is asked for: what was recalled, erased or taken from the reader goes as soon as the
// server is heard, whether or not anybody opens the conversation.

interface Hands {
  /** The first time that the page hears the list: messages that are missing are fetched, too. */
  first: boolean;
  lose: (conversation: string) => Promise<void>;
  drop: (names: string[]) => Promise<void>;
  read: (name: string) => Promise<unknown>;
}

type Kept = [name: string, outline: Outline];

export function isBehind(kept: Outline, one: Conversation, first: boolean): boolean {
  return one.rev > kept.rev || one.from_seq >= kept.first || (first && one.last_seq > kept.last);
}

export async function reconcile(
  client: QueryClient,
  outlines: ReadonlyMap<string, Outline>,
  org: string,
  list: List<Conversation>,
  hands: Hands,
): Promise<void> {
  const logs = [...outlines].filter(([, one]) => one.org === org && one.kind === 'messages');
  for (const [name, kept] of logs) {
    const listed = list.items.find((one) => one.id === kept.conversation);
    const one = listed ?? (list.next ? await ask(client, org, kept.conversation) : null);
    if (one === null) await hands.lose(kept.conversation);
    else if (one && isBehind(kept, one, hands.first)) {
      await hands.drop(besideMessages(outlines, org, kept.conversation));
      await catchUp(client, org, [name, kept], hands);
    }
  }
}

// Beyond the page of the list that is at hand; null: it is not mine, undefined: nobody knows now.
async function ask(client: QueryClient, org: string, id: string): Promise<Conversation | null | undefined> {
  try {
    return await client.fetchQuery({ ...conversationQuery(org, id), retry: false });
  } catch (error) {
    return error instanceof ApiError && (error.status === 404 || error.status === 403) ? null : undefined;
  }
}

// Only what came or changed since is asked for. What is on screen catches up by itself after a break, so that
// here it would be the second to ask.
async function catchUp(client: QueryClient, org: string, [name, { conversation, rev }]: Kept, hands: Hands) {
  const queryKey = messagesKey(org, conversation);
  const shown = client.getQueryCache().find({ queryKey });
  if (shown?.state.fetchStatus === 'fetching') return;
  const known = client.getQueryData<MessageLog>(queryKey) ?? ((await hands.read(name)) as MessageLog | undefined);
  if (!known || (client.getQueryData<MessageLog>(queryKey)?.rev ?? rev) > rev) return;
  const queryFn = () => resume(known, (where) => fetchMessages(org, conversation, where));
  await client.fetchQuery({ queryKey, queryFn, staleTime: 0, retry: false }).catch(() => {});
}
