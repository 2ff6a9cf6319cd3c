import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdersQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import type { Role, RoleHolder } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { FormError } from '@/ui/FormError';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './RolesView.module.css';
import { SwapDialog } from './SwapDialog';
import { useTakeRole } from './useTakeRole';

/** The people who have a role. One's own rights are for others to change. */
export function Holders({ role }: { role: Role }) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const format = useFormat();
  const take = useTakeRole(role);
  const [goes, setGoes] = useState<RoleHolder | null>(null);
  const query = useInfiniteQuery(holdersQuery(org, role.name));
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];
  const may = role.can?.includes('give') ?? false;
  return (
    <>
      <FormError error={query.error} />
      {query.isSuccess && people.length === 0 && <p className={css.nobody}>{t('access:nobody')}</p>}
      <ul className={css.people}>
        {people.map((one) => (
          <li key={one.id}>
            <Avatar id={one.id} name={format.person(one)} size="small" />
            <div className={css.who}>
              <PathLink to={paths.person(org, one.id)}>{format.person(one)}</PathLink>
              <span>
                {[format.second(one), one.title, one.left ? t('access:left') : ''].filter(Boolean).join(' · ')}
              </span>
            </div>
            {one.id === me.person.id && <span className={css.you}>{t('access:you')}</span>}
            {may && role.name === 'administrator' && people.length > 1 && (
              <Button aria-label={t('access:swap_title', { name: format.person(one) })} onClick={() => setGoes(one)}>
                {t('access:swap')}
              </Button>
            )}
            {may && one.id !== me.person.id && (
              <Button
                aria-label={t('access:take_from', { role: role.title, name: format.person(one) })}
                onClick={() => take(one)}
              >
                {t('access:take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          type="link"
          className={css.link}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('shell:load_more')}
        </Button>
      )}
      {goes && <SwapDialog goes={goes} onClose={() => setGoes(null)} />}
    </>
  );
}
