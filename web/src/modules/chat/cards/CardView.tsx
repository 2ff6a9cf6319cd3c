import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card, CardBlock, Message } from '@/api/types';
import { FormError } from '@/ui/FormError';
import css from './Card.module.css';
import { CardButtons } from './CardButtons';
import { CardInput } from './CardInput';
import { CardWords } from './CardWords';
import { inLanguage } from './card-text';
import { useCardPress, wrongValues } from './useCardPress';

interface Props {
  message: Message;
  card: Card;
  open: boolean;
}

// What somebody has filled in stays while they read elsewhere, until it is sent.
const filled = new Map<string, Record<string, string>>();

/** A card: what it says, what it asks, and the buttons that send that to whoever answers for it. */
export function CardView({ message, card, open }: Props) {
  const { t, i18n } = useTranslation();
  const frame = useRef<HTMLElement>(null);
  const title = useId();
  const [mine, setMine] = useState(filled.get(message.id) ?? {});
  const fill = (next: Record<string, string>) => {
    filled.set(message.id, next);
    setMine(next);
  };
  const { press, waits, error, again, say } = useCardPress(message, card, () => fill({}));
  const blocks = card.blocks ?? [];
  const asked = blocks.filter((block) => block.id);
  const value = (block: CardBlock) => mine[block.id ?? ''] ?? block.value ?? '';
  const wrong = wrongValues(error);
  const send = (action: string) =>
    press(action, Object.fromEntries(asked.map((block) => [block.id ?? '', value(block)])));
  useEffect(() => {
    if (!error) return;
    frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    frame.current?.querySelector('[role="alert"]')?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  const head = blocks.findIndex((block) => block.type === 'header');
  const said = inLanguage(say, i18n.language);
  return (
    <section
      ref={frame}
      className={css.card}
      aria-labelledby={head >= 0 ? title : undefined}
      aria-label={head >= 0 ? undefined : t('cards:card')}
      // Working on a card is no look at its message: its tools stay out of the way.
      onFocus={(event) => event.stopPropagation()}
    >
      {blocks.map((block, index) => {
        // Blocks have no name of their own; one that asks is the same question in each version of the card.
        const key = block.id ?? `${block.type}-${index}`;
        if (block.id) {
          return (
            <CardInput
              key={key}
              block={block}
              value={value(block)}
              error={wrong.get(block.id)}
              open={open}
              fill={(text) => fill({ ...mine, [block.id ?? '']: text })}
            />
          );
        }
        if (block.type === 'actions')
          return <CardButtons key={key} buttons={block.buttons ?? []} open={open} waits={waits} send={send} />;
        return <CardWords key={key} block={block} id={index === head ? title : undefined} />;
      })}
      {error && wrong.size === 0 && (
        <div className={css.failed}>
          <FormError error={error} />
          {again && (
            <Button size="small" onClick={again}>
              {t('cards:again')}
            </Button>
          )}
        </div>
      )}
      <div role="status" className={css.said}>
        {said && (
          <>
            <span className={css.only}>{t('cards:only_you')}</span> {said}
          </>
        )}
      </div>
    </section>
  );
}
