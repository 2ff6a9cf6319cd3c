import { useState } from 'react';
import type { Message } from '@/api/types';

// A row that is scrolled away is forgotten, and what its reader asked for is not.
const asked = new Set<string>();

/** Whether the reader wants a message translated, as it is worded now. */
export function useTranslated({ id, edited_at }: Message) {
  const [, draw] = useState(0);
  const key = `${id} ${edited_at}`;
  return [
    asked.has(key),
    (on: boolean) => {
      asked[on ? 'add' : 'delete'](key);
      draw((n) => n + 1);
    },
  ] as const;
}
