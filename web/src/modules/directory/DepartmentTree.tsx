import { PlusOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Department, List } from '@/api/types';
import { pathTo } from '@/ui/departments';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { organisationName } from '@/ui/names';
import { DepartmentBranch } from './DepartmentBranch';
import { DepartmentForm } from './DepartmentForm';
import css from './DepartmentTree.module.css';
import { TemplateStart } from './TemplateStart';
import { buildTree } from './tree';

interface Props {
  query: UseQueryResult<List<Department>>;
  current: string;
  choose: (id: string) => void;
}

export function DepartmentTree({ query, current, choose }: Props) {
  const { t, i18n } = useTranslation();
  const { me, may } = useOrg();
  const [adding, setAdding] = useState(false);
  const departments = query.data?.items ?? [];
  const branches = buildTree(departments);
  const opened = new Set(pathTo(departments, current));
  return (
    <nav className={css.tree} aria-label={t('directory:departments')}>
      <button
        type="button"
        className={css.top}
        aria-current={current === '' ? 'true' : undefined}
        onClick={() => choose('')}
      >
        {organisationName(me.organisation, i18n.language)}
      </button>
      {query.isPending && <Loading rows={5} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      <ul>
        {branches.map((branch) => (
          <DepartmentBranch
            key={branch.department.id}
            branch={branch}
            current={current}
            opened={opened}
            choose={choose}
            depth={0}
          />
        ))}
      </ul>
      {query.isSuccess && departments.length === 0 && may('directory.department.write') && <TemplateStart />}
      {query.isSuccess && may('directory.department.write') && (
        <Button type="text" icon={<PlusOutlined aria-hidden />} className={css.add} onClick={() => setAdding(true)}>
          {t('directory:add_department')}
        </Button>
      )}
      {adding && <DepartmentForm departments={departments} parent={current} onClose={() => setAdding(false)} />}
    </nav>
  );
}
