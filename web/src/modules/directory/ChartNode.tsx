import { RightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { Avatar } from '@/ui/Avatar';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './ChartPage.module.css';

interface Props {
  name: string;
  second: string;
  person?: { id: string; picture: string };
  sign?: ReactNode;
  count?: number;
  /** Nothing below: it cannot be opened. */
  unfolded?: boolean;
  turn?: () => void;
  busy?: boolean;
}

/** One box: pressing it opens what is below, or the profile where nothing is. */
export function ChartNode({ name, second, person, sign, count = 0, unfolded, turn, busy = false }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const go = useGo();
  const profile = person && (() => go(paths.person(org, person.id)));
  return (
    <div className={css.node} data-group={!person}>
      <button
        type="button"
        data-node=""
        className={css.face}
        aria-expanded={unfolded}
        aria-busy={busy}
        onClick={unfolded === undefined ? profile : turn}
      >
        {person ? <Avatar id={person.id} name={name} picture={person.picture} size="small" /> : sign}
        <span className={css.words}>
          <strong>{name}</strong>
          <span>{second}</span>
        </span>
        {unfolded !== undefined && (
          <span className={css.fold}>
            {count > 0 && format.number(count)}
            <RightOutlined aria-hidden />
          </span>
        )}
      </button>
      {profile && unfolded !== undefined && (
        <button type="button" className={css.profile} onClick={profile}>
          {t('directory:profile')}
          <span className="visually-hidden"> {name}</span>
        </button>
      )}
    </div>
  );
}
