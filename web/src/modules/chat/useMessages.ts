import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { fetchMessages, heldQuery, messagesKey } from '@/api/chat';
import { useLive, useLiveConnected, useLiveEvents } from '@/api/live-context';
import type { Message } from '@/api/types';
import { leavesGap, type MessageLog, mergeMessages, older, replaceMessage, resume } from './merge';

/** The log of one conversation, kept true by number: live news, catching up after every connect, history. */
export function useMessages(org: string, id: string) {
  const client = useQueryClient();
  const live = useLive();
  const key = messagesKey(org, id);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      resume(client.getQueryData<MessageLog>(key), (where) => fetchMessages(org, id, where, signal)),
    staleTime: Number.POSITIVE_INFINITY,
    // Coming back to a conversation catches up from the last known number.
    refetchOnMount: 'always',
  });
  const { refetch } = query;

  const take = useCallback(
    (message: Message) => {
      const known = client.getQueryData<MessageLog>(messagesKey(org, id));
      if (message.state !== 'released') {
        void client.invalidateQueries({ queryKey: heldQuery(org, id).queryKey });
        return;
      }
      if (!known) return;
      if (leavesGap(known.items, message.seq)) void refetch();
      else client.setQueryData(messagesKey(org, id), { ...known, items: mergeMessages(known.items, [message]) });
    },
    [client, org, id, refetch],
  );

  const change = useCallback(
    (message: Message) =>
      client.setQueryData<MessageLog>(messagesKey(org, id), (known) =>
        known
          ? {
              ...known,
              items: replaceMessage(known.items, message),
              // The next change is known by it; after a gap they are asked for.
              rev: message.rev === known.rev + 1 ? message.rev : known.rev,
            }
          : known,
      ),
    [client, org, id],
  );

  useEffect(() => live?.follow(id), [live, id]);
  useLiveEvents((event) => {
    if (event.t === 'message' && event.conversation_id === id) take(event.message);
    if (event.t === 'message_changed' && event.conversation_id === id) change(event.message);
  });
  useLiveConnected(() => void refetch());

  const loading = useRef(false);
  const loadOlder = useCallback(async () => {
    const known = client.getQueryData<MessageLog>(messagesKey(org, id));
    if (!known || known.reachedStart || loading.current) return;
    loading.current = true;
    try {
      const next = await older(known, (where) => fetchMessages(org, id, where));
      // News may have come while history was read.
      client.setQueryData<MessageLog>(messagesKey(org, id), (now) =>
        now ? { ...now, items: mergeMessages(now.items, next.items), reachedStart: next.reachedStart } : next,
      );
    } finally {
      loading.current = false;
    }
  }, [client, org, id]);

  return { query, take, change, loadOlder };
}
