import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useShortcut } from '@/ui/useShortcut';
import { inSight, isStep, type Roving, rowOf, seqOf, stopAfter, touches } from './roving';

interface Walk {
  log: () => HTMLElement | null;
  /** Places at which the keys stop, in order. */
  stops: number[];
  /** Draws a row that is not drawn; not there where all are. */
  reveal?: (seq: number, then: () => void) => void;
  /** Whether J and K come here from anywhere on the page. */
  main?: boolean;
}

const isMenuKey = (event: KeyboardEvent) =>
  event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');

/** What can be done with a message opens as with the mouse; while several are chosen, it is chosen. */
function openMenu(row: HTMLElement): boolean {
  const button =
    row.querySelector<HTMLElement>(':scope > [role="toolbar"] [aria-haspopup="menu"]') ??
    row.querySelector<HTMLElement>(':scope > label input[type="checkbox"]');
  row.scrollIntoView({ block: 'nearest' });
  button?.click();
  return button !== null;
}

/** Lets the messages of a log be walked by keyboard, also those that are drawn only when they come into sight. */
export function useMessageWalk({ log, stops, reveal, main = false }: Walk) {
  const [wanted, setWanted] = useState(0);
  const at = stops.includes(wanted) ? wanted : (stops.at(-1) ?? 0);
  const held = useRef(false);
  const byKey = useRef(false);
  const take = useCallback((seq: number) => {
    setWanted(seq);
    held.current = true;
  }, []);
  const roving: Roving = useMemo(() => ({ at, take }), [at, take]);

  const go = (seq: number) => {
    const focus = () => rowOf(log(), seq)?.focus();
    take(seq);
    if (rowOf(log(), seq) || !reveal) focus();
    else reveal(seq, () => requestAnimationFrame(focus));
  };
  const step = (key: string) => {
    const row = document.activeElement?.closest('[data-seq]');
    const box = log();
    if (row && box?.contains(row)) {
      const next = stopAfter(key, stops, seqOf(row));
      if (next !== undefined) go(next);
      return;
    }
    // From elsewhere to where one was; but who scrolled away goes on from what is in sight.
    const scrolled = document.activeElement === document.body || document.activeElement === box;
    const lost = key.startsWith('Arrow') && box && scrolled && !touches(box, rowOf(box, at));
    go((lost && inSight(box).map(seqOf).at(-1)) || at);
  };
  const turnPage = (by: 1 | -1) => {
    const box = log();
    box?.scrollBy({ top: by * (box.clientHeight - 48) });
    // The rows are drawn after the frame that tells of the scrolling.
    const settle = () => {
      const seen = box ? inSight(box) : [];
      (by > 0 ? seen.at(-1) : seen[0])?.focus({ preventScroll: true });
    };
    requestAnimationFrame(() => requestAnimationFrame(settle));
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target as HTMLElement;
    const own = row === event.currentTarget || row.hasAttribute('data-seq');
    if (!own || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isStep(event.key)) step(event.key);
    else if (event.key === 'PageUp' || event.key === 'PageDown') turnPage(event.key === 'PageDown' ? 1 : -1);
    else if (isMenuKey(event) && openMenu(row)) byKey.current = event.key !== 'Enter';
    else return;
    event.preventDefault();
  };
  const asked = (event: MouseEvent) => {
    if (byKey.current) event.preventDefault();
    byKey.current = false;
  };

  const mine = () => {
    const holder = document.activeElement?.closest('[role="log"]');
    return holder ? holder === log() : main;
  };
  useShortcut('message_next', () => mine() && step('ArrowDown'));
  useShortcut('message_previous', () => mine() && step('ArrowUp'));

  return {
    roving,
    on: {
      onKeyDown: press,
      onContextMenu: asked,
      onBlur: () => {
        held.current = false;
      },
    },
    /** A row that scrolled away took the focus along: the log has it, and the keys go on from there. */
    keep: () => {
      if (held.current && document.activeElement === document.body) log()?.focus({ preventScroll: true });
    },
  };
}
