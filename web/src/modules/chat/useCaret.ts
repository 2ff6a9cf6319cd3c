import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useShortcut } from '@/ui/useShortcut';

const areaOf = (field: RefObject<TextAreaRef | null>) => field.current?.resizableTextArea?.textArea;

const put = (area: HTMLTextAreaElement, at: number) => {
  area.focus();
  area.setSelectionRange(at, at);
};

/** The field of a text and where its caret goes; aimed: the message that is answered or edited. */
export function useCaret(aimed: string) {
  const field = useRef<TextAreaRef>(null);
  useShortcut('compose', () => field.current?.focus());

  // Whoever chose to answer or edit writes at once.
  useEffect(() => {
    const area = areaOf(field);
    if (aimed && area) put(area, area.value.length);
  }, [aimed]);

  // Behind a picked name, before the next key can be typed.
  const next = useRef(-1);
  useLayoutEffect(() => {
    const area = areaOf(field);
    if (next.current < 0 || !area) return;
    put(area, next.current);
    next.current = -1;
  });
  const behind = (at: number) => {
    next.current = at;
  };
  return { field, area: () => areaOf(field), behind };
}
