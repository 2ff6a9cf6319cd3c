import { Button, Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JoinRequest, Likeness } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './Joining.module.css';

interface Props {
  one: JoinRequest;
  /** Whether it is among those decided together; undefined: there is only this one. */
  picked?: boolean;
  pick: (on: boolean) => void;
  /** Who they are in the directory; empty: somebody new. */
  as: string;
  choose: (person: string) => void;
  busy: boolean;
  accept: () => void;
  decline: () => void;
}

/** Somebody who asks to join, with whom they resemble. */
export function JoinRequestRow({ one, picked, pick, as, choose, busy, accept, decline }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.person(one);
  const second = format.second(one);
  const like = one.like ?? [];
  const facts = [one.email, one.phone, one.department ? format.person(one.department) : ''].filter(Boolean);
  const proof = one.proved ? t('join:proved') : t('join:unproved');
  return (
    <li>
      {picked !== undefined && (
        <Checkbox
          checked={picked}
          aria-label={t('join:pick', { name })}
          onChange={(event) => pick(event.target.checked)}
        />
      )}
      <div className={css.words}>
        <strong>{second ? `${name} ${second}` : name}</strong>
        <span>{facts.join(' · ')}</span>
        <span data-warn={!one.proved}>{one.has_account ? t('join:by_account', { proof }) : proof}</span>
        <span>
          {t('join:asked', { time: format.dateTime(one.asked_at), device: one.device, address: one.address })}
        </span>
        {like.length > 0 && <Like like={like} as={as} choose={choose} name={name} />}
      </div>
      <div className={css.buttons}>
        <Button type="primary" loading={busy} aria-label={t('join:accept_of', { name })} onClick={accept}>
          {t('join:accept')}
        </Button>
        <Button danger aria-label={t('join:decline_of', { name })} onClick={decline}>
          {t('join:decline')}
        </Button>
      </div>
    </li>
  );
}

function Like({
  like,
  as,
  choose,
  name,
}: {
  like: Likeness[];
  as: string;
  choose: (person: string) => void;
  name: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const theirs = like.find((one) => one.by_mail);
  const told = (one: Likeness) => [format.person(one), one.title].filter(Boolean).join(', ');
  if (theirs) {
    return (
      <span data-warn={theirs.has_account || theirs.left}>
        {theirs.left
          ? t('join:like_left', { name: told(theirs) })
          : theirs.has_account
            ? t('join:like_account', { name: told(theirs) })
            : t('join:like_mail', { name: told(theirs) })}
      </span>
    );
  }
  const free = like.filter((one) => !one.has_account && !one.left);
  return (
    <span className={css.like}>
      <span>{t('join:like_name', { count: like.length })}</span>
      {free.length > 0 && (
        <Select
          aria-label={t('join:as_of', { name })}
          value={as}
          onChange={choose}
          options={[
            { value: '', label: t('join:as_new') },
            ...free.map((one) => ({ value: one.id, label: t('join:as_person', { name: told(one) }) })),
          ]}
        />
      )}
    </span>
  );
}
