import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { declineGuest } from '@/api/guests';
import type { GuestDoor as Door } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { EntryFrame } from './EntryFrame';

/** What a guest reads before they accept, and the way to decline. */
export function GuestDoor({ door, token, children }: { door: Door; token: string; children: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const decline = useMutation({ mutationFn: () => declineGuest(token) });
  const organisation = format.person({ name: door.organisation ?? '', name_zh: door.organisation_zh ?? '' });
  const text = t('guests:door_text', {
    inviter: door.inviter,
    organisation,
    time: door.until ? format.exact(door.until) : '',
  });
  if (decline.isSuccess)
    return (
      <EntryFrame title={t('guests:door_title')} text={t('guests:door_declined')}>
        {null}
      </EntryFrame>
    );
  return (
    <EntryFrame title={t('guests:door_title')} text={text} host={{ name: organisation, picture: door.picture }}>
      <p>{t('guests:door_terms')}</p>
      <p>{t('guests:door_login', { login: door.login })}</p>
      {children}
      <FormError error={decline.error} />
      <Button type="text" block loading={decline.isPending} onClick={() => decline.mutate()}>
        {t('guests:door_decline')}
      </Button>
    </EntryFrame>
  );
}
