import { type KeyboardEvent, useState } from 'react';

export interface Choosing<Item> {
  items: Item[];
  at: number;
  pick: (item: Item) => void;
  /** True for a key that was the list's. */
  press: (event: KeyboardEvent) => boolean;
}

/** The keys that choose among items; where something else is asked for, from the first again. */
export function useChoosing<Item>(
  asked: unknown,
  items: Item[],
  { pick, leave }: { pick: (item: Item) => void; leave: () => void },
): Choosing<Item> {
  const [chosen, setChosen] = useState({ asked, at: 0 });
  const at = chosen.asked === asked ? Math.min(chosen.at, items.length - 1) : 0;
  const press = (event: KeyboardEvent): boolean => {
    const item = items[at];
    if (!item) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen({ asked, at: (at + step + items.length) % items.length });
    else if (event.key === 'Enter' || event.key === 'Tab') pick(item);
    else if (event.key === 'Escape') leave();
    else return false;
    event.preventDefault();
    return true;
  };
  return { items, at, pick, press };
}
