import { useTranslation } from 'react-i18next';
import type { Guest } from '@/api/types';
import { OutsideTag } from '@/ui/OutsideTag';
import { useFormat } from '@/ui/useFormat';
import { GuestActs } from './GuestActs';
import css from './Guests.module.css';
import { stateWords } from './words';

/** One guest or invitation. */
export function GuestRow({ one, brief = false }: { one: Guest; brief?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const groups = (one.groups ?? []).map((group) => group.title).filter(Boolean);
  const time = one.ended_at
    ? t('guests:ended_at', { time: format.dateTime(one.ended_at) })
    : t('guests:until_at', { time: format.exact(one.until) });
  const facts = [stateWords(t, one.state), time];
  if (one.seen_at) facts.push(t('guests:seen_at', { time: format.dateTime(one.seen_at) }));
  return (
    <li>
      <div className={css.words}>
        <div className={css.name}>
          <strong>{one.name}</strong>
          <OutsideTag company={one.company} />
        </div>
        <span>{facts.join(' · ')}</span>
        {one.reason && <span>{t('guests:reason_of', { reason: one.reason })}</span>}
        {!brief && <span>{[one.email, ...groups].join(' · ')}</span>}
        {!brief && <span>{t('guests:answers', { name: format.person(one.invited_by) })}</span>}
      </div>
      {!one.ended_at && <GuestActs one={one} />}
    </li>
  );
}
