import { useEffect, useRef } from 'react';
import { onInsert } from './inserting';

/** Takes what is put into a composer from beside it. */
export function useInserted(draft: string, take: (text: string) => void) {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => onInsert(draft, (text) => latest.current(text)), [draft]);
}
