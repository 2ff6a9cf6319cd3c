import { NotificationFilled } from '@ant-design/icons';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Ding, seeDing } from '@/api/ding';
import { useOrg } from '@/api/org';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { isTyping } from '@/ui/shortcuts';
import { useFormat } from '@/ui/useFormat';
import { Answers } from './Answers';
import { bell } from './bell';
import css from './DingSheet.module.css';

/** An urgent notice across the top of whatever page is open, until it is answered. */
export function DingSheet({ open }: { open: Ding[] }) {
  const [replied, setReplied] = useState<string[]>([]);
  const left = open.filter((one) => !replied.includes(one.id));
  const ding = left[0];
  if (!ding) return null;
  return (
    <Sheet key={ding.id} ding={ding} count={left.length} replied={() => setReplied((were) => [...were, ding.id])} />
  );
}

function Sheet({ ding, count, replied }: { ding: Ding; count: number; replied: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const label = useId();
  const sheet = useRef<HTMLElement>(null);

  useEffect(() => {
    bell();
    // Whoever is writing goes on writing: an Enter meant for the text must not confirm.
    if (!isTyping(document.activeElement)) sheet.current?.focus();
    // Seen by their eyes is what confirming says, and where that is not asked for, the button.
    const tell = () => {
      const eyes = ding.confirm && document.visibilityState === 'visible';
      void seeDing(org, ding.id, eyes).catch(() => {});
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [org, ding.id, ding.confirm]);

  const name = format.person(ding.sender);
  return (
    <section ref={sheet} tabIndex={-1} role="alertdialog" aria-labelledby={label} className={css.sheet}>
      <NotificationFilled aria-hidden className={css.icon} />
      <div className={css.words}>
        <h2 id={label}>
          {t('ring:from', { name })}
          {count > 1 && <span className={css.more}>{t('ring:more_wait', { count: count - 1 })}</span>}
        </h2>
        <p className={css.text}>{ding.text}</p>
        <p className={css.detail}>
          <time dateTime={ding.send_at} title={format.exact(ding.send_at)}>
            {format.ago(ding.send_at)}
          </time>
          {ding.message && <PathLink to={paths.link(org, ding.message)}>{t('ring:open_message')}</PathLink>}
        </p>
      </div>
      <Answers ding={ding} replied={replied} />
    </section>
  );
}
