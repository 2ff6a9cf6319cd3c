import { type ReactElement, useId, useRef, useState } from 'react';
import css from './Menu.module.css';
import { type MenuItem, MenuList, menuRows } from './MenuList';

export type { MenuItem } from './MenuList';

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
    menuRows(menu)[0]?.focus();
  };

  return (
    <span ref={host} className={css.host}>
      {trigger({ popoverTarget: id, 'aria-haspopup': 'menu', 'aria-expanded': open })}
      <MenuList
        list={list}
        id={id}
        label={label}
        items={items}
        popover="auto"
        close={() => list.current?.hidePopover()}
        onToggle={(event) => toggled(event.newState === 'open')}
      />
    </span>
  );
}
