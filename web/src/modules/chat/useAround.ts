import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { fetchMessages, messagesKey } from '@/api/chat';
import { useLiveEvents } from '@/api/live-context';
import { around, type MessageLog, meets, mergeMessages, newer, older, replaceMessage } from './merge';

/**
 * The messages around a place that is not in the log yet: a stretch that grows both ways, and becomes part
 * of the log when it has reached it. Nothing is asked for where the log has the place.
 */
export function useAround(org: string, id: string, at: number, log: MessageLog | undefined) {
  const client = useQueryClient();
  const key = [...messagesKey(org, id), 'around', at];
  const wanted = at > 0 && log !== undefined && (log.items[0]?.seq ?? 0) > at && !log.reachedStart;
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => around(at, (where) => fetchMessages(org, id, where, signal)),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

  const loading = useRef(false);
  const grow = useCallback(
    async (step: typeof older) => {
      const path = [...messagesKey(org, id), 'around', at];
      const known = client.getQueryData<MessageLog>(path);
      if (!known || loading.current) return;
      loading.current = true;
      try {
        const next = await step(known, (where) => fetchMessages(org, id, where));
        client.setQueryData<MessageLog>(path, next);
        client.setQueryData<MessageLog>(messagesKey(org, id), (live) =>
          live && meets(next.items, live.items)
            ? { ...live, items: mergeMessages(live.items, next.items), reachedStart: next.reachedStart }
            : live,
        );
      } finally {
        loading.current = false;
      }
    },
    [client, org, id, at],
  );
  useLiveEvents((event) => {
    if (event.t !== 'message_changed' || event.conversation_id !== id) return;
    client.setQueryData<MessageLog>(key, (known) =>
      known ? { ...known, items: replaceMessage(known.items, event.message) } : known,
    );
  });

  return {
    wanted,
    error: wanted ? query.error : null,
    refetch: query.refetch,
    log: wanted ? query.data : undefined,
    loadOlder: () => void grow(older),
    loadNewer: () => void grow(newer),
  };
}
