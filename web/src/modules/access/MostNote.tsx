import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agreeMost, mostQuery, stopMost } from '@/api/access';
import { useOrg } from '@/api/org';
import type { Most } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { MostDialog } from './MostDialog';
import css from './RolesView.module.css';

/** How many administrators there may be, by whose word and why; and what waits for another's word. */
export function MostNote({ people }: { people: number }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const most = useQuery(mostQuery(org)).data;
  const [changing, setChanging] = useState(false);
  if (!most) return null;
  return (
    <>
      <div className={css.most}>
        <p>
          {t(most.reason ? 'most:people' : 'most:first', { most: format.number(most.most), reason: most.reason })}
          <Word most={most} />
        </p>
        {most.can?.includes('set') && most.bound > 2 && !most.waiting && (
          <Button type="link" className={css.link} onClick={() => setChanging(true)}>
            {t('most:change')}
          </Button>
        )}
      </div>
      {most.waiting && <Waiting waiting={most.waiting} />}
      {changing && <MostDialog now={most} people={people} onClose={() => setChanging(false)} />}
    </>
  );
}

function Word({ most }: { most: Most }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!most.asked_by || !most.since) return null;
  const words = { by: format.person(most.asked_by), time: format.dateTime(most.since) };
  return (
    <span>
      {most.agreed_by ? t('most:agreed', { ...words, other: format.person(most.agreed_by) }) : t('most:said', words)}
    </span>
  );
}

function Waiting({ waiting }: { waiting: NonNullable<Most['waiting']> }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const done = {
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', org, 'access'] }),
    onError: toast,
  };
  const agree = useMutation({ mutationFn: () => agreeMost(org), ...done });
  const stop = useMutation({ mutationFn: () => stopMost(org), ...done });
  const words = { by: format.person(waiting.asked_by), most: format.number(waiting.most), reason: waiting.reason };
  const ask = () =>
    modal.confirm({
      title: t('most:agree_title', words),
      content: waiting.reason,
      okText: t('most:agree'),
      cancelText: t('shell:cancel'),
      onOk: () => agree.mutateAsync().catch(() => {}),
    });
  return (
    <div className={css.swap} role="status">
      <p>
        {t('most:waiting', words)} {t('most:waiting_until', { time: format.dateTime(waiting.until) })}
      </p>
      <div className={css.swapActs}>
        {waiting.can?.includes('agree') && (
          <Button type="primary" onClick={ask}>
            {t('most:agree')}
          </Button>
        )}
        {waiting.can?.includes('stop') && (
          <Button loading={stop.isPending} onClick={() => stop.mutate()}>
            {t('most:stop')}
          </Button>
        )}
      </div>
    </div>
  );
}
