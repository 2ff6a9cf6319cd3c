import type { QueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { conversationsQuery } from '@/api/chat';
import type { Conversation, LiveEvent, Message } from '@/api/types';
import { conversationTitle, isMuted } from './conversations';

type Heard = Extract<LiveEvent, { t: 'message' }>;

interface Listener {
  org: string;
  me: string;
  lang: string;
  client: QueryClient;
  t: TFunction;
  say: (line: string) => void;
}

const gathers = 1500; // milliseconds: a burst is one line
const most = 3; // conversations in one line

let waiting = new Map<string, Message[]>();
let timer = 0;

/** Tells whoever listens to the page of messages that are not before them: one line for all of a moment. */
export function hear({ conversation_id: id, message }: Heard, by: Listener) {
  if (message.sender_id === by.me || message.kind === 'system') return;
  // A conversation on screen speaks for itself.
  if (!document.hidden && window.location.pathname.endsWith(`/im/${id}`)) return;
  waiting.set(id, [...(waiting.get(id) ?? []), message]);
  if (timer) return;
  timer = window.setTimeout(async () => {
    const said = waiting;
    [waiting, timer] = [new Map(), 0];
    // Away from the messages the list may not be there yet; without it nobody knows what is muted.
    const list = await by.client.fetchQuery({ ...conversationsQuery(by.org), staleTime: 60_000 }).catch(() => null);
    const line = summary(said, list?.items ?? [], by);
    if (!line) return;
    by.say(''); // the same words again are news, too
    window.setTimeout(() => by.say(line), 100);
  }, gathers);
}

/** "3 new messages from Finance": nothing of muted conversations but mentions, and no word of what was said. */
export function summary(
  said: ReadonlyMap<string, Message[]>,
  list: Conversation[],
  { t, lang, me }: Pick<Listener, 't' | 'lang' | 'me'>,
): string {
  const lines = list.flatMap((one) => {
    const all = said.get(one.id) ?? [];
    const named = all.filter((message) =>
      (message.mentions ?? []).some((who) => who.person_id === me || who.person_id === 'all'),
    );
    const heard = one.hears === 'nothing' ? [] : isMuted(one) ? named : all;
    if (heard.length === 0) return [];
    const line = t('heard:from', { count: heard.length, title: conversationTitle(one, lang) });
    return [named.length > 0 ? t('heard:with_mention', { line }) : line];
  });
  return lines.slice(0, most).join(' · ');
}
