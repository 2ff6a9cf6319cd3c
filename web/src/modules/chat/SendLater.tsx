import { ClockCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { useTool } from '@/ui/composer-tools';
import { Menu, type MenuItem } from '@/ui/Menu';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { useSchedule, type Written } from './useSchedule';
import { WhenDialog } from './WhenDialog';
import { choiceWords, sendingTimes } from './when';

interface Props {
  conversation: string;
  /** Whether there is something to send. */
  ready: boolean;
  write: () => Written;
  done: () => void;
}

/** Beside Send: when instead of now. */
export function SendLater({ conversation, ready, write, done }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const go = useGo();
  const [asking, setAsking] = useState<false | 'time' | 'both'>(false);
  const [now, setNow] = useState(() => new Date());
  const problem = useProblemToast();
  const schedule = useSchedule(conversation, write, () => {
    setAsking(false);
    done();
  });
  const choices = sendingTimes(now, format.zone);
  // Where nothing is written yet, the dialog asks for that, too.
  useTool('schedule', {
    label: t('later:send_later'),
    icon: <ClockCircleOutlined aria-hidden />,
    run: () => {
      setNow(new Date());
      setAsking('both');
    },
  });
  const items: MenuItem[] = [
    ...choices.map(
      (one): MenuItem => ({
        kind: 'action',
        key: one.key,
        label:
          one.key === 'evening' ? t(choiceWords[one.key]) : `${t(choiceWords[one.key])} · ${format.rowTime(one.at)}`,
        disabled: !ready,
        onClick: () => schedule.mutate({ at: one.at }, { onError: problem }),
      }),
    ),
    { kind: 'action', key: 'own', label: t('later:own_time'), disabled: !ready, onClick: () => setAsking('time') },
    { kind: 'divider', key: 'line' },
    {
      kind: 'action',
      key: 'list',
      label: t('later:scheduled'),
      onClick: () => go(paths.later(org, 'scheduled', conversation)),
    },
  ];
  return (
    <>
      <Menu
        label={t('later:send_later')}
        items={items}
        trigger={(props) => (
          <Button
            type="text"
            icon={<ClockCircleOutlined aria-hidden />}
            aria-label={t('later:send_later')}
            title={t('later:send_later')}
            loading={schedule.isPending}
            onPointerEnter={() => setNow(new Date())}
            onFocus={() => setNow(new Date())}
            {...props}
          />
        )}
      />
      {asking && (
        <WhenDialog
          title={t('later:send_later')}
          okText={t('later:schedule')}
          choices={choices}
          busy={schedule.isPending}
          error={schedule.error}
          text={asking === 'both' ? { label: t('later:text'), value: '', longest: 20_000, optional: false } : undefined}
          onOk={(at, text) => schedule.mutate({ at, text })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
