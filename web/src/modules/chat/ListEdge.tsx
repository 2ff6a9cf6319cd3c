import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ChatPage.module.css';

const [narrow, wide] = [280, 360]; // pixels
const step = 16;

export const listWidth = (kept: string) => Math.min(wide, Math.max(narrow, Number(kept) || 320));

/** The edge of the list: dragged, or moved by the arrow keys, it makes the list wider or narrower. */
export function ListEdge({ width, set }: { width: number; set: (width: number) => void }) {
  const { t } = useTranslation();
  const sign = document.dir === 'rtl' ? -1 : 1;
  const drag = (event: PointerEvent<HTMLHRElement>) => {
    const edge = event.currentTarget;
    if (edge.hasPointerCapture(event.pointerId)) set(listWidth(String(width + sign * event.movementX)));
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (by) set(listWidth(String(width + sign * by)));
  };
  return (
    <hr
      className={css.edge}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('chat:list_width')}
      aria-valuenow={width}
      aria-valuemin={narrow}
      aria-valuemax={wide}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}
