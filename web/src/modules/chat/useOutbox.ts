import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useLiveConnected } from '@/api/live-context';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { useProblemText } from '@/ui/useProblem';
import type { Carried } from './files/tray';
import { outboxOf, type Pending } from './outbox';
import { sendOne, showsConversation } from './sending';

/** Sends, keeps and sends again. The server knows a message by its client_id, so a repeat is harmless. */
export function useOutbox(org: string, conversation: string, stored: (message: Message) => void) {
  const box = outboxOf(org, useOrg().me.person.id);
  const all = useSyncExternalStore(box.subscribe, box.all);
  const pending = useMemo(() => all.filter((one) => one.conversation_id === conversation), [all, conversation]);
  const problem = useProblemText();
  const flushing = useRef<() => void>(() => {});

  const post = useCallback(
    (one: Pending) => sendOne(org, box, one, { problem, stored, again: () => flushing.current() }),
    [box, org, stored, problem],
  );
  useEffect(() => showsConversation(conversation), [conversation]);

  const send = useCallback(
    (text: string, mentions: string[], replyTo = 0, carried?: Carried, thread = 0) => {
      const one: Pending = {
        client_id: crypto.randomUUID(),
        conversation_id: conversation,
        text,
        mentions,
        reply_to: replyTo,
        thread,
        carried,
        at: new Date().toISOString(),
        state: 'sending',
        reason: '',
      };
      box.add(one);
      void post(one);
    },
    [box, conversation, post],
  );

  // In order: a later message must not overtake an earlier one.
  const flush = useCallback(async () => {
    for (const one of box.all()) {
      if (one.conversation_id === conversation && one.state === 'waiting') await post(one);
    }
  }, [box, conversation, post]);
  useEffect(() => {
    flushing.current = () => void flush();
  }, [flush]);
  useLiveConnected(() => void flush());
  useEffect(() => {
    const again = () => void flush();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [flush]);

  const drop = useCallback((clientId: string) => box.remove(clientId), [box]);
  return { pending, send, retry: post, drop };
}
