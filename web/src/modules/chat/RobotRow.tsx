import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { deleteRobot, renewRobot } from '@/api/robots';
import type { MadeRobot, Robot } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Robots.module.css';

interface Props {
  group: string;
  robot: Robot;
  edit: () => void;
  renewed: (robot: MadeRobot) => void;
  changed: () => void;
}

/** One robot, when it last posted, and what can be done with it. */
export function RobotRow({ group, robot, edit, renewed, changed }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const toast = useProblemToast();
  const { name } = robot;
  const ask = (title: string, content: string, okText: string, act: () => Promise<void>) =>
    modal.confirm({
      title,
      content,
      okText,
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => act().catch(toast),
    });
  const renew = () =>
    ask(t('robots:renew_title', { name }), t('robots:renew_text'), t('robots:renew'), async () =>
      renewed(await renewRobot(org, group, robot.id)),
    );
  const remove = () =>
    ask(t('robots:delete_title', { name }), t('robots:delete_text'), t('robots:delete'), async () => {
      await deleteRobot(org, group, robot.id);
      changed();
    });
  return (
    <li className={css.robot}>
      <strong>{name}</strong>
      <span>
        {robot.disabled && `${t('robots:disabled')} · `}
        {robot.used_at ? t('robots:used', { time: format.dateTime(robot.used_at) }) : t('robots:unused')}
      </span>
      <div className={css.buttons}>
        <Button size="small" onClick={edit}>
          {t('robots:edit')}
        </Button>
        <Button size="small" onClick={renew}>
          {t('robots:renew')}
        </Button>
        <Button size="small" danger onClick={remove}>
          {t('robots:delete')}
        </Button>
      </div>
    </li>
  );
}
