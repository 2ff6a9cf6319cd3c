import { useMutation, useQueryClient } from '@tanstack/react-query';
import { InputNumber, Switch } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportsQuery, putExportSchedule } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { ExportsAnswer } from '@/api/types';
import { useProblemToast } from '@/ui/useProblem';
import css from './DownloadsPage.module.css';

/** Whether a file is made each month, and whether there is one that is new enough. */
export function ExportSchedule({ schedule }: { schedule: ExportsAnswer }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const id = useId();
  const client = useQueryClient();
  const toast = useProblemToast();
  const [keeps, setKeeps] = useState(schedule.keeps);
  const put = useMutation({
    mutationFn: (next: { monthly: boolean; keeps: number }) => putExportSchedule(org, next.monthly, next.keeps),
    onError: toast,
    onSettled: () => client.invalidateQueries({ queryKey: exportsQuery(org).queryKey }),
  });
  const keep = () => {
    if (keeps !== schedule.keeps) put.mutate({ monthly: schedule.monthly, keeps });
  };
  return (
    <section className={css.schedule}>
      <div className={css.choice}>
        <Switch
          id={`${id}-monthly`}
          checked={schedule.monthly}
          loading={put.isPending}
          onChange={(monthly) => put.mutate({ monthly, keeps })}
        />
        <label htmlFor={`${id}-monthly`}>{t('people:files_monthly')}</label>
        <label htmlFor={`${id}-keeps`} className={css.keeps}>
          {t('people:files_keeps')}
        </label>
        <InputNumber
          id={`${id}-keeps`}
          min={1}
          max={36}
          precision={0}
          value={keeps}
          onChange={(value) => setKeeps(value ?? schedule.keeps)}
          onBlur={keep}
          onPressEnter={keep}
        />
      </div>
      <p>{t('people:files_monthly_text')}</p>
      {schedule.monthly && schedule.stale && <p className={css.stale}>{t('people:files_stale')}</p>}
    </section>
  );
}
