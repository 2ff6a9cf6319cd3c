import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lineQuery, personFieldsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Person } from '@/api/types';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { entered } from './fields';
import css from './PersonPane.module.css';
import { showPhone } from './phone';

/** barred: why the reader may not call the person. */
export function PersonFacts({ person, barred }: { person: Person; barred?: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const line = useQuery(lineQuery(org, person.id));
  const managers = line.data?.managers ?? [];
  const reports = line.data?.person.reports ?? 0;
  const fields = useQuery(personFieldsQuery(org));
  const departments = person.departments ?? [];
  const facts: [string, ReactNode][] = [
    [t('directory:field_email'), person.email && <a href={`mailto:${person.email}`}>{person.email}</a>],
    [t('directory:field_phone'), (person.phone || barred) && <Phone person={person} barred={barred} />],
    [
      t('directory:field_department'),
      departments.length > 0 && (
        <ul>
          {departments.map((one) => (
            <li key={one.id}>
              <PathLink to={paths.department(org, one.id)}>{format.person(one)}</PathLink>
            </li>
          ))}
        </ul>
      ),
    ],
    [
      t('directory:field_manager'),
      managers.length > 0 && (
        <ol>
          {managers.map((one) => (
            <li key={one.id}>
              <PathLink to={paths.person(org, one.id)}>{format.person(one)}</PathLink>
            </li>
          ))}
        </ol>
      ),
    ],
    [
      t('people:reports'),
      reports > 0 && <PathLink to={paths.chart(org, person.id)}>{format.number(reports)}</PathLink>,
    ],
    [t('directory:field_staff_no'), person.staff_no],
    [t('people:field_grade'), person.grade],
    [t('people:field_hired_on'), person.hired_on && format.date(`${person.hired_on}T12:00:00+08:00`)],
    ...entered(person, fields.data?.items ?? [], format.lang),
  ];
  return (
    <dl className={css.facts}>
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Phone({ person, barred }: { person: Person; barred?: string }) {
  const shown = showPhone(person.phone);
  if (person.can?.includes('call')) {
    return <a href={`tel:${person.phone}`}>{shown}</a>;
  }
  return (
    <>
      {shown}
      {barred && <p className={css.barred}>{barred}</p>}
    </>
  );
}
