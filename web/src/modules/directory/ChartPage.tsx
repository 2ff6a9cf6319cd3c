import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { departmentsQuery, lineQuery, reportsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { paths } from '@/ui/paths';
import { Watermark } from '@/ui/Watermark';
import { ChartDepartment } from './ChartDepartment';
import css from './ChartPage.module.css';
import { ChartPerson } from './ChartPerson';
import { MoreNodes } from './MoreNodes';
import { buildTree } from './tree';

const zooms = [50, 65, 80, 100, 125, 150];

/** The organisation drawn: by departments, or by who reports to whom. A level is loaded when it is opened. */
export function ChartPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const [zoom, setZoom] = useState(100);
  const view = values.get('view') === 'line' || values.has('person') ? 'line' : 'departments';
  const nextZoom = (step: number) => setZoom(zooms[zooms.indexOf(zoom) + step] ?? zoom);
  return (
    <main className={css.page} id="content">
      <PageHeader title={t('people:chart')} back={{ label: t('shell:back'), go: () => go(paths.contacts(org)) }}>
        <div className={css.zoom}>
          <Button
            type="text"
            icon={<MinusOutlined aria-hidden />}
            aria-label={t('people:smaller')}
            disabled={zoom === zooms[0]}
            onClick={() => nextZoom(-1)}
          />
          <Button
            type="text"
            icon={<PlusOutlined aria-hidden />}
            aria-label={t('people:larger')}
            disabled={zoom === zooms.at(-1)}
            onClick={() => nextZoom(1)}
          />
        </div>
      </PageHeader>
      <div className={css.tools}>
        <Segmented
          value={view}
          onChange={(to) => setValues({ view: to, person: '' }, true)}
          options={[
            { value: 'departments', label: t('directory:departments') },
            { value: 'line', label: t('people:by_line') },
          ]}
        />
      </div>
      <div className={css.canvas}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside */}
        <div className={css.drawing} style={{ '--zoom': zoom / 100 } as CSSProperties} onKeyDown={byArrows}>
          {view === 'line' ? <Line from={values.get('person') ?? ''} /> : <Departments />}
        </div>
      </div>
      <Watermark />
    </main>
  );
}

function Departments() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(departmentsQuery(org));
  if (query.isPending) return <Loading rows={6} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const branches = buildTree(query.data.items);
  if (branches.length === 0) return <EmptyState title={t('directory:empty_title')} />;
  return (
    <ul className={css.level}>
      {branches.map((branch) => (
        <ChartDepartment key={branch.department.id} branch={branch} open={branches.length === 1} />
      ))}
    </ul>
  );
}

function Line({ from }: { from: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const one = useQuery({ ...lineQuery(org, from), enabled: from !== '' });
  const tops = useInfiniteQuery({ ...reportsQuery(org, ''), enabled: from === '' });
  const error = one.error ?? tops.error;
  if (error) return <ErrorState error={error} retry={() => void (from ? one : tops).refetch()} />;
  if (from ? one.isPending : tops.isPending) return <Loading rows={6} />;
  const people = one.data ? [one.data.person] : (tops.data?.pages.flatMap((page) => page.items) ?? []);
  if (people.length === 0) return <EmptyState title={t('people:no_line')} text={t('people:no_line_text')} />;
  return (
    <ul className={css.level}>
      {people.map((person) => (
        <ChartPerson key={person.id} person={person} open={people.length === 1} />
      ))}
      <MoreNodes query={tops} />
    </ul>
  );
}

/** Up and down go through what is shown; right and left open and close. */
function byArrows(event: KeyboardEvent<HTMLDivElement>) {
  const here = (event.target as HTMLElement).closest('button');
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-node]')];
  const at = here ? all.indexOf(here) : -1;
  if (!here || at < 0) return;
  const unfolded = here.getAttribute('aria-expanded');
  if (event.key === 'ArrowDown') all[at + 1]?.focus();
  else if (event.key === 'ArrowUp') all[at - 1]?.focus();
  else if (event.key === 'ArrowRight' && unfolded === 'false') here.click();
  else if (event.key === 'ArrowLeft' && unfolded === 'true') here.click();
  else return;
  event.preventDefault();
}
