import { type UseQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { olderConversationsQuery } from '@/api/older-conversations';
import { useOrg } from '@/api/org';
import type { Conversation, List } from '@/api/types';
import { Loading } from '@/ui/Loading';
import type { Beyond } from './conversations';

interface Props {
  /** The page that is there already; it stays true by itself. */
  first: UseQueryResult<List<Conversation>>;
  /** Of which folder; empty: of the list. */
  folder: string;
  /** Somebody walks on beyond what is there. */
  pull: boolean;
  take: (beyond: Beyond | null) => void;
}

const ahead = '600px'; // of the end, at which the next page is asked for

/** The end of the list: brings what lies beyond its first page as one comes near, also where a filter leaves little. */
export function OlderConversations({ first, folder, pull, take }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const end = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const from = first.data?.next ?? '';
  const query = useInfiniteQuery({ ...olderConversationsQuery(org, folder, from), enabled: false });
  const { data, isFetching, isError, hasNextPage, fetchNextPage, refetch } = query;
  const begun = data !== undefined;
  const whole = begun && !hasNextPage;

  useEffect(() => {
    if (!end.current) return;
    const seen = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root: end.current.closest('nav'),
      rootMargin: ahead,
    });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, []);

  const wanted = (near || pull) && !isFetching && !isError && !whole;
  useEffect(() => {
    if (wanted) void (begun ? fetchNextPage() : refetch());
  }, [wanted, begun, fetchNextPage, refetch]);

  // What moved in the first page moved here, too: it is read again from where that page ends now.
  const heard = useRef(first.dataUpdatedAt);
  useEffect(() => {
    if (heard.current === first.dataUpdatedAt) return;
    heard.current = first.dataUpdatedAt;
    if (begun) void refetch();
  }, [first.dataUpdatedAt, begun, refetch]);

  useEffect(() => {
    take(data ? { items: data.pages.flatMap((page) => page.items), whole } : null);
  }, [data, whole, take]);
  useEffect(() => () => take(null), [take]);

  return (
    <div ref={end}>
      {isFetching && !whole && <Loading rows={3} />}
      {!isFetching && !whole && (
        <Button block type="text" onClick={() => void (begun ? fetchNextPage() : refetch())}>
          {t('shell:load_more')}
        </Button>
      )}
    </div>
  );
}
