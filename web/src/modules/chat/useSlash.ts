import { type KeyboardEvent, useContext, useState } from 'react';
import { type Named, ShelfContext, slashWords, toolsFor } from '@/ui/composer-tools';

/** The tools that a slash at the beginning of a text asks for, and the keys that choose among them. */
export function useSlash(text: string, clear: () => void) {
  const shelf = useContext(ShelfContext);
  const words = slashWords(text);
  const [chosen, setChosen] = useState({ words: '', at: 0 });
  const [left, setLeft] = useState('');
  const items = shelf && words !== undefined && left !== text ? toolsFor(shelf, words) : [];
  const at = chosen.words === words ? Math.min(chosen.at, items.length - 1) : 0;

  const pick = (tool: Named) => {
    clear();
    // When the field is empty again: some tools write into it.
    setTimeout(tool.run, 0);
  };
  /** True for a key that was the menu's. */
  const press = (event: KeyboardEvent): boolean => {
    if (items.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const tool = items[at];
    if (step) setChosen({ words: words ?? '', at: (at + step + items.length) % items.length });
    else if ((event.key === 'Enter' || event.key === 'Tab') && tool) pick(tool);
    else if (event.key === 'Escape') setLeft(text);
    else return false;
    event.preventDefault();
    return true;
  };
  return { items, at, pick, press };
}
