import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { takeExport } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { ExportFile } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import css from './DownloadsPage.module.css';

/** One file: what is in it, whose it is, and the way to take it away. */
export function ExportRow({ one }: { one: ExportFile }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const take = useMutation({
    mutationFn: () => takeExport(org, one),
    onError: (error) => {
      if (!fresh.asked(error, () => take.mutate())) toast(error);
    },
  });
  const time = format.dateTime(one.made_at);
  const by = one.made_by
    ? t('people:files_by', { name: format.person({ name: one.made_by_name, name_zh: one.made_by_name_zh }) })
    : t('people:files_by_schedule');
  const size = `${format.number(Math.max(1, Math.round(one.size / 1000)))} kB`;
  const what = one.format === 'chart_csv' ? '' : t('people:files_people', { count: one.people });
  return (
    <li>
      <div className={css.words}>
        <strong>{one.file_name}</strong>
        <span>{t('people:files_facts', { time, size })}</span>
        <span>{[by, what].filter(Boolean).join(' · ')}</span>
      </div>
      {one.can_download ? (
        <Button
          loading={take.isPending}
          aria-label={t('people:files_download_of', { name: one.file_name, time })}
          onClick={() => take.mutate()}
        >
          {t('people:files_download')}
        </Button>
      ) : (
        <span className={css.other}>{t('people:files_foreign')}</span>
      )}
      {fresh.dialog}
    </li>
  );
}
