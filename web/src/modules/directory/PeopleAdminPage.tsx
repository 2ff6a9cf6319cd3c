import { CheckOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { FieldFilter } from './FieldFilter';
import { MailDomains } from './MailDomains';
import css from './PeopleAdminPage.module.css';
import { PersonFields } from './PersonFields';
import { statusLabel } from './status';

/** The administrator's view: who has an account, who was invited, who may change things. */
export function PeopleAdminPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const q = values.get('q') ?? '';
  const field = values.get('field') ?? '';
  const value = values.get('value') ?? '';
  const query = useInfiniteQuery(peopleQuery(org, value ? { q, field, value } : { q }));
  const narrow = useCallback((to: { field: string; value: string }) => setValues(to, true), [setValues]);
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ScrollPage
      title={t('shell:admin_people')}
      tools={
        <>
          <Input.Search
            className={css.search}
            allowClear
            defaultValue={q}
            placeholder={t('common:find_people')}
            aria-label={t('common:find_people')}
            onSearch={(words) => setValues({ q: words.trim() }, true)}
          />
          <FieldFilter field={field} value={value} change={narrow} />
          <PersonFields />
          <MailDomains />
          {may('impersonation.judge') && <Button onClick={() => go(paths.likeness(org))}>{t('likeness:title')}</Button>}
          {may('directory.sight.write') && <Button onClick={() => go(paths.sight(org))}>{t('people:sight')}</Button>}
          <Button onClick={() => go(paths.imports(org))}>{t('shell:act_import')}</Button>
          <Button type="primary" onClick={() => go(`${paths.contacts(org)}?add=1`)}>
            {t('shell:act_add_person')}
          </Button>
        </>
      }
    >
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && people.length === 0 && <EmptyState title={t('directory:none_found')} />}
      {people.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('directory:field_name')}</th>
              <th scope="col">{t('directory:field_staff_no')}</th>
              <th scope="col">{t('directory:field_department')}</th>
              <th scope="col">{t('directory:field_email')}</th>
              <th scope="col">{t('directory:status')}</th>
              <th scope="col">{t('directory:administrator')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.id}>
                <td data-label={t('directory:field_name')}>
                  <PathLink to={paths.person(org, one.id)}>{format.person(one)}</PathLink>
                </td>
                <td data-label={t('directory:field_staff_no')}>{one.staff_no}</td>
                <td data-label={t('directory:field_department')}>
                  {(one.departments ?? []).map(format.person).join(' · ')}
                </td>
                <td data-label={t('directory:field_email')}>{one.email}</td>
                <td data-label={t('directory:status')}>{t(statusLabel(one) || 'directory:status_active')}</td>
                <td data-label={t('directory:administrator')}>
                  {one.is_admin && <CheckOutlined aria-label={t('directory:administrator')} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
    </ScrollPage>
  );
}
