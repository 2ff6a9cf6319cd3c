import { useState } from 'react';
import type { Message } from '@/api/types';

/** The messages chosen to do something with them at once; null: nothing is being chosen. */
export function useChosen() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Message> | null>(null);
  const toggle = (message: Message) =>
    setChosen((old) => {
      const next = new Map(old ?? []);
      if (!next.delete(message.id)) next.set(message.id, message);
      return next;
    });
  return { chosen, toggle, end: () => setChosen(null) };
}
