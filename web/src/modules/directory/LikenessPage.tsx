import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { decideLikeness, type Likeness, type Looker, likenessQuery } from '@/api/likeness';
import { useOrg } from '@/api/org';
import { Avatar } from '@/ui/Avatar';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import css from './LikenessPage.module.css';

/** People whose name and picture are like a colleague's, for somebody to look at. */
export function LikenessPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(likenessQuery(org));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ScrollPage title={t('likeness:title')}>
      <div className={css.column}>
        <p className={css.note}>{t('likeness:intro')}</p>
        {query.isPending && <Loading />}
        {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && all.length === 0 && <EmptyState title={t('likeness:none')} />}
        {all.map((one) => (
          <LikenessCard key={one.id} one={one} />
        ))}
        {query.hasNextPage && (
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        )}
      </div>
    </ScrollPage>
  );
}

function LikenessCard({ one }: { one: Likeness }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const decide = useMutation({
    mutationFn: (outcome: 'dismissed' | 'acted') => decideLikeness(org, one.id, outcome),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'likeness'] });
      void client.invalidateQueries({ queryKey: ['o', org, 'work'] });
    },
    onError: toast,
  });
  const name = (who: Looker) => format.person(who) || t('likeness:gone');
  const label = t('likeness:pair', { name: name(one.person), other: name(one.other) });
  const outcome = one.outcome === 'acted' ? 'likeness:acted' : 'likeness:dismissed';
  return (
    <section className={css.card} data-over={one.outcome !== ''} aria-label={label}>
      <div className={css.pair}>
        {[one.person, one.other].map((who, n) => (
          <div key={who.id} className={css.who}>
            <Avatar id={who.id} name={name(who)} picture={who.picture} size="large" />
            {who.here ? <PathLink to={paths.person(org, who.id)}>{name(who)}</PathLink> : <span>{name(who)}</span>}
            <small>{n === 0 ? t('likeness:changed') : t('likeness:before')}</small>
          </div>
        ))}
      </div>
      <p className={css.note}>{t('likeness:found', { time: format.dateTime(one.found_at) })}</p>
      {one.outcome === '' && may('impersonation.judge') && (
        <div className={css.buttons}>
          <Button loading={decide.isPending} onClick={() => fresh.run(() => decide.mutate('dismissed'))}>
            {t('likeness:dismiss')}
          </Button>
          <Button type="primary" loading={decide.isPending} onClick={() => fresh.run(() => decide.mutate('acted'))}>
            {t('likeness:act')}
          </Button>
        </div>
      )}
      {one.decided_at && <p>{t(outcome, { name: one.decided_by, time: format.dateTime(one.decided_at) })}</p>}
      {fresh.dialog}
    </section>
  );
}
