import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { OutsideTag } from '@/ui/OutsideTag';
import { useFormat } from '@/ui/useFormat';
import css from './PeopleList.module.css';
import { statusLabel } from './status';

interface Props {
  person: Person;
  here: boolean;
  open: (id: string) => void;
}

export function PersonRow({ person, here, open }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.person(person);
  const status = statusLabel(person);
  return (
    <button type="button" className={css.row} aria-current={here ? 'true' : undefined} onClick={() => open(person.id)}>
      <Avatar id={person.id} name={name} picture={person.picture} />
      <span className={css.words}>
        <span className={css.name}>
          {name}
          <span className={css.second}>{format.second(person)}</span>
        </span>
        <span className={css.title}>
          {[person.title, ...(person.departments ?? []).map(format.person)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <OutsideTag company={person.outside ? '' : undefined} />
      {status && <span className={css.tag}>{t(status)}</span>}
    </button>
  );
}
