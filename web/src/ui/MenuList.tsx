import type { KeyboardEvent, ReactNode, RefObject, ToggleEventHandler } from 'react';
import css from './Menu.module.css';

export type MenuItem =
  | { kind: 'action'; key: string; label: ReactNode; onClick: () => void; danger?: boolean; disabled?: boolean }
  | { kind: 'download'; key: string; label: ReactNode; href: string }
  | { kind: 'heading'; key: string; label: ReactNode }
  | { kind: 'divider'; key: string };

interface Props {
  list: RefObject<HTMLDivElement | null>;
  id?: string;
  label: string;
  items: MenuItem[];
  popover: 'auto' | 'manual';
  close: () => void;
  onToggle?: ToggleEventHandler<HTMLDivElement>;
}

export const menuRows = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]:not([disabled])') ?? []),
];

/** What a menu offers, walked through by the arrow keys; what opens and closes it is its caller's. */
export function MenuList({ list, id, label, items, popover, close, onToggle }: Props) {
  const press = (event: KeyboardEvent) => {
    const all = menuRows(list.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) all[(at + step + all.length) % all.length]?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (event.key === 'Tab') close();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
  };
  return (
    <div
      ref={list}
      id={id}
      popover={popover}
      role="menu"
      aria-label={label}
      className={css.menu}
      onToggle={onToggle}
      onKeyDown={press}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item) => (
        <MenuRow key={item.key} item={item} close={close} />
      ))}
    </div>
  );
}

function MenuRow({ item, close }: { item: MenuItem; close: () => void }) {
  if (item.kind === 'divider') return <hr className={css.divider} />;
  if (item.kind === 'heading') {
    return (
      <div role="presentation" className={css.heading}>
        {item.label}
      </div>
    );
  }
  if (item.kind === 'download') {
    return (
      <a role="menuitem" tabIndex={-1} className={css.item} href={item.href} download onClick={close}>
        {item.label}
      </a>
    );
  }
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={css.item}
      data-danger={item.danger}
      disabled={item.disabled}
      onClick={() => {
        close();
        item.onClick();
      }}
    >
      {item.label}
    </button>
  );
}
