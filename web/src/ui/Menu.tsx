import { type KeyboardEvent, type ReactElement, type ReactNode, useId, useRef, useState } from 'react';
import css from './Menu.module.css';

export type MenuItem =
  | { kind: 'action'; key: string; label: ReactNode; onClick: () => void; danger?: boolean; disabled?: boolean }
  | { kind: 'download'; key: string; label: ReactNode; href: string }
  | { kind: 'heading'; key: string; label: ReactNode }
  | { kind: 'divider'; key: string };

interface TriggerProps {
  popoverTarget: string;
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
}

interface Props {
  label: string;
  items: MenuItem[];
  /** Which edges of the button the menu lines up with. */
  place?: 'below-end' | 'beside';
  trigger: (props: TriggerProps) => ReactElement;
}

/** A menu in the browser's own popover: closes by Esc or a click outside, and gives the focus back. */
export function Menu({ label, items, place = 'below-end', trigger }: Props) {
  const id = useId().replaceAll(':', '');
  const host = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]:not([disabled])') ?? [])];
  const toggled = (now: boolean) => {
    setOpen(now);
    const box = host.current?.getBoundingClientRect();
    const menu = list.current;
    if (!now || !box || !menu) return;
    const { offsetWidth: width, offsetHeight: height } = menu;
    const rtl = document.documentElement.dir === 'rtl';
    const beside = rtl ? box.left - width - 8 : box.right + 8;
    const below = rtl ? box.left : box.right - width;
    const left = place === 'beside' ? beside : below;
    const top = place === 'beside' ? box.bottom - height : box.bottom + 4;
    menu.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
    rows()[0]?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) all[(at + step + all.length) % all.length]?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (event.key === 'Tab') list.current?.hidePopover();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
  };
  const close = () => list.current?.hidePopover();

  return (
    <span ref={host} className={css.host}>
      {trigger({ popoverTarget: id, 'aria-haspopup': 'menu', 'aria-expanded': open })}
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={css.menu}
        onToggle={(event) => toggled(event.newState === 'open')}
        onKeyDown={press}
      >
        {items.map((item) => {
          if (item.kind === 'divider') return <hr key={item.key} className={css.divider} />;
          if (item.kind === 'heading') {
            return (
              <div key={item.key} role="presentation" className={css.heading}>
                {item.label}
              </div>
            );
          }
          if (item.kind === 'download') {
            return (
              <a
                key={item.key}
                role="menuitem"
                tabIndex={-1}
                className={css.item}
                href={item.href}
                download
                onClick={close}
              >
                {item.label}
              </a>
            );
          }
          return (
            <button
              key={item.key}
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
        })}
      </div>
    </span>
  );
}
