import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { daysQuery } from '@/api/days';
import { useOrg } from '@/api/org';
import { dayKey } from '@/ui/format';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './OffHours.module.css';
import { useSchedule, type Written } from './useSchedule';
import { nextWork } from './when';

interface Props {
  conversation: string;
  write: () => Written;
  done: () => void;
}

/** Outside working hours and on holidays: one line that offers to let a message go out when they begin. */
export function OffHours({ conversation, write, done }: Props) {
  const { t, i18n } = useTranslation();
  const { id: org } = useOrg();
  const { data, isLoading } = useQuery(daysQuery(org, i18n.language));
  const format = useFormat();
  const schedule = useSchedule(conversation, write, done);
  const problem = useProblemToast();
  const now = new Date();
  const at = nextWork(now, format.zone, new Map(data?.items.map((day) => [day.date, day.works])));
  // A time that is offered does not change under the finger.
  if (!at || isLoading) return null;
  const holiday = data?.items.find((day) => day.date === dayKey(now, format.zone))?.holiday;
  return (
    <div className={css.line} role="note">
      <span>{holiday ? t('talk:off_hours_holiday', { holiday }) : t('talk:off_hours')}</span>
      <Button
        size="small"
        type="link"
        loading={schedule.isPending}
        onClick={() => schedule.mutate({ at }, { onError: problem })}
      >
        {t('talk:send_when', { time: format.dateTime(at) })}
      </Button>
    </div>
  );
}
