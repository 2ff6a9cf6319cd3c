import { type RefObject, useCallback, useEffect, useRef } from 'react';

const scrollKeys = new Set(['ArrowUp', 'PageUp', 'Home', 'ArrowDown', 'PageDown', 'End']);

/**
 * Holds the end of the list in sight for a while. Rows find their height only after they are painted,
 * so one jump lands short; the end is set again each frame until it stays, or until the person scrolls.
 */
export function useEndHold(scroller: RefObject<HTMLElement | null>) {
  const frame = useRef(0);
  const until = useRef(0);
  const top = useRef(0);

  const step = useCallback(() => {
    const box = scroller.current;
    if (box && box.scrollHeight - box.scrollTop - box.clientHeight > 1) box.scrollTop = box.scrollHeight;
    if (box) top.current = box.scrollTop;
    frame.current = performance.now() < until.current ? requestAnimationFrame(step) : 0;
  }, [scroller]);

  useEffect(() => {
    const stop = () => {
      until.current = 0;
    };
    const press = (event: KeyboardEvent) => {
      if (scrollKeys.has(event.key)) stop();
    };
    window.addEventListener('wheel', stop, { passive: true });
    window.addEventListener('touchmove', stop, { passive: true });
    window.addEventListener('keydown', press);
    return () => {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      window.removeEventListener('wheel', stop);
      window.removeEventListener('touchmove', stop);
      window.removeEventListener('keydown', press);
    };
  }, []);

  const hold = useCallback(
    (forMs: number) => {
      until.current = performance.now() + forMs;
      if (!frame.current) frame.current = requestAnimationFrame(step);
    },
    [step],
  );
  /** Until the last frame was drawn, however late that is, and unless the person scrolled. */
  const holding = useCallback(() => frame.current !== 0 && until.current !== 0, []);
  /** Whether the end went out of sight by growing: nobody moved away from where it was held or reached. */
  const grew = useCallback(
    () => scroller.current !== null && scroller.current.scrollTop >= top.current - 1,
    [scroller],
  );
  const reached = useCallback(() => {
    top.current = scroller.current?.scrollTop ?? 0;
  }, [scroller]);
  return { hold, holding, grew, reached };
}
