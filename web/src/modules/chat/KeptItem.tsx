import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { KeptMessage } from '@/api/types';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './Later.module.css';

/** A message that I keep, with what I noted and what can be done with it. */
export function KeptItem({ one, time, children }: { one: KeptMessage; time: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const name = format.person(one.sender) || t('chat:former');
  return (
    <li className={css.item}>
      <span className={css.head}>
        <PathLink className={css.title} to={paths.message(org, one.conversation_id, one.seq)}>
          {one.conversation_title}
        </PathLink>
        {time}
      </span>
      <span className={css.said}>{t('chat:message_from', { name, time: format.dateTime(one.said_at) })}</span>
      <p className={css.text} dir="auto">
        {one.text || t('chat:forwarded_line')}
      </p>
      {one.note && (
        <p className={css.note} dir="auto">
          {one.note}
        </p>
      )}
      <span className={css.acts}>{children}</span>
    </li>
  );
}
