import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Review } from '@/api/verification';
import { EmptyState } from '@/ui/EmptyState';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './OperatorPage.module.css';
import { regionWords, reviewWords } from './words';

interface Props {
  items: Review[];
  chosen: string;
  more: boolean;
  loading: boolean;
  onMore: () => void;
}

/** What waits, the most urgent first. */
export function Queue({ items, chosen, more, loading, onMore }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (items.length === 0) {
    return <EmptyState mark title={t('verification:queue_empty')} text={t('verification:queue_empty_text')} />;
  }
  return (
    <nav className={css.queue} aria-label={t('verification:queue')}>
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <PathLink
              to={`${paths.operator}?review=${encodeURIComponent(one.id)}`}
              aria-current={one.id === chosen ? 'true' : undefined}
            >
              <strong>{format.person(one)}</strong>
              <span>
                {t(reviewWords[one.kind].kind)} · {t(regionWords[one.region] ?? 'setup:region_hk')}
              </span>
              <span className={css.due} data-overdue={one.overdue}>
                {t(one.overdue ? 'verification:overdue' : 'verification:due_at', {
                  time: format.dateTime(one.due_at),
                  left: format.left(one.due_at),
                })}
              </span>
            </PathLink>
          </li>
        ))}
      </ul>
      {more && (
        <Button block loading={loading} onClick={onMore}>
          {t('shell:load_more')}
        </Button>
      )}
    </nav>
  );
}
