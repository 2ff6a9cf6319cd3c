import { MobileOutlined, SafetyOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery, newRecoveryCodes, removeAuthenticator } from '@/api/session';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import { ConnectAuthenticator } from './ConnectAuthenticator';
import css from './MePage.module.css';
import { RecoveryCodes } from './RecoveryCodes';
import { refreshFactors } from './refresh';
import { Section } from './Section';

/** The authenticator app and the recovery codes; passkeys have a section of their own. */
export function SecondFactorSection() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const { run, dialog } = useFreshAct();
  const factors = useQuery(bootQuery).data?.session?.second_factor;
  const [connecting, setConnecting] = useState(false);
  const [codes, setCodes] = useState<string[]>([]);
  const refresh = () => refreshFactors(client);
  const remove = useMutation({ mutationFn: removeAuthenticator, onSuccess: refresh, onError: toast });
  const renew = useMutation({
    mutationFn: newRecoveryCodes,
    onSuccess: (made) => {
      setCodes(made);
      refresh();
    },
    onError: toast,
  });
  const ask = (title: string, content: string, okText: string, act: () => Promise<unknown>) =>
    run(() =>
      modal.confirm({
        title,
        content,
        okText,
        okButtonProps: { danger: true },
        cancelText: t('shell:cancel'),
        onOk: () => act().catch(() => {}),
      }),
    );
  if (!factors) return null;
  const connected = (made: string[]) => {
    setConnecting(false);
    setCodes(made);
    refresh();
  };
  const any = factors.authenticator || factors.passkeys > 0;
  return (
    <Section title={t('account:second')} text={t('account:second_text')}>
      {dialog}
      <ul className={css.list}>
        <li>
          <MobileOutlined aria-hidden className={css.icon} />
          <div className={css.words}>
            <strong>{t('account:app')}</strong>
            <span>{factors.authenticator ? t('account:app_on') : t('account:app_off')}</span>
          </div>
          {!connecting && (
            <Button onClick={() => run(() => setConnecting(true))}>
              {factors.authenticator ? t('account:app_replace') : t('account:app_connect')}
            </Button>
          )}
          {factors.authenticator && !connecting && (
            <Button
              onClick={() =>
                ask(t('account:app_remove_title'), t('account:app_remove_text'), t('account:app_remove'), () =>
                  remove.mutateAsync(),
                )
              }
            >
              {t('account:app_remove')}
            </Button>
          )}
        </li>
        {any && (
          <li>
            <SafetyOutlined aria-hidden className={css.icon} />
            <div className={css.words}>
              <strong>{t('account:codes')}</strong>
              <span>{t('account:codes_left', { count: factors.recovery_codes })}</span>
            </div>
            <Button
              loading={renew.isPending}
              onClick={() =>
                ask(t('account:codes_new_title'), t('account:codes_new_text'), t('account:codes_new'), () =>
                  renew.mutateAsync(),
                )
              }
            >
              {t('account:codes_new')}
            </Button>
          </li>
        )}
      </ul>
      {connecting && <ConnectAuthenticator done={connected} cancel={() => setConnecting(false)} />}
      {codes.length > 0 && <RecoveryCodes codes={codes} done={() => setCodes([])} />}
    </Section>
  );
}
