import type { Reason } from '@/api/types';
import css from './RightsList.module.css';
import { useFormat } from './useFormat';

/** The rules behind a decision, in the server's words, each with its own name. */
export function Reasons({ items }: { items: Reason[] }) {
  const format = useFormat();
  return (
    <ul className={css.reasons}>
      {items.map((one) => (
        <li key={one.policy || one.text}>
          {one.text}
          {one.until && (
            <time dateTime={one.until} className={css.until}>
              {format.exact(one.until)}
            </time>
          )}
          {one.policy && <code className={css.policy}>{one.policy}</code>}
        </li>
      ))}
    </ul>
  );
}
