import { FolderOutlined } from '@ant-design/icons';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationFolder } from '@/api/types';
import { useAddressValues } from '@/ui/navigation';
import css from './FolderBar.module.css';
import { draggedType } from './row-menu';
import { useFiling } from './useFiling';

/** One's own folders, behind the filters of the program; a row that is dragged on one is filed there. */
export function FolderBar({ all, chosen }: { all: ConversationFolder[]; chosen: string }) {
  const { t } = useTranslation();
  const [, setValues] = useAddressValues();
  const { add } = useFiling();
  const [over, setOver] = useState('');
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen && all.length > 0)
      bar.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen, all.length]);

  const hover = (event: DragEvent, id: string) => {
    if (!event.dataTransfer.types.includes(draggedType)) return;
    event.preventDefault();
    setOver(id);
  };
  const drop = (event: DragEvent, id: string) => {
    const conversation = event.dataTransfer.getData(draggedType);
    setOver('');
    if (!conversation) return;
    event.preventDefault();
    add(conversation, id);
  };
  return (
    <div ref={bar} className={css.bar} role="group" aria-label={t('folders:folders')}>
      {all.map((one) => (
        <button
          key={one.id}
          type="button"
          aria-pressed={one.id === chosen}
          data-over={one.id === over}
          onClick={() => setValues({ filter: `f:${one.id}` }, true)}
          onDragOver={(event) => hover(event, one.id)}
          onDragLeave={() => setOver('')}
          onDrop={(event) => drop(event, one.id)}
        >
          <FolderOutlined aria-hidden /> {one.name}
        </button>
      ))}
    </div>
  );
}
