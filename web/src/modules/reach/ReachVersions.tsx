import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { reachVersionsQuery, restoreReach } from '@/api/reach';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './ReachPage.module.css';

/** What the rules were after each change, to put one back. */
export function ReachVersions() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const query = useQuery(reachVersionsQuery(org));
  const back = useMutation({
    mutationFn: (version: number) => restoreReach(org, version),
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', org] }),
  });
  const all = query.data?.items ?? [];
  if (all.length === 0) return null;
  return (
    <details className={css.part}>
      <summary>{t('reach:versions')}</summary>
      <FormError error={back.error ?? query.error} />
      <ol className={css.versions}>
        {all.map((one, n) => (
          <li key={one.version}>
            <span>
              {t('reach:version', { when: format.exact(one.changed_at), who: one.changed_by, number: one.cells })}
            </span>
            {n === 0 ? (
              <span>{t('reach:now')}</span>
            ) : (
              <Button size="small" loading={back.isPending} onClick={() => back.mutate(one.version)}>
                {t('reach:restore')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
