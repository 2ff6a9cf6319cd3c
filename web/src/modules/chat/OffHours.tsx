import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
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

/** Outside working hours: one line that offers to let a message go out when they begin. */
export function OffHours({ conversation, write, done }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const schedule = useSchedule(conversation, write, done);
  const problem = useProblemToast();
  const at = nextWork(new Date(), format.zone);
  if (!at) return null;
  return (
    <div className={css.line} role="note">
      <span>{t('talk:off_hours')}</span>
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
