import { useTranslation } from 'react-i18next';
import type { Figures } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './StatisticsPage.module.css';

export interface Bar {
  label: string;
  count: number;
}

interface Props {
  title: string;
  bars: Bar[];
  /** What a full bar stands for; otherwise the largest. */
  of?: number;
}

// Little is seen as little, nothing as nothing.
const widthOf = (count: number, full: number) => ({ inlineSize: count ? `max(2px, ${(100 * count) / full}%)` : 0 });

/** A table whose figures are drawn as bars as well: who hears the page hears the table. */
export function Bars({ title, bars, of }: Props) {
  const format = useFormat();
  if (bars.length === 0) return null;
  const full = Math.max(of ?? 0, ...bars.map((one) => one.count), 1);
  return (
    <section className={css.chart}>
      <table>
        <caption>{title}</caption>
        <tbody>
          {bars.map((one, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two departments may have one name
            <tr key={n}>
              <th scope="row">{one.label}</th>
              <td className={css.figure}>{format.number(one.count)}</td>
              <td className={css.track} aria-hidden="true">
                <span style={widthOf(one.count, full)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Who came and who went, a pair of bars for each month. */
export function MonthBars({ title, months }: { title: string; months: Figures['months'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const full = Math.max(1, ...months.flatMap((one) => [one.joined, one.left]));
  return (
    <section className={css.chart}>
      <table>
        <caption>
          {title}
          <span className={css.legend} aria-hidden="true">
            <span data-kind="joined">{t('portal:joined')}</span>
            <span data-kind="left">{t('portal:left')}</span>
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('portal:month')}</th>
            <th scope="col">{t('portal:joined')}</th>
            <th scope="col">{t('portal:left')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {months.map((one) => (
            <tr key={one.month}>
              <th scope="row">{one.month}</th>
              <td className={css.figure}>{format.number(one.joined)}</td>
              <td className={css.figure}>{format.number(one.left)}</td>
              <td className={css.track} aria-hidden="true">
                <span style={widthOf(one.joined, full)} />
                <span data-kind="left" style={widthOf(one.left, full)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
