import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { postMessage } from '@/api/chat';
import { ApiError } from '@/api/client';
import { useLiveConnected } from '@/api/live-context';
import type { Message } from '@/api/types';
import { useProblemText } from '@/ui/useProblem';
import { asPosted, type Carried } from './files/tray';
import { outboxOf, type Pending } from './outbox';

/** Sends, keeps and sends again. The server knows a message by its client_id, so a repeat is harmless. */
export function useOutbox(org: string, conversation: string, stored: (message: Message) => void) {
  const box = outboxOf(org);
  const all = useSyncExternalStore(box.subscribe, box.all);
  const pending = useMemo(() => all.filter((one) => one.conversation_id === conversation), [all, conversation]);
  const problem = useProblemText();
  const flushing = useRef<() => void>(() => {});

  const post = useCallback(
    async (one: Pending) => {
      box.update(one.client_id, { state: 'sending', reason: '' });
      try {
        const message = await postMessage(org, conversation, {
          client_id: one.client_id,
          text: one.text,
          mentions: one.mentions,
          reply_to: one.reply_to ?? 0,
          thread: one.thread ?? 0,
          ...asPosted(one.carried),
          ...(one.warned ? { sure: true } : {}),
        });
        stored(message);
        box.remove(one.client_id);
      } catch (error) {
        const refused = error instanceof ApiError ? error : null;
        if (refused?.status === 429 && refused.retryAfter > 0) {
          // Too fast for the organisation's rules: it goes by itself when there is room again.
          box.update(one.client_id, { state: 'waiting', reason: '' });
          window.setTimeout(() => flushing.current(), refused.retryAfter * 1000);
          return;
        }
        const offline = refused?.offline ?? false;
        box.update(one.client_id, {
          state: offline ? 'waiting' : 'failed',
          reason: offline ? '' : problem(error),
          warned: refused?.code === 'message_warned',
        });
      }
    },
    [box, org, conversation, stored, problem],
  );

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
