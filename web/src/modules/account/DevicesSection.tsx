import { DesktopOutlined, MobileOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { forget } from '@/api/kept/forget';
import { endSession, sessionsQuery, signOutEverywhere } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './MePage.module.css';
import { Section } from './Section';

/** Where I am signed in; bound: as far as a session of one organisation knows and may end it. */
export function DevicesSection({ bound = false }: { bound?: boolean }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const sessions = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    onError: toast,
  });
  const everywhere = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: async () => {
      await forget();
      window.location.assign('/sign-in');
    },
    onError: toast,
  });
  const ask = () =>
    modal.confirm({
      title: t('me:everywhere_title'),
      content: t('me:everywhere_text'),
      okText: t('me:everywhere'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => everywhere.mutateAsync().catch(() => {}),
    });
  return (
    <Section
      title={t('me:devices')}
      text={t('me:devices_text')}
      action={!bound && <Button onClick={ask}>{t('me:everywhere')}</Button>}
    >
      <FormError error={sessions.error} />
      <ul className={css.list}>
        {(sessions.data?.items ?? []).map((one) => (
          <li key={one.id}>
            {/iPhone|iPad|Android/.test(one.device) ? (
              <MobileOutlined aria-hidden className={css.icon} />
            ) : (
              <DesktopOutlined aria-hidden className={css.icon} />
            )}
            <div className={css.words}>
              <strong>{one.device}</strong>
              <span title={format.exact(one.last_seen_at)}>
                {t('me:last_seen', { time: format.ago(one.last_seen_at), address: one.address })}
              </span>
            </div>
            {one.current ? (
              <span className={css.here}>{t('me:this_device')}</span>
            ) : (
              <Button
                loading={end.isPending && end.variables === one.id}
                aria-label={t('me:end_session', { device: one.device })}
                onClick={() => end.mutate(one.id)}
              >
                {t('shell:sign_out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
