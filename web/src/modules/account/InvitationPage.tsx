import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { guestDoorQuery } from '@/api/guests';
import type { Joined } from '@/api/invited';
import { acceptInvitation } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { fieldErrors } from '@/ui/useProblem';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { GuestDoor } from './GuestDoor';
import { JoinByPasskey } from './JoinByPasskey';
import { PasswordField } from './PasswordField';
import { RecoveryCodes } from './RecoveryCodes';
import { SecondStep } from './SecondStep';
import { useEnter } from './useEnter';

/** A new colleague sets the first password or makes a passkey; a guest reads first what they come into. */
export function InvitationPage() {
  const { t } = useTranslation();
  const { token = '' } = useParams({ strict: false });
  const go = useGo();
  const { enter, challenge, again } = useEnter();
  const [joined, setJoined] = useState<Joined | null>(null);
  const [password, setPassword] = useState('');
  const accept = useMutation({ mutationFn: () => acceptInvitation(token, password), onSuccess: enter });
  const door = useQuery(guestDoorQuery(token));
  const guest = door.data?.guest;
  const company = door.data?.company_only;
  const errors = Object.fromEntries(fieldErrors(accept.error).map((one) => [one.name, one.message]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  if (challenge) return <SecondStep challenge={challenge} enter={enter} again={again} />;
  if (joined) {
    return (
      <EntryFrame title={t('account:codes_title')}>
        <RecoveryCodes codes={joined.recovery_codes} done={() => enter(joined)} />
      </EntryFrame>
    );
  }
  if (door.isPending) return null;
  const passwordLabel = guest ? t('guests:door_password') : t(company ? 'shell:password' : 'signin:new_password');
  const form = (
    <>
      <form className={css.form} onSubmit={submit}>
        <PasswordField label={passwordLabel} value={password} onChange={setPassword} error={errors.password} />
        <FormError error={accept.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={accept.isPending} disabled={!password}>
          {guest ? t('guests:door_accept') : t('signin:invitation_accept')}
        </Button>
      </form>
      {!company && <JoinByPasskey token={token} done={setJoined} />}
    </>
  );
  if (door.data && guest) {
    return (
      <GuestDoor door={door.data} token={token}>
        {form}
      </GuestDoor>
    );
  }
  if (company) {
    return (
      <EntryFrame
        title={t('signin:invitation_title')}
        text={t('sso:only_invited_text')}
        host={{ name: '', picture: door.data?.picture }}
      >
        <Button type="primary" size="large" block onClick={() => go(`${paths.company}?company=${company}`)}>
          {t('sso:only_gate_go')}
        </Button>
        <details className={css.account}>
          <summary>{t('sso:only_have_account')}</summary>
          {form}
        </details>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame
      title={t('signin:invitation_title')}
      text={t('signin:invitation_text')}
      host={{ name: '', picture: door.data?.picture }}
    >
      {form}
    </EntryFrame>
  );
}
