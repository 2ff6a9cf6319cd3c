import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { addRobot, changeRobot, robotsQuery } from '@/api/robots';
import type { MadeRobot, Robot, RobotSettings } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { RobotForm } from './RobotForm';
import { RobotKeys } from './RobotKeys';
import { RobotRow } from './RobotRow';
import css from './Robots.module.css';

/** The programs that post in a group, for its administrators. */
export function RobotsDialog({ group, onClose }: { group: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const query = useQuery(robotsQuery(org, group));
  const [edited, setEdited] = useState<Robot | 'new' | null>(null);
  const [made, setMade] = useState<MadeRobot | null>(null);
  const all = query.data?.items ?? [];
  const changed = () => client.invalidateQueries({ queryKey: robotsQuery(org, group).queryKey });
  const save = async (settings: RobotSettings) => {
    if (edited === 'new') setMade(await addRobot(org, group, settings));
    else if (edited) await changeRobot(org, group, edited.id, settings);
    await changed();
    setEdited(null);
  };
  const body = () => {
    if (made) return <RobotKeys robot={made} done={() => setMade(null)} />;
    if (edited)
      return <RobotForm robot={edited === 'new' ? undefined : edited} save={save} back={() => setEdited(null)} />;
    if (query.isPending) return <Loading />;
    if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
    const add = (
      <Button type="primary" onClick={() => setEdited('new')}>
        {t('robots:add')}
      </Button>
    );
    if (all.length === 0)
      return (
        <EmptyState title={t('robots:none')} text={t('robots:none_text')}>
          {add}
        </EmptyState>
      );
    return (
      <div className={css.all}>
        <p className={css.quiet}>{t('robots:explain')}</p>
        <ul className={css.list}>
          {all.map((robot) => (
            <RobotRow
              key={robot.id}
              group={group}
              robot={robot}
              edit={() => setEdited(robot)}
              renewed={setMade}
              changed={() => void changed()}
            />
          ))}
        </ul>
        <div className={css.buttons}>{add}</div>
      </div>
    );
  };
  return (
    <Modal
      open
      footer={null}
      mask={{ closable: !made }}
      title={made ? t('robots:keys', { name: made.name }) : t('talk:robots')}
      onCancel={onClose}
    >
      {body()}
    </Modal>
  );
}
