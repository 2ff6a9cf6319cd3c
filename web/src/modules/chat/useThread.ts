import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchThread, readThread, threadKey } from '@/api/chat';
import { useLiveConnected, useLiveEvents } from '@/api/live-context';
import type { Message, ThreadPage } from '@/api/types';
import { mergeMessages } from './merge';

/** One thread, kept true by live news; whoever was away reads its end again. */
export function useThread(org: string, id: string, root: number) {
  const client = useQueryClient();
  const key = threadKey(org, id, root);
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ signal, pageParam }) => fetchThread(org, id, root, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last: ThreadPage) => (last.more ? last.items?.[0]?.seq : undefined),
  });
  const pages = query.data?.pages ?? [];
  const items = mergeMessages(
    [],
    pages.flatMap((page) => page.items ?? []),
  );
  const again = () => void client.invalidateQueries({ queryKey: key });

  // A new answer stands at the end, a changed one where it stood.
  const take = (message: Message) =>
    client.setQueryData<InfiniteData<ThreadPage>>(key, (known) => {
      if (!known) return known;
      const stood = known.pages.findIndex((page) => (page.items ?? []).some((one) => one.seq === message.seq));
      const pages = known.pages.map((page, at) => {
        if (message.seq === root) return { ...page, root: message };
        return at === Math.max(0, stood) ? { ...page, items: mergeMessages(page.items ?? [], [message]) } : page;
      });
      return { ...known, pages };
    });
  useLiveEvents((event) => {
    if (event.t !== 'message' && event.t !== 'message_changed') return;
    if (event.conversation_id !== id) return;
    if (event.message.thread === root || event.message.seq === root) take(event.message);
  });
  useLiveConnected(again);

  const last = items.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (last === 0 || document.visibilityState !== 'visible') return;
    // A lost mark costs nothing: the next message or visit sends a higher one.
    void readThread(org, id, root, last)
      .then(() => client.invalidateQueries({ queryKey: ['o', org, 'threads'] }))
      .catch(() => {});
  }, [client, org, id, root, last]);

  const start = pages[0];
  return { query, items, root: start?.root, follows: start?.follows === true, take, again };
}
