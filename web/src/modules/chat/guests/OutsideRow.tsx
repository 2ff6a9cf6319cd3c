import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutsideInvitation } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { VerifiedMark } from '@/ui/VerifiedMark';
import css from './Guests.module.css';

interface Props {
  one: OutsideInvitation;
  busy: boolean;
  pass: () => void;
  refuse: () => void;
}

/** An invitation of another organisation to somebody of this one. */
export function OutsideRow({ one, busy, pass, refuse }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const organisation = format.person({ name: one.from_name, name_zh: one.from_name_zh });
  const { name, inviter, group } = one;
  const states = {
    waiting: '',
    passed: t('guests:passed'),
    refused: t('guests:refused'),
    withdrawn: t('guests:withdrawn'),
  };
  const facts = [
    states[one.state],
    t('guests:asked_at', { time: format.dateTime(one.asked_at) }),
    t('guests:until_at', { time: format.exact(one.until) }),
  ].filter(Boolean);
  return (
    <li>
      <div className={css.words}>
        <div className={css.name}>
          <strong>{name}</strong>
          <span>{one.email}</span>
        </div>
        <span>
          {group
            ? t('guests:invites_into', { inviter, organisation, group })
            : t('guests:invites_unnamed', { inviter, organisation })}{' '}
          {one.verified ? <VerifiedMark /> : `(${t('guests:unverified')})`}
        </span>
        <span>{facts.join(' · ')}</span>
        {one.reason && <span>{t('guests:reason_of', { reason: one.reason })}</span>}
      </div>
      {one.state === 'waiting' && (
        <div className={css.buttons}>
          <Button type="primary" loading={busy} aria-label={t('guests:pass_of', { name })} onClick={pass}>
            {t('guests:pass')}
          </Button>
          <Button danger aria-label={t('guests:refuse_of', { name })} onClick={refuse}>
            {t('guests:refuse')}
          </Button>
        </div>
      )}
    </li>
  );
}
