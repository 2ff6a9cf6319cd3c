import { useTranslation } from 'react-i18next';
import type { Row } from '@/api/announce';
import css from './Announce.module.css';

const states: Record<Row['state'], string> = {
  draft: 'announce:state_draft',
  scheduled: 'announce:state_scheduled',
  published: 'announce:state_published',
  ended: 'announce:state_ended',
  withdrawn: 'announce:state_withdrawn',
};

/** What it is and how the reader stands with it, in words. */
export function Tags({ row }: { row: Row }) {
  const { t } = useTranslation();
  const confirmed = (row.mine?.confirmed_version ?? 0) > 0 && !row.mine?.open;
  return (
    <span className={css.tags}>
      {row.mine?.open && (
        <span className={css.tag} data-tone="warn">
          {t('announce:to_confirm')}
        </span>
      )}
      {confirmed && (
        <span className={css.tag} data-tone="good">
          {t('announce:confirmed')}
        </span>
      )}
      {row.policy && (
        <span className={css.tag}>
          {row.label ? t('announce:policy_version', { version: row.label }) : t('announce:policy')}
        </span>
      )}
      {row.state !== 'published' && (
        <span className={css.tag} data-tone={row.state === 'withdrawn' ? 'bad' : ''}>
          {t(states[row.state])}
        </span>
      )}
    </span>
  );
}
