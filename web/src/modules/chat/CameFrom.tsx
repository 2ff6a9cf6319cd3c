import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import { sourceName } from '@/ui/source-name';
import { useFormat } from '@/ui/useFormat';
import css from './CameFrom.module.css';

/** The line under the heading of a conversation that was imported. */
export function CameFrom({ one }: { one: Conversation }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!one.came_from || !one.came_at) return null;
  return (
    <p className={css.from}>
      {t('oldchat:from', {
        source: sourceName(one.came_from, t('oldchat:a_table')),
        date: format.date(one.came_at),
        name: one.came_by ? format.person(one.came_by) : '',
      })}
    </p>
  );
}
