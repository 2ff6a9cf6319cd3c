import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { ownPlanQuery } from '@/api/plan';
import type { PlanLine } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './OverviewPage.module.css';

/** What of the plan's countable things there is. */
export function Figures() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang, number } = useFormat();
  const { data } = useQuery(ownPlanQuery(org, lang));
  const counted = (data?.lines ?? []).filter((line) => typeof line.used === 'number');
  if (counted.length === 0) return null;
  const say = (line: PlanLine, value: number) =>
    line.kind === 'bytes' ? `${number(Math.round((value / 1024 ** 3) * 100) / 100)} GB` : number(value);
  return (
    <section className={css.part}>
      <h2>{t('overview:figures')}</h2>
      <dl className={css.figures}>
        {counted.map((line) => (
          <div key={line.name}>
            <dt>{line.title}</dt>
            <dd>
              {typeof line.limit === 'number'
                ? t('overview:of', { used: say(line, line.used ?? 0), limit: say(line, line.limit) })
                : say(line, line.used ?? 0)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
