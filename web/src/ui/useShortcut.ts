import { useEffect, useRef } from 'react';
import { onShortcut, type ShortcutId } from './shortcuts';

export function useShortcut(id: ShortcutId, handle: () => void) {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => onShortcut(id, () => latest.current()), [id]);
}
