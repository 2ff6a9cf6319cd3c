import { DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Acknowledged, announcementsQuery, ownProof, policiesQuery } from '@/api/announce';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Announce.module.css';
import { AnnouncementLine } from './AnnouncementLine';
import { titleOf } from './draft';

/** Policies that wait for me, and those that I acknowledged with when, which version, and the evidence. */
export function PoliciesView() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(policiesQuery(org));
  const waiting = (useInfiniteQuery(announcementsQuery(org, 'mine')).data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((row) => row.policy && row.mine?.open);
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const given = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      {waiting.length + given.length === 0 && (
        <EmptyState mark title={t('announce:no_policies')} text={t('announce:no_policies_text')} />
      )}
      {waiting.length > 0 && (
        <section className={css.group} aria-labelledby="policies-waiting">
          <h2 id="policies-waiting">{t('announce:policies_waiting')}</h2>
          <ul className={css.list}>
            {waiting.map((row) => (
              <AnnouncementLine key={row.id} row={row} written={false} />
            ))}
          </ul>
        </section>
      )}
      {given.length > 0 && (
        <section className={css.group} aria-labelledby="policies-given">
          <h2 id="policies-given">{t('announce:policies_given')}</h2>
          <ul className={css.list}>
            {given.map((one) => (
              <Given key={one.entry_id} one={one} />
            ))}
          </ul>
        </section>
      )}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Given({ one }: { one: Acknowledged }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const toast = useProblemToast();
  const proof = useMutation({ mutationFn: () => ownProof(org, one.announcement_id, one.version), onError: toast });
  return (
    <li className={css.given}>
      <div>
        <PathLink to={paths.announcement(org, one.announcement_id)} className={css.title}>
          {titleOf(one, format.lang)}
        </PathLink>
        <p className={css.facts}>
          {t('announce:policy_version', { version: one.label })} ·{' '}
          {t('announce:acknowledged_at', { time: format.exact(one.at) })}
        </p>
      </div>
      <Button icon={<DownloadOutlined aria-hidden />} loading={proof.isPending} onClick={() => proof.mutate()}>
        {t('announce:get_proof')}
      </Button>
    </li>
  );
}
