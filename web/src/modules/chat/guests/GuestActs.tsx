import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endGuest, guestsKey, linkGuest, prolongGuest } from '@/api/guests';
import { useOrg } from '@/api/org';
import type { Guest, GuestWay } from '@/api/types';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useProblemToast } from '@/ui/useProblem';
import css from './Guests.module.css';
import { inDays, UntilField } from './UntilField';
import { WayIn } from './WayIn';

/** What whoever answers for a guest does about them. */
export function GuestActs({ one }: { one: Guest }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const toast = useProblemToast();
  const [longer, setLonger] = useState('');
  const [way, setWay] = useState<GuestWay | null>(null);
  const refresh = () => {
    for (const key of ['guests', 'members', 'conversations']) {
      void client.invalidateQueries({ queryKey: key === 'guests' ? guestsKey(org) : ['o', org, key] });
    }
  };
  const end = useMutation({
    mutationFn: () => endGuest(org, one.id),
    onSuccess: () => {
      refresh();
      void message.success(t('guests:ended'));
    },
    onError: toast,
  });
  const prolong = useMutation({
    mutationFn: () => prolongGuest(org, one.id, longer),
    onSuccess: () => {
      setLonger('');
      refresh();
      void message.success(t('guests:prolonged'));
    },
  });
  const link = useMutation({ mutationFn: () => linkGuest(org, one.id), onSuccess: setWay, onError: toast });
  const { name } = one;
  const askEnd = () =>
    modal.confirm({
      title: t('guests:end_title', { name }),
      content: t('guests:end_text'),
      okText: t('guests:end'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => end.mutateAsync().catch(() => {}),
    });
  return (
    <div className={css.buttons}>
      {one.state === 'invited' && (
        <Button aria-label={t('guests:link_of', { name })} loading={link.isPending} onClick={() => link.mutate()}>
          {t('guests:link')}
        </Button>
      )}
      <Button aria-label={t('guests:prolong_of', { name })} onClick={() => setLonger(inDays(30))}>
        {t('guests:prolong')}
      </Button>
      <Button danger aria-label={t('guests:end_of', { name })} onClick={askEnd}>
        {t('guests:end')}
      </Button>
      {longer && (
        <FormDialog
          title={t('guests:prolong_of', { name })}
          okText={t('guests:prolong')}
          ready
          busy={prolong.isPending}
          onOk={() => prolong.mutate()}
          onClose={() => setLonger('')}
        >
          <FormError error={prolong.error} />
          <UntilField value={longer} onChange={setLonger} />
        </FormDialog>
      )}
      {way && (
        <Modal open title={t('guests:link')} footer={null} onCancel={() => setWay(null)}>
          <WayIn way={way} email={one.email} />
        </Modal>
      )}
    </div>
  );
}
