import { useTranslation } from 'react-i18next';
import type { Mention } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { OutsideTag } from '@/ui/OutsideTag';
import css from './MentionPicker.module.css';
import type { Choice } from './mention-choices';
import { isCircle } from './mentions';

interface Props {
  id: string;
  choices: Choice[];
  at: number;
  pick: (one: Mention) => void;
}

export function MentionPicker({ id, choices, at, pick }: Props) {
  const { t } = useTranslation();
  return (
    <div id={id} className={css.list} role="listbox" aria-label={t('chat:mention')}>
      {choices.map((one, index) => (
        <div
          key={one.person_id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={css.row}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(one)}
        >
          <Avatar id={one.person_id} name={one.name} group={isCircle(one.person_id)} size="small" />
          <span>{one.name}</span>
          <OutsideTag company={one.outside} />
        </div>
      ))}
    </div>
  );
}
