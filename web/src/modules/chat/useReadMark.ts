import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { conversationsQuery, markRead } from '@/api/chat';

function useVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const changed = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  return visible;
}

/** Tells the server how far this person has read: only what stood on a visible screen. */
export function useReadMark(org: string, id: string, lastSeq: number, atBottom: boolean) {
  const client = useQueryClient();
  const visible = useVisible();
  useEffect(() => {
    if (!visible || !atBottom || lastSeq === 0) return;
    const listKey = conversationsQuery(org).queryKey;
    const known = client.getQueryData(listKey)?.items.find((one) => one.id === id);
    if (known && known.read_seq >= lastSeq && known.unread === 0) return;
    const timer = window.setTimeout(async () => {
      client.setQueryData(
        listKey,
        (list) =>
          list && {
            ...list,
            items: list.items.map((one) =>
              one.id === id
                ? { ...one, unread: 0, marked_unread: false, mentions: 0, read_seq: Math.max(one.read_seq, lastSeq) }
                : one,
            ),
          },
      );
      // A lost mark costs nothing: the next message or visit sends a higher one.
      await markRead(org, id, lastSeq).catch(() => {});
      void client.invalidateQueries({ queryKey: ['o', org, 'unread'] });
    }, 300);
    return () => window.clearTimeout(timer);
  }, [client, org, id, lastSeq, atBottom, visible]);
}
