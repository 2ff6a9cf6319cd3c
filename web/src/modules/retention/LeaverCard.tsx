import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { takeBack } from '@/api/directory';
import { useOrg } from '@/api/org';
import { askCopyOf } from '@/api/retention';
import type { Leaver } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './DataPage.module.css';

/** Somebody who left: since when, until when they are known here, and what can be done. */
export function LeaverCard({ one, forget, report }: { one: Leaver; forget: () => void; report: () => void }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = (...names: string[]) => {
    for (const name of names) void client.invalidateQueries({ queryKey: ['o', org, name] });
  };
  const back = useMutation({
    mutationFn: () => takeBack(org, one.id),
    onSuccess: () => fresh('data', 'people', 'person'),
    onError: toast,
  });
  const copy = useMutation({
    mutationFn: () => askCopyOf(org, one.id),
    onSuccess: () => fresh('data'),
    onError: toast,
  });
  const states: Record<string, string> = {
    running: t('data:state_running'),
    waiting: t('data:state_waiting', { date: one.next_at ? format.date(one.next_at) : '' }),
    held: t('data:state_held'),
  };
  const name = format.person(one);
  return (
    <article className={css.card} aria-label={name}>
      <h2>{name}</h2>
      <p>{t('data:left_on', { date: format.date(one.left_at) })}</p>
      <p className={css.facts}>
        {states[one.state] ??
          (one.goes_at ? t('data:forgotten_on', { date: format.date(one.goes_at) }) : t('data:kept_on'))}
      </p>
      <div data-act className={css.buttons}>
        <Button onClick={report}>{t('data:report')}</Button>
        {may('retention.copy.other') && (
          <Button loading={copy.isPending} onClick={() => copy.mutate()}>
            {t('data:copy')}
          </Button>
        )}
        {may('directory.person.leave') && one.state === '' && (
          <Button loading={back.isPending} onClick={() => back.mutate()}>
            {t('data:take_back')}
          </Button>
        )}
        {may('retention.erase') && (
          <Button danger onClick={forget}>
            {t('data:forget')}
          </Button>
        )}
      </div>
    </article>
  );
}
