import { useEffect, useLayoutEffect, useRef } from 'react';
import { type MenuItem, MenuList, menuRows } from './MenuList';

interface Props {
  label: string;
  items: MenuItem[];
  /** Where it was asked for, in pixels of the window. */
  at: { x: number; y: number };
  onClose: () => void;
}

/**
 * A menu where something was pressed: it is open for as long as it is drawn. It closes itself and not by the
 * browser's light dismissal, which would take it away when the finger that asked for it is lifted.
 */
export function FloatingMenu({ label, items, at, onClose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const menu = list.current;
    const before = document.activeElement;
    if (!menu) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const left = document.documentElement.dir === 'rtl' ? at.x - width : at.x;
    menu.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(at.y, window.innerHeight - height - 8))}px`;
    menuRows(menu)[0]?.focus();
    return () => {
      const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [at.x, at.y]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.length === 1) event.stopPropagation(); // no letter means anything else meanwhile
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    const outside = (event: Event) => {
      if (!(event.target instanceof Node && list.current?.contains(event.target))) close.current();
    };
    window.addEventListener('keydown', press, true);
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('wheel', outside, true);
    window.addEventListener('resize', outside);
    return () => {
      window.removeEventListener('keydown', press, true);
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('wheel', outside, true);
      window.removeEventListener('resize', outside);
    };
  }, []);
  return <MenuList list={list} label={label} items={items} popover="manual" close={onClose} />;
}
