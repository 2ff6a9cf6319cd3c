import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reportsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { InLine } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { ChartNode } from './ChartNode';
import css from './ChartPage.module.css';
import { MoreNodes } from './MoreNodes';

/** Somebody in the line; opened, those who report to them. */
export function ChartPerson({ person, open = false }: { person: InLine; open?: boolean }) {
  const { id: org } = useOrg();
  const format = useFormat();
  const [unfolded, setUnfolded] = useState(open);
  const reports = useInfiniteQuery({ ...reportsQuery(org, person.id), enabled: unfolded && person.reports > 0 });
  const people = reports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <li>
      <ChartNode
        person={person}
        name={format.person(person)}
        second={[format.second(person), person.title].filter(Boolean).join(' · ')}
        count={person.reports}
        unfolded={person.reports > 0 ? unfolded : undefined}
        turn={() => setUnfolded(!unfolded)}
        busy={reports.isFetching}
      />
      {unfolded && people.length > 0 && (
        <ul className={css.level}>
          {people.map((one) => (
            <ChartPerson key={one.id} person={one} />
          ))}
          <MoreNodes query={reports} />
        </ul>
      )}
    </li>
  );
}
