import { DownOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { exportsQuery, makeExport } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { ExportFormat } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { Menu, type MenuItem } from '@/ui/Menu';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import css from './DownloadsPage.module.css';
import { ExportRow } from './ExportRow';
import { ExportSchedule } from './ExportSchedule';

/** The directory and the chart as files: made now, and each month by itself. */
export function DownloadsPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const query = useInfiniteQuery(exportsQuery(org));
  const first = query.data?.pages[0];
  const files = query.data?.pages.flatMap((page) => page.items) ?? [];
  const make = useMutation({
    mutationFn: (format: ExportFormat) => makeExport(org, format),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: exportsQuery(org).queryKey });
      void message.success(t('people:files_made'));
    },
    onError: (error, format) => {
      if (!fresh.asked(error, () => make.mutate(format))) toast(error);
    },
  });
  const item = (key: ExportFormat, label: string): MenuItem => ({
    kind: 'action',
    key,
    label,
    onClick: () => make.mutate(key),
  });
  return (
    <ScrollPage
      title={t('directory:downloads')}
      tools={
        <Menu
          label={t('people:files_make')}
          items={[
            item('xlsx', t('people:files_xlsx')),
            item('people_csv', t('people:files_people_csv')),
            item('chart_csv', t('people:files_chart_csv')),
          ]}
          trigger={(props) => (
            <Button
              type="primary"
              loading={make.isPending}
              icon={<DownOutlined aria-hidden />}
              iconPlacement="end"
              {...props}
            >
              {t('people:files_make')}
            </Button>
          )}
        />
      }
    >
      <p className={css.text}>{t('people:files_text')}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {first && <ExportSchedule key={`${first.monthly} ${first.keeps}`} schedule={first} />}
      {query.isSuccess && files.length === 0 && <EmptyState title={t('people:files_empty')} />}
      <ul className={css.list}>
        {files.map((one) => (
          <ExportRow key={one.id} one={one} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
      {fresh.dialog}
    </ScrollPage>
  );
}
