import { TeamOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { useFormat } from '@/ui/useFormat';
import { ChartNode } from './ChartNode';
import css from './ChartPage.module.css';
import { MoreNodes } from './MoreNodes';
import type { Branch } from './tree';

/** A department; opened, those directly in it and the departments below. */
export function ChartDepartment({ branch, open = false }: { branch: Branch; open?: boolean }) {
  const { id: org } = useOrg();
  const format = useFormat();
  const [unfolded, setUnfolded] = useState(open);
  const { department, children } = branch;
  const members = useInfiniteQuery({ ...membersQuery(org, department.id), enabled: unfolded && department.people > 0 });
  const people = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <li>
      <ChartNode
        sign={<TeamOutlined aria-hidden />}
        name={format.person(department)}
        second={format.second(department)}
        count={department.people}
        unfolded={children.length + department.people > 0 ? unfolded : undefined}
        turn={() => setUnfolded(!unfolded)}
        busy={members.isFetching}
      />
      {unfolded && (
        <ul className={css.level}>
          {children.map((one) => (
            <ChartDepartment key={one.department.id} branch={one} />
          ))}
          {people.map((one) => (
            <li key={one.id}>
              <ChartNode
                person={one}
                name={format.person(one)}
                second={[format.second(one), one.title].filter(Boolean).join(' · ')}
              />
            </li>
          ))}
          <MoreNodes query={members} />
        </ul>
      )}
    </li>
  );
}
