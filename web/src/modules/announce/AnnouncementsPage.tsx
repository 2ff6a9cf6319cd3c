import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { announcementsQuery, type ListView } from '@/api/announce';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import css from './Announce.module.css';
import { AnnouncementLine } from './AnnouncementLine';
import { PoliciesView } from './PoliciesView';

const views = ['mine', 'past', 'policies', 'written'] as const;
type View = (typeof views)[number];

/** What was announced to me, what I acknowledged, and what I have in charge. */
export function AnnouncementsPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const view = views.find((one) => one === values.get('view')) ?? 'mine';
  const mine = useInfiniteQuery(announcementsQuery(org, 'mine'));
  const first = mine.data?.pages[0];
  const labels: Record<View, string> = {
    mine: t('announce:view_mine'),
    past: t('announce:view_past'),
    policies: t('announce:view_policies'),
    written: t('announce:view_written'),
  };
  const shown = views.filter((one) => one !== 'written' || first?.can_follow || view === 'written');
  return (
    <ScrollPage
      title={t('announce:title')}
      tools={
        first?.can_write && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.writeAnnouncement(org))}>
            {t('announce:new')}
          </Button>
        )
      }
    >
      <div className={css.column}>
        <Segmented<View>
          className={css.views}
          aria-label={t('announce:views')}
          value={view}
          options={shown.map((value) => ({ value, label: labels[value] }))}
          onChange={(next) => setValues({ view: next === 'mine' ? '' : next })}
        />
        {view === 'policies' ? <PoliciesView /> : <List key={view} view={view} />}
      </div>
    </ScrollPage>
  );
}

const empty: Record<ListView, { title: string; text: string }> = {
  mine: { title: 'announce:none', text: 'announce:none_text' },
  past: { title: 'announce:none_past', text: 'announce:none_past_text' },
  written: { title: 'announce:none_written', text: 'announce:none_written_text' },
};

function List({ view }: { view: ListView }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(announcementsQuery(org, view));
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      {rows.length === 0 && !query.hasNextPage && (
        <EmptyState mark title={t(empty[view].title)} text={t(empty[view].text)} />
      )}
      {rows.length > 0 && (
        <ul className={css.list}>
          {rows.map((row) => (
            <AnnouncementLine key={row.id} row={row} written={view === 'written'} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
    </>
  );
}
