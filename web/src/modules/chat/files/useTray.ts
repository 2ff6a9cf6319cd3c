import { type DragEvent, useMemo, useState, useSyncExternalStore } from 'react';
import { trayOf } from './tray';

/** What stands beside the composer of a conversation. */
export function useTray(org: string, conversation: string) {
  const tray = useMemo(() => trayOf(org, conversation), [org, conversation]);
  const items = useSyncExternalStore(tray.subscribe, tray.all);
  return { tray, items, whole: items.every((one) => one.state === 'done') };
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Files that are dropped anywhere on a conversation; off where nothing may be sent. */
export function useFileDrop(on: boolean, add: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  if (!on) return {};
  return {
    'data-dropping': over,
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      add([...event.dataTransfer.files]);
    },
  };
}
