import { type UseQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationQuery } from '@/api/chat';
import { ApiError } from '@/api/client';
import { useLiveConnected, useLiveEvents } from '@/api/live-context';
import { olderConversationsQuery } from '@/api/older-conversations';
import { useOrg } from '@/api/org';
import type { Conversation, List } from '@/api/types';
import { Loading } from '@/ui/Loading';
import type { Beyond } from './conversations';
import { type Heard, hearOf, moved, nothingHeard, toAsk } from './older';

interface Props {
  /** The page that is there already; it stays true by itself. */
  first: UseQueryResult<List<Conversation>>;
  /** Of which folder; empty: of the list. */
  folder: string;
  /** Somebody walks on beyond what is there. */
  pull: boolean;
  take: (beyond: Beyond | null) => void;
}

/** Null where it is not mine any more; what could not be asked for stays as it is. */
const goneOr = (error: unknown) => (error instanceof ApiError && error.status === 404 ? null : undefined);

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

  // What moved in the first page moved here, too. Of what was heard about those here only they are asked for.
  const client = useQueryClient();
  const heard = useRef<Heard>(nothingHeard());
  useLiveEvents((event) => hearOf(heard.current, event));
  useLiveConnected(() => {
    heard.current.all = true;
  });
  const last = useRef({ at: first.dataUpdatedAt, items: first.data?.items ?? [] });
  useEffect(() => {
    if (last.current.at === first.dataUpdatedAt) return;
    const before = last.current.items;
    const items = first.data?.items ?? [];
    last.current = { at: first.dataUpdatedAt, items };
    const said = heard.current;
    heard.current = nothingHeard();
    if (!data) return;
    const wanted = toAsk(said, data, items);
    if (!wanted) {
      void refetch();
      return;
    }
    const ask = async (id: string) => {
      const one = await client.fetchQuery(conversationQuery(org, id)).catch(goneOr);
      return one === undefined ? [] : [[id, one] as const];
    };
    void Promise.all(wanted.map(ask)).then((answers) => {
      const key = olderConversationsQuery(org, folder, '').queryKey;
      // Pages that are on their way would take the place of what is put in here.
      if (client.isFetching({ queryKey: key }) > 0) void refetch();
      client.setQueryData(key, (pages) => pages && moved(pages, before, items, new Map(answers.flat())));
    });
  }, [first.dataUpdatedAt, first.data, data, org, folder, client, refetch]);

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
