import { type RefObject, useEffect } from 'react';

const settleFor = 700;
const byHand = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Rows and composer find their height only after the first paint. Until they have, a conversation
 * opened at its end is held there, unless the person takes over.
 */
export function useOpenAtEnd(scroller: RefObject<HTMLElement | null>, active: boolean) {
  useEffect(() => {
    if (!active) return;
    const until = performance.now() + settleFor;
    let frame = 0;
    const hold = () => {
      const box = scroller.current;
      if (box && box.scrollHeight - box.scrollTop - box.clientHeight > 1) box.scrollTop = box.scrollHeight;
      if (performance.now() < until) frame = requestAnimationFrame(hold);
    };
    const stop = () => cancelAnimationFrame(frame);
    frame = requestAnimationFrame(hold);
    for (const name of byHand) window.addEventListener(name, stop, { once: true, passive: true });
    return () => {
      stop();
      for (const name of byHand) window.removeEventListener(name, stop);
    };
  }, [scroller, active]);
}
