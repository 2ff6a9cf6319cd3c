import { useContext, useState } from 'react';
import { type Named, ShelfContext, slashWords, toolsFor } from '@/ui/composer-tools';
import { useChoosing } from './useChoosing';

/** The tools that a slash at the beginning of a text asks for. */
export function useSlash(text: string, clear: () => void) {
  const shelf = useContext(ShelfContext);
  const words = slashWords(text);
  const [left, setLeft] = useState('');
  const items = shelf && words !== undefined && left !== text ? toolsFor(shelf, words) : [];
  const pick = (tool: Named) => {
    clear();
    // When the field is empty again: some tools write into it.
    setTimeout(tool.run, 0);
  };
  return useChoosing(words, items, { pick, leave: () => setLeft(text) });
}
