import { useWords } from './useWords';
import css from './ValueList.module.css';
import { readable, type Shown } from './values';

function Value({ one }: { one: Shown }) {
  const { name, day, show } = useWords();
  if (one.kind === 'plain') {
    const unknown = one.value === null || one.value === 'undetermined';
    return <span data-unknown={unknown}>{show(one.value)}</span>;
  }
  if (one.kind === 'dated') {
    return (
      <ul className={css.dated}>
        {one.items.map((item) => (
          <li key={`${item.date} ${item.name}`}>
            <span>{day(item.date)}</span>
            <span>{name(item.name)}</span>
          </li>
        ))}
      </ul>
    );
  }
  if (one.kind === 'list') {
    if (one.items.length === 0) return <span>–</span>;
    return (
      <ul className={css.list}>
        {one.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same value may come twice, and the list never moves.
          <li key={index} data-unknown={item === null || item === 'undetermined'}>
            {show(item)}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul className={css.records}>
      {one.items.map((item) => (
        <li key={JSON.stringify(item)}>
          {Object.entries(item).map(([key, value]) => (
            <span key={key}>
              <span className={css.part}>{name(key)}</span>{' '}
              {typeof value === 'object' && value !== null && !Array.isArray(value) ? (
                <ValueList values={value as Record<string, unknown>} />
              ) : (
                show(value)
              )}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

export function ValueList({ values }: { values: Record<string, unknown> }) {
  const { name } = useWords();
  return (
    <dl className={css.values}>
      {readable(values).map((one) => (
        <div key={one.key} data-wide={one.kind !== 'plain'}>
          <dt>{name(one.key)}</dt>
          <dd>
            <Value one={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
