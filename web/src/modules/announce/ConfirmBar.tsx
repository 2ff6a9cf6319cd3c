import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Announcement, announceKey, confirmRead, ownProof } from '@/api/announce';
import { useOrg } from '@/api/org';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Announce.module.css';

/** What is asked of the reader, in reach of the thumb; afterwards what they said, with its evidence. */
export function ConfirmBar({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const confirm = useMutation({
    mutationFn: () => confirmRead(org, it.id, it.version),
    onSuccess: () => void message.success(t('announce:thanks')),
    onError: toast,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: announceKey(org) });
      void client.invalidateQueries({ queryKey: ['o', org, 'work'] });
    },
  });
  const proof = useMutation({
    mutationFn: () => ownProof(org, it.id, it.mine?.confirmed_version ?? 0),
    onError: toast,
  });
  if (it.mine?.open) {
    const again = it.mine.confirmed_version > 0;
    return (
      <div className={css.bar} data-open="true">
        <p>
          {again ? t('announce:confirm_again') : t('announce:confirm_ask')}
          {it.due_at && ` ${t('announce:due', { time: format.dateTime(it.due_at) })}`}
        </p>
        <Button type="primary" size="large" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {t('announce:confirm')}
        </Button>
      </div>
    );
  }
  if (!it.mine?.confirmed_at) return null;
  const version = it.policy && it.label ? it.label : String(it.mine.confirmed_version);
  return (
    <div className={css.bar}>
      <p>
        {it.mine.confirmed_version === it.version
          ? t('announce:confirmed_version', { version, time: format.exact(it.mine.confirmed_at) })
          : t('announce:confirmed_at', { time: format.exact(it.mine.confirmed_at) })}
      </p>
      <Button loading={proof.isPending} onClick={() => proof.mutate()}>
        {t('announce:get_proof')}
      </Button>
    </div>
  );
}
