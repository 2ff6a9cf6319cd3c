import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Named } from '@/ui/composer-tools';
import css from './MentionPicker.module.css';

interface Props {
  id: string;
  items: Named[];
  at: number;
  pick: (tool: Named) => void;
}

/** The composer's tools by name, above it. */
export function SlashMenu({ id, items, at, pick }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div ref={list} id={id} className={css.list} role="listbox" tabIndex={0} aria-label={t('talk:tools_list')}>
      {items.map((one, index) => (
        <div
          key={one.name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={css.row}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(one)}
        >
          {one.icon}
          <span>{one.label}</span>
        </div>
      ))}
    </div>
  );
}
