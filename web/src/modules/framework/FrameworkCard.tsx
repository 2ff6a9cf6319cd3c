import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { turnFramework } from '@/api/framework';
import { useOrg } from '@/api/org';
import type { Framework } from '@/api/types';
import { Card } from '@/ui/Card';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { SwitchLine } from '@/ui/SwitchLine';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import css from './FrameworkPage.module.css';

/** One framework: what it is, whether it is shown, and in how many controls it stands. */
export function FrameworkCard({ one }: { one: Framework }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const turn = useMutation({
    mutationFn: (on: boolean) => turnFramework(org, one.name, on),
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', org, 'frameworks'] }),
    onError: toast,
  });
  const on = turn.isPending ? turn.variables : Boolean(one.since);
  const { met = 0, open = 0, yours = 0 } = one.counts;
  return (
    <Card title={one.title} text={one.text}>
      <p className={css.source}>{t('frameworks:source', { source: one.source })}</p>
      <SwitchLine
        label={t('frameworks:show')}
        on={on}
        busy={turn.isPending}
        disabled={!may('framework.write')}
        set={(wanted) => fresh.run(() => turn.mutate(wanted))}
      />
      {one.since && (
        <>
          <p>{t('frameworks:counts', { met, open, yours })}</p>
          <p>
            <PathLink to={paths.framework(org, one.name)} aria-label={`${t('frameworks:see')}: ${one.title}`}>
              {t('frameworks:see')}
            </PathLink>
          </p>
        </>
      )}
      {fresh.dialog}
    </Card>
  );
}
