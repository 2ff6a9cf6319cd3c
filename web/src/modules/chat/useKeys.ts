import { type KeyboardEvent, useRef } from 'react';
import { CompositionGuard } from '@/ui/ime';
import { useOnePane } from '@/ui/useMedia';
import { sends } from './sending-key';

interface Lists {
  /** Lists above the field; a key that is theirs does nothing else. */
  lists: { press: (event: KeyboardEvent) => boolean }[];
  enterSends: boolean;
  submit: () => void;
  /** Where Escape and ArrowUp do something at the moment: what. */
  onEscape: (() => void) | false | null;
  onUp: (() => void) | false;
}

/** What the keys of the field do beside writing; while a word is being composed they are its own. */
export function useKeys({ lists, enterSends, submit, onEscape, onUp }: Lists) {
  const guard = useRef(new CompositionGuard());
  const touch = useOnePane();
  const meantBy = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && onEscape) return onEscape;
    if (event.key === 'ArrowUp' && onUp) return onUp;
    // On a touch keyboard Enter breaks the line; the button sends.
    return sends(event, enterSends && !touch) && submit;
  };
  const press = (event: KeyboardEvent) => {
    if (guard.current.owns(event.nativeEvent) || lists.some((list) => list.press(event))) return;
    const act = meantBy(event);
    if (!act) return;
    event.preventDefault();
    act();
  };
  return { onKeyDown: press, onCompositionStart: guard.current.start, onCompositionEnd: guard.current.end };
}
