import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type TouchEvent,
  useEffect,
  useRef,
  useState,
} from 'react';

export interface RowMenuPlace {
  id: string;
  x: number;
  y: number;
}

/** What a dragged row carries: the id of its conversation. */
export const draggedType = 'application/x-tramway-conversation';

const longPress = 450; // milliseconds
const stray = 10; // pixels that a resting finger moves

const rowOf = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-conversation]') : null;

/** The conversation whose row has the focus; empty: none. */
export const focusedRow = () => (document.activeElement && rowOf(document.activeElement)?.dataset.conversation) || '';

/** Everything that asks for the menu of a row: the other mouse button, its keys, and a finger that rests on it. */
export function useRowMenu() {
  const [at, setAt] = useState<RowMenuPlace | null>(null);
  const finger = useRef({ timer: 0, x: 0, y: 0, opened: false });
  useEffect(() => () => window.clearTimeout(finger.current.timer), []);

  const under = (element: HTMLElement, id: string) => {
    const box = element.getBoundingClientRect();
    setAt({ id, x: box.left, y: box.bottom + 4 });
  };
  const lift = () => window.clearTimeout(finger.current.timer);
  const handlers = {
    onContextMenu: (event: MouseEvent) => {
      const id = rowOf(event.target)?.dataset.conversation;
      if (!id) return;
      event.preventDefault();
      if (!finger.current.opened) setAt({ id, x: event.clientX, y: event.clientY });
    },
    onKeyDown: (event: KeyboardEvent) => {
      const row = rowOf(event.target);
      const asked = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      if (!asked || !row?.dataset.conversation) return;
      event.preventDefault();
      under(event.target as HTMLElement, row.dataset.conversation);
    },
    onTouchStart: (event: TouchEvent) => {
      lift();
      const id = rowOf(event.target)?.dataset.conversation;
      const touch = event.touches[0];
      if (!id || !touch || event.touches.length > 1) return;
      const { clientX: x, clientY: y } = touch;
      const timer = window.setTimeout(() => {
        finger.current.opened = true;
        setAt({ id, x, y });
      }, longPress);
      finger.current = { timer, x, y, opened: false };
    },
    onTouchMove: ({ touches }: TouchEvent) => {
      const touch = touches[0];
      const { x, y } = finger.current;
      if (touch && Math.hypot(touch.clientX - x, touch.clientY - y) > stray) lift();
    },
    // A finger that opened the menu does not open the conversation too when it is lifted.
    onTouchEnd: (event: TouchEvent) => {
      lift();
      if (finger.current.opened) event.preventDefault();
      finger.current.opened = false;
    },
    onTouchCancel: () => {
      lift();
      finger.current.opened = false;
    },
    onDragStart: (event: DragEvent) => {
      const id = rowOf(event.target)?.dataset.conversation;
      if (id) event.dataTransfer.setData(draggedType, id);
    },
  };
  return { at, handlers, under, close: () => setAt(null) };
}
