import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { approveRecovery, recoveriesQuery, stopRecovery } from '@/api/recovery';
import type { Recovery } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './RecoveryPage.module.css';

/** Who lost their way in, and what an administrator can do about it. */
export function RecoveryPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(recoveriesQuery(org));
  const items = query.data?.items ?? [];
  return (
    <ScrollPage title={t('rights:recovery')}>
      <p className={css.text}>{t('access:recovery_text')}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState title={t('access:recovery_empty')} text={t('access:recovery_empty_text')} />
      )}
      <ul className={css.list}>
        {items.map((one) => (
          <Row key={one.id} one={one} org={org} />
        ))}
      </ul>
    </ScrollPage>
  );
}

function Row({ one, org }: { one: Recovery; org: string }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const onSuccess = () => client.invalidateQueries({ queryKey: recoveriesQuery(org).queryKey });
  const approve = useMutation({ mutationFn: () => approveRecovery(org, one.id), onSuccess, onError: toast });
  const stop = useMutation({ mutationFn: () => stopRecovery(org, one.id), onSuccess, onError: toast });
  const ask = () =>
    modal.confirm({
      title: t('access:recovery_approve_title', { name: one.name }),
      content: t('access:recovery_approve_text', { name: one.name }),
      okText: t('access:recovery_approve'),
      cancelText: t('shell:cancel'),
      onOk: () => approve.mutateAsync().catch(() => {}),
    });
  const steps: Record<Recovery['step'], string> = {
    asked: t('access:recovery_step_asked'),
    approved: t('access:recovery_step_approved'),
    waiting: t('access:recovery_step_waiting', { time: one.ready_at ? format.exact(one.ready_at) : '' }),
    ready: t('access:recovery_step_ready'),
  };
  const asked = { time: format.exact(one.asked_at), device: one.device, address: one.address };
  return (
    <li>
      <div className={css.words}>
        <strong>{one.name}</strong>
        <span>{one.login}</span>
        <span>{t('access:recovery_asked_at', asked)}</span>
        <span>{one.known_device ? t('access:recovery_known') : t('access:recovery_strange')}</span>
        <span>{one.mobile ? t('access:recovery_mobile', { mobile: one.mobile }) : t('access:recovery_no_mobile')}</span>
      </div>
      <span className={css.step}>{steps[one.step]}</span>
      {one.own && <span className={css.step}>{t('access:recovery_own')}</span>}
      <div className={css.buttons}>
        {!one.own && !one.approved_here && one.mobile && (
          <Button
            type="primary"
            loading={approve.isPending}
            aria-label={t('access:recovery_approve_of', { name: one.name })}
            onClick={ask}
          >
            {t('access:recovery_approve')}
          </Button>
        )}
        <Button
          danger
          loading={stop.isPending}
          aria-label={t('access:recovery_stop_of', { name: one.name })}
          onClick={() => stop.mutate()}
        >
          {t('access:recovery_stop')}
        </Button>
      </div>
    </li>
  );
}
