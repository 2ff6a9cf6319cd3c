import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CompositionGuard } from '@/ui/ime';
import css from './EmojiPicker.module.css';
import { emojiName, findEmojis } from './emojis';

const columns = 8;
const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };

interface Props {
  pick: (emoji: string) => void;
  /** Left without choosing; back: to the composer, not to where somebody went instead. */
  close: (back: boolean) => void;
}

/** The common emojis, found by their names; the arrow keys go over the grid while one types. */
export function EmojiPicker({ pick, close }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const [guard] = useState(() => new CompositionGuard());
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const found = findEmojis(words);
  const chosen = found[at];
  useEffect(() => {
    grid.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const press = (event: KeyboardEvent) => {
    if (guard.owns(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    const rtl = document.documentElement.dir === 'rtl' && event.key.match(/Left|Right/);
    const step = (steps[event.key] ?? 0) * (rtl ? -1 : 1);
    if (step) setAt(at + step >= 0 && at + step < found.length ? at + step : at);
    else if (event.key === 'Enter' && chosen) pick(chosen[0]);
    else if (event.key === 'Escape') close(true);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={css.picker}
      role="dialog"
      aria-label={t('talk:emoji')}
      // A press beside an emoji, or on the bar that scrolls, is no way out.
      onMouseDown={(event) => event.target instanceof HTMLInputElement || event.preventDefault()}
      onBlur={(event) => {
        if (document.hasFocus() && !event.currentTarget.contains(event.relatedTarget)) close(false);
      }}
    >
      <Input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen && `${id}-${at}`}
        aria-label={t('talk:emoji_find')}
        placeholder={t('talk:emoji_find')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        onCompositionStart={guard.start}
        onCompositionEnd={guard.end}
      />
      <div ref={grid} id={id} className={css.grid} role="listbox" aria-label={t('talk:emoji')}>
        {found.map((one, index) => (
          <div
            key={one[0]}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            aria-label={emojiName(one, i18n.language)}
            title={emojiName(one, i18n.language)}
            className={css.one}
            onClick={() => pick(one[0])}
          >
            {one[0]}
          </div>
        ))}
      </div>
      <p className={css.name} role="status">
        {chosen ? emojiName(chosen, i18n.language) : t('talk:emoji_none')}
      </p>
    </div>
  );
}
