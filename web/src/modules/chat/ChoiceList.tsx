import { type ReactNode, useEffect, useRef } from 'react';
import css from './ChoiceList.module.css';
import type { Choosing } from './useChoosing';

interface Props<Item> {
  id: string;
  label: string;
  choosing: Choosing<Item>;
  keyOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
}

/** What can be chosen for the words being typed, above the field; nothing where nothing fits. */
export function ChoiceList<Item>({ id, label, choosing: { items, at, pick }, keyOf, children }: Props<Item>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (items.length === 0) return null;
  return (
    <div ref={list} id={id} className={css.list} role="listbox" tabIndex={0} aria-label={label}>
      {items.map((item, index) => (
        <div
          key={keyOf(item)}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={css.row}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(item)}
        >
          {children(item)}
        </div>
      ))}
    </div>
  );
}
