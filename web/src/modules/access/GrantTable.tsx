import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { giveGrant, revokeGrant } from '@/api/access';
import { useOrg } from '@/api/org';
import type { Grant } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './GrantsView.module.css';
import { useUndoNote } from './useUndoNote';

/** A table on wide screens, cards on narrow ones. Revoking is undone by giving the same once more. */
export function GrantTable({ grants }: { grants: Grant[] }) {
  const { t } = useTranslation();
  const { id: org, me, may } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const note = useUndoNote();
  const fresh = () => void client.invalidateQueries({ queryKey: ['o', org, 'access'] });
  const again = useMutation({
    mutationFn: ({ person, action, scope, object, until }: Grant) =>
      giveGrant(org, { person_id: person.id, action, scope, object, until: until ?? undefined }),
    onSuccess: fresh,
    onError: toast,
  });
  const revoke = useMutation({
    mutationFn: (one: Grant) => revokeGrant(org, one.id),
    onSuccess: (_, one) => {
      fresh();
      note(t('access:revoked', { name: format.person(one.person) }), () => again.mutate(one));
    },
    onError: toast,
  });
  const columns = [
    t('access:person'),
    t('access:what'),
    t('access:scope'),
    t('access:ends'),
    t('access:given_by'),
  ] as const;
  const [person, what, scope, ends, by] = columns;
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t('access:view_grants')}</caption>
      <thead>
        <tr>
          {columns.map((one) => (
            <th key={one} scope="col">
              {one}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('access:revoke')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {grants.map((one) => (
          <tr key={one.id}>
            <td data-label={person}>
              <strong>{format.person(one.person)}</strong>
            </td>
            <td data-label={what}>{one.action_title}</td>
            <td data-label={scope}>
              <span className={css.scope}>{one.scope_title}</span>
            </td>
            <td data-label={ends}>
              {one.until ? (
                <span>
                  {format.left(one.until)}
                  <time dateTime={one.until} className={css.exact}>
                    {format.exact(one.until)}
                  </time>
                </span>
              ) : (
                t('access:no_end')
              )}
            </td>
            <td data-label={by}>
              <span>
                {format.person(one.given_by)}
                <time dateTime={one.given_at} className={css.exact}>
                  {format.shortDate(one.given_at)}
                </time>
              </span>
            </td>
            <td className={css.act}>
              {may('access.grant.write') && one.person.id !== me.person.id && (
                <Button
                  aria-label={t('access:revoke_of', { name: format.person(one.person), action: one.action_title })}
                  loading={revoke.isPending && revoke.variables.id === one.id}
                  onClick={() => revoke.mutate(one)}
                >
                  {t('access:revoke')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
