import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptJoins, declineJoins, joinRequestsQuery } from '@/api/joining';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useProblemToast } from '@/ui/useProblem';
import { DeclineDialog } from './DeclineDialog';
import css from './Joining.module.css';
import { JoinRequestRow } from './JoinRequestRow';

/** How many are decided at once; the server takes no more in one go. */
const atOnce = 50;

/** Who waits: one by one, or several at once. */
export function JoinRequests() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const query = useInfiniteQuery(joinRequestsQuery(org));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [picked, setPicked] = useState<string[]>([]);
  const [as, setAs] = useState<Record<string, string>>({});
  const [declining, setDeclining] = useState<string[]>([]);
  const chosen = picked.filter((id) => all.some((one) => one.id === id));
  const refresh = () => {
    setPicked([]);
    setDeclining([]);
    for (const one of ['join-requests', 'people', 'departments', 'work']) {
      void client.invalidateQueries({ queryKey: ['o', org, one] });
    }
  };
  const accept = useMutation({
    mutationFn: (ids: string[]) =>
      acceptJoins(
        org,
        ids.map((id) => ({ id, person_id: as[id] || undefined })),
      ),
    onSuccess: (_, ids) => {
      refresh();
      void message.success(t('join:accepted', { count: ids.length }));
    },
    onError: toast,
  });
  const decline = useMutation({
    mutationFn: (reason: string) => declineJoins(org, declining, reason),
    onSuccess: refresh,
  });
  const pick = (id: string, on: boolean) =>
    setPicked((was) => (on ? [...was, id].slice(0, atOnce) : was.filter((one) => one !== id)));
  return (
    <>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && (
        <EmptyState title={t('join:no_requests')} text={t('join:no_requests_text')} />
      )}
      {all.length > 1 && (
        <div className={css.bar}>
          <Checkbox
            checked={chosen.length > 0 && chosen.length === Math.min(all.length, atOnce)}
            indeterminate={chosen.length > 0 && chosen.length < Math.min(all.length, atOnce)}
            onChange={(event) => setPicked(event.target.checked ? all.slice(0, atOnce).map((one) => one.id) : [])}
          >
            {t('join:picked', { count: chosen.length })}
          </Checkbox>
          <Button disabled={chosen.length === 0} loading={accept.isPending} onClick={() => accept.mutate(chosen)}>
            {t('join:accept_picked')}
          </Button>
          <Button danger disabled={chosen.length === 0} onClick={() => setDeclining(chosen)}>
            {t('join:decline_picked')}
          </Button>
        </div>
      )}
      <ul className={css.list}>
        {all.map((one) => (
          <JoinRequestRow
            key={one.id}
            one={one}
            picked={all.length > 1 ? chosen.includes(one.id) : undefined}
            pick={(on) => pick(one.id, on)}
            as={as[one.id] ?? ''}
            choose={(person) => setAs({ ...as, [one.id]: person })}
            busy={accept.isPending}
            accept={() => accept.mutate([one.id])}
            decline={() => setDeclining([one.id])}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
      {declining.length > 0 && (
        <DeclineDialog
          count={declining.length}
          busy={decline.isPending}
          error={decline.error}
          decline={(reason) => decline.mutate(reason)}
          onClose={() => setDeclining([])}
        />
      )}
    </>
  );
}
