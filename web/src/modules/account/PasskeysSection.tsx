import { KeyOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addPasskey, passkeyCancelled, passkeysPossible, passkeysQuery, removePasskey } from '@/api/session';
import type { Passkey } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import { deviceName } from './device';
import css from './MePage.module.css';
import { RecoveryCodes } from './RecoveryCodes';
import { refreshFactors } from './refresh';
import { Section } from './Section';

export function PasskeysSection() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const keys = useQuery(passkeysQuery);
  const { run, dialog } = useFreshAct();
  const [codes, setCodes] = useState<string[]>([]);
  const reload = () => refreshFactors(client);
  const add = useMutation({
    mutationFn: () => addPasskey(deviceName(navigator.userAgent)),
    onSuccess: (made) => {
      setCodes(made);
      reload();
    },
    onError: (error) => {
      if (!passkeyCancelled(error)) toast(error);
    },
  });
  const remove = useMutation({ mutationFn: removePasskey, onSuccess: reload, onError: toast });
  const ask = (one: Passkey) => run(() => confirm(one));
  const confirm = (one: Passkey) =>
    modal.confirm({
      title: t('me:passkey_remove_title', { name: one.name }),
      content: t('me:passkey_remove_text'),
      okText: t('me:passkey_remove'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => remove.mutateAsync(one.id).catch(() => {}),
    });
  return (
    <Section
      title={t('me:passkeys')}
      text={t('me:passkeys_text')}
      action={
        passkeysPossible() && (
          <Button loading={add.isPending} onClick={() => run(() => add.mutate())}>
            {t('me:passkey_add')}
          </Button>
        )
      }
    >
      {dialog}
      <FormError error={keys.error} />
      <ul className={css.list}>
        {(keys.data?.items ?? []).map((one) => (
          <li key={one.id}>
            <KeyOutlined aria-hidden className={css.icon} />
            <div className={css.words}>
              <strong>{one.name}</strong>
              <span>
                {one.last_used_at
                  ? t('me:last_used', { time: format.ago(one.last_used_at) })
                  : t('me:added', { date: format.shortDate(one.created_at) })}
              </span>
            </div>
            <Button aria-label={t('me:passkey_remove_title', { name: one.name })} onClick={() => ask(one)}>
              {t('me:passkey_remove')}
            </Button>
          </li>
        ))}
      </ul>
      {codes.length > 0 && <RecoveryCodes codes={codes} done={() => setCodes([])} />}
    </Section>
  );
}
