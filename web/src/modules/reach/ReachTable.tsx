import { useTranslation } from 'react-i18next';
import type { ReachMatrix } from '@/api/types';
import { cellAt, means, sideOf } from './cells';
import css from './ReachPage.module.css';
import { useClassName } from './useClassName';

interface Props {
  matrix: ReachMatrix;
  marked: string[];
  open: (from: string, to: string) => void;
}

/** Rows: from whom; columns: to whom. */
export function ReachTable({ matrix, marked, open }: Props) {
  const { t } = useTranslation();
  const named = useClassName(matrix);
  const columns = sideOf(matrix, 'to');
  return (
    <section className={css.scroll} aria-label={t('reach:title')} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('reach:from_to')}</th>
            {columns.map((to) => (
              <th key={to} scope="col">
                {named(to)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sideOf(matrix, 'from').map((from) => (
            <tr key={from}>
              <th scope="row">{named(from)}</th>
              {columns.map((to) => (
                <td key={to} data-marked={marked.includes(`${from}>${to}`)}>
                  <Cell matrix={matrix} from={from} to={to} open={() => open(from, to)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ matrix, from, to, open }: { matrix: ReachMatrix; from: string; to: string; open: () => void }) {
  const { t } = useTranslation();
  const named = useClassName(matrix);
  const cell = cellAt(matrix, from, to);
  const verdicts = { allow: t('reach:allow'), deny: t('reach:deny') };
  const labels = { chat: t('reach:chat'), call: t('reach:call'), ding: t('reach:ding') };
  const said = means.flatMap((mean) => {
    const verdict = cell?.[mean];
    return verdict ? [{ mean, verdict, text: `${labels[mean]}: ${verdicts[verdict]}` }] : [];
  });
  const words = said.length ? said.map((one) => one.text).join(', ') : t('reach:empty_cell');
  return (
    <button
      type="button"
      className={css.cell}
      onClick={open}
      aria-label={`${t('reach:cell', { from: named(from), to: named(to) })}: ${words}`}
    >
      {said.map((one) => (
        <span key={one.mean} data-verdict={one.verdict}>
          {one.text}
        </span>
      ))}
      {said.length === 0 && <span aria-hidden>·</span>}
    </button>
  );
}
