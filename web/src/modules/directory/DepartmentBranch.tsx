import { EditOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { useFormat } from '@/ui/useFormat';
import { DepartmentForm } from './DepartmentForm';
import css from './DepartmentTree.module.css';
import type { Branch } from './tree';

interface Props {
  branch: Branch;
  current: string;
  opened: Set<string>;
  choose: (id: string) => void;
  depth: number;
}

export function DepartmentBranch({ branch, current, opened, choose, depth }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const all = useQuery(departmentsQuery(org));
  const { department, children } = branch;
  const [unfolded, setUnfolded] = useState(depth === 0 || opened.has(department.id));
  const [editing, setEditing] = useState(false);
  const here = department.id === current;
  const name = format.person(department);
  return (
    <li>
      <div className={css.row} data-here={here} style={{ '--depth': depth } as CSSProperties}>
        {children.length > 0 ? (
          <button
            type="button"
            className={css.fold}
            aria-expanded={unfolded}
            aria-label={t('directory:unfold', { name })}
            onClick={() => setUnfolded(!unfolded)}
          >
            <RightOutlined aria-hidden />
          </button>
        ) : (
          <span className={css.fold} />
        )}
        <button
          type="button"
          className={css.name}
          aria-current={here ? 'true' : undefined}
          onClick={() => choose(department.id)}
        >
          <span>{name}</span>
          <span className={css.count}>{format.number(department.people)}</span>
        </button>
        {here && may('directory.department.write') && (
          <button
            type="button"
            className={css.edit}
            aria-label={t('directory:edit_department', { name })}
            onClick={() => setEditing(true)}
          >
            <EditOutlined aria-hidden />
          </button>
        )}
      </div>
      {unfolded && children.length > 0 && (
        <ul>
          {children.map((one) => (
            <DepartmentBranch
              key={one.department.id}
              branch={one}
              current={current}
              opened={opened}
              choose={choose}
              depth={depth + 1}
            />
          ))}
        </ul>
      )}
      {editing && (
        <DepartmentForm
          department={department}
          departments={all.data?.items ?? []}
          onClose={() => setEditing(false)}
          onRemoved={() => choose('')}
        />
      )}
    </li>
  );
}
