import { useTranslation } from 'react-i18next';
import type { Ding } from '@/api/ding';
import { useFormat } from '@/ui/useFormat';
import css from './DingPage.module.css';
import { dingWords, receiverWords } from './words';

interface Props {
  ding: Ding;
  here: boolean;
  choose: () => void;
}

/** One notice in a list: what it says, and how far it came. */
export function DingRow({ ding, here, choose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { own, counts } = ding;
  return (
    <li>
      <button type="button" className={css.row} aria-current={here} onClick={choose}>
        <span className={css.head}>
          {own && <strong>{format.person(ding.sender)}</strong>}
          {own ? (
            <span className={css.tag} data-open={own.open} data-state={own.state}>
              {own.open ? t('ring:wants_answer') : t(receiverWords[own.state])}
            </span>
          ) : (
            <span className={css.tag} data-open={ding.state === 'chasing'}>
              {t(dingWords[ding.state])}
            </span>
          )}
          <time dateTime={ding.send_at} title={format.exact(ding.send_at)}>
            {format.dateTime(ding.send_at)}
          </time>
        </span>
        <span className={css.text}>{ding.text}</span>
        {counts && ding.state !== 'scheduled' && (
          <span className={css.counts}>
            {ding.confirm
              ? t('ring:confirmed_of', { done: counts.confirmed, of: ding.receivers })
              : t('ring:seen_of', { done: counts.seen + counts.confirmed, of: ding.receivers })}
          </span>
        )}
      </button>
    </li>
  );
}
