import { useEffect } from 'react';
import { useLive } from './live-context';

/** After how long without a touch somebody is away from their page. */
const idle = 5 * 60_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells whether somebody is at this page. */
export function useAtPage() {
  const live = useLive();
  useEffect(() => {
    if (!live) return;
    let timer = 0;
    const touched = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => live.at(false), idle);
      live.at(true);
    };
    touched();
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, touched);
    };
  }, [live]);
}
