import { createContext, useContext, useEffect, useRef } from 'react';
import type { Live } from './live';
import type { LiveEvent } from './types';

export const LiveContext = createContext<Live | null>(null);

export const useLive = () => useContext(LiveContext);

export function useLiveEvents(handle: (event: LiveEvent) => void) {
  const live = useLive();
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const off = live?.on((event) => latest.current(event));
    return () => void off?.();
  }, [live]);
}

/** Runs after every connect, the first included. */
export function useLiveConnected(handle: () => void) {
  const live = useLive();
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const off = live?.onConnected(() => latest.current());
    return () => void off?.();
  }, [live]);
}
