import { CheckOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rolesQuery, rulesQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import type { Role, Rule } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { byModule } from '@/ui/rights';
import { useFormat } from '@/ui/useFormat';
import css from './RulesView.module.css';

/** Every action and the roles that may do it. */
export function RulesView() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const rules = useQuery(rulesQuery(org, lang));
  const roles = useQuery(rolesQuery(org, lang));
  const error = rules.error ?? roles.error;
  const retry = () => void Promise.all([rules.refetch(), roles.refetch()]);
  if (error) return <ErrorState error={error} retry={retry} />;
  if (!rules.data || !roles.data) return <Loading />;
  const columns = roles.data.items;
  return (
    <>
      <p className={css.note}>{t('access:rules_note')}</p>
      <table className={css.table}>
        <caption className="visually-hidden">{t('access:view_rules')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('access:what')}</th>
            {columns.map((role) => (
              <th key={role.name} scope="col" className={css.role}>
                {role.title}
              </th>
            ))}
          </tr>
        </thead>
        {byModule(rules.data.items).map((group) => (
          <tbody key={group.module}>
            <tr className={css.group}>
              <th scope="rowgroup" colSpan={columns.length + 1}>
                {group.title}
              </th>
            </tr>
            {group.items.map((rule) => (
              <Row key={rule.action} rule={rule} roles={columns} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

function Row({ rule, roles }: { rule: Rule; roles: Role[] }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">
        {rule.title}
        {(rule.forbids ?? []).map((text) => (
          <span key={text} className={css.forbid}>
            {text}
          </span>
        ))}
      </th>
      {roles.map((role) => {
        const may = rule.roles?.includes(role.name) ?? false;
        return (
          <td key={role.name} className={css.role} data-may={may} data-label={role.title}>
            {may ? (
              <CheckOutlined aria-label={t('rights:may')} />
            ) : (
              <span className="visually-hidden">{t('rights:may_not')}</span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
