import { lazy, type ReactNode, Suspense } from 'react';
import type { Card, Message } from '@/api/types';
import { withTexts } from '@/i18n/start';

const CardView = lazy(() => withTexts('cards', import('./CardView')).then((module) => ({ default: module.CardView })));

interface Props {
  message: Message;
  card: Card;
  /** Whether its buttons can be pressed. */
  open: boolean;
  /** What stands there until it can be drawn. */
  children: ReactNode;
}

/** A card, by what is fetched with the first one. */
export function CardSlot({ message, card, open, children }: Props) {
  return (
    <Suspense fallback={children}>
      <CardView message={message} card={card} open={open} />
    </Suspense>
  );
}
