import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rolesQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { RoleCard } from './RoleCard';
import css from './RolesView.module.css';

export function RolesView() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(rolesQuery(org, lang));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return (
    <div className={css.column}>
      <p className={css.note}>{t('access:roles_note')}</p>
      {query.data.items.map((role) => (
        <RoleCard key={role.name} role={role} />
      ))}
    </div>
  );
}
