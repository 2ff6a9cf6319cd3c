import { useTranslation } from 'react-i18next';
import type { PlanLine as Line } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { amount } from './amount';

/** One limit with how much is used, or one function that is there or not. */
export function PlanLine({ line }: { line: Line }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const say = (value: number) => amount(line.kind, value, number);
  return (
    <li data-full={line.full || !line.included}>
      <h2>{line.title}</h2>
      <p>
        {line.kind === 'switch' && t(line.included ? 'plan:included' : 'plan:not_included')}
        {line.kind === 'days' &&
          (typeof line.limit === 'number' ? t('plan:days', { number: say(line.limit) }) : t('plan:no_end'))}
        {(line.kind === 'count' || line.kind === 'bytes') &&
          (line.limit === null || line.limit === undefined
            ? t('plan:used_unlimited', { used: say(line.used ?? 0) })
            : t('plan:used_of', { used: say(line.used ?? 0), limit: say(line.limit) }))}
      </p>
      {typeof line.limit === 'number' && line.kind !== 'days' && (
        <progress max={line.limit} value={line.used ?? 0} aria-label={line.title} />
      )}
      {line.full && <small>{t('plan:full')}</small>}
    </li>
  );
}
