import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { endJoinLink, joinLinksQuery } from '@/api/joining';
import { useOrg } from '@/api/org';
import type { JoinLink } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Joining.module.css';

/** The links there are; their secrets are shown nowhere any more. */
export function JoinLinks() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(joinLinksQuery(org));
  const links = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && links.length === 0 && (
        <EmptyState title={t('join:no_links')} text={t('join:no_links_text')} />
      )}
      <ul className={css.list}>
        {links.map((one) => (
          <Row key={one.id} one={one} org={org} />
        ))}
      </ul>
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

function Row({ one, org }: { one: JoinLink; org: string }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const end = useMutation({
    mutationFn: () => endJoinLink(org, one.id),
    onSuccess: () => client.invalidateQueries({ queryKey: joinLinksQuery(org).queryKey }),
    onError: toast,
  });
  const states: Record<JoinLink['state'], string> = {
    active: t('join:state_active'),
    ended: t('join:state_ended'),
    expired: t('join:state_expired'),
    used: t('join:state_used'),
  };
  const name = one.label || t('join:link_of', { date: format.date(one.made_at) });
  const facts = [
    one.most > 0 ? t('join:used_of', { used: one.used, most: one.most }) : t('join:used_times', { count: one.used }),
    one.approval ? t('join:with_approval') : t('join:without_approval'),
    ...(one.department ? [format.person(one.department)] : []),
  ];
  const ask = () =>
    modal.confirm({
      title: t('join:end_title', { name }),
      content: t('join:end_text'),
      okText: t('join:end'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => end.mutateAsync().catch(() => {}),
    });
  return (
    <li>
      <div className={css.words}>
        <strong>{name}</strong>
        <span>{facts.join(' · ')}</span>
        <span>{t('join:link_made', { name: one.made_by_name, until: format.dateTime(one.expires_at) })}</span>
      </div>
      <span className={css.state} data-live={one.state === 'active'}>
        {states[one.state]}
      </span>
      {one.state === 'active' && (
        <Button danger loading={end.isPending} aria-label={t('join:end_of', { name })} onClick={ask}>
          {t('join:end')}
        </Button>
      )}
    </li>
  );
}
