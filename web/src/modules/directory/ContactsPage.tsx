import { ApartmentOutlined, BankOutlined, ImportOutlined, UserAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { organisationName } from '@/ui/names';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { usePhone } from '@/ui/useMedia';
import { Watermark } from '@/ui/Watermark';
import css from './ContactsPage.module.css';
import { DepartmentTree } from './DepartmentTree';
import { PeopleList } from './PeopleList';
import { PersonForm } from './PersonForm';
import { PersonPane } from './PersonPane';

export function ContactsPage() {
  const { t, i18n } = useTranslation();
  const { id: org, me, may } = useOrg();
  const format = useFormat();
  const phone = usePhone();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const [treeOpen, setTreeOpen] = useState(false);
  const departments = useQuery(departmentsQuery(org));
  const department = values.get('department') ?? '';
  const person = values.get('person') ?? '';
  const chosen = departments.data?.items.find((one) => one.id === department);
  const title = chosen ? format.person(chosen) : organisationName(me.organisation, i18n.language);

  const choose = (id: string) => {
    setValues({ department: id, person: '' });
    setTreeOpen(false);
  };
  return (
    <div className={css.contacts} data-tree={treeOpen} data-person={person !== ''}>
      <div className={css.tree}>
        <PageHeader
          title={t('shell:contacts')}
          back={treeOpen ? { label: t('shell:back'), go: () => setTreeOpen(false) } : undefined}
        />
        <DepartmentTree query={departments} current={department} choose={choose} />
      </div>
      <main className={css.people} id="content">
        <PageHeader
          level="h2"
          title={
            <>
              <span className={css.only_wide}>{title}</span>
              <button type="button" className={css.only_small} onClick={() => setTreeOpen(true)}>
                {title}
                <span aria-hidden="true"> ▾</span>
              </button>
            </>
          }
        >
          <Button
            type="text"
            icon={<BankOutlined aria-hidden />}
            aria-label={t('people:organisation')}
            title={t('people:organisation')}
            onClick={() => go(paths.portal(org))}
          />
          <Button
            type="text"
            icon={<ApartmentOutlined aria-hidden />}
            aria-label={t('people:chart')}
            title={t('people:chart')}
            onClick={() => go(paths.chart(org))}
          />
          {!phone && may('directory.import') && (
            <Button
              type="text"
              icon={<ImportOutlined aria-hidden />}
              aria-label={t('shell:act_import')}
              title={t('shell:act_import')}
              onClick={() => go(paths.imports(org))}
            />
          )}
          {may('directory.person.write') && (
            <Button
              type="text"
              icon={<UserAddOutlined aria-hidden />}
              aria-label={t('shell:act_add_person')}
              title={t('shell:act_add_person')}
              onClick={() => setValues({ add: '1' })}
            />
          )}
        </PageHeader>
        <PeopleList
          department={department}
          q={values.get('q') ?? ''}
          search={(q) => setValues({ q }, true)}
          current={person}
          open={(id) => setValues({ person: id })}
        />
      </main>
      {person && (
        <PersonPane
          key={person}
          id={person}
          close={() => setValues({ person: '', edit: '' })}
          edit={() => setValues({ edit: '1' })}
        />
      )}
      {values.has('add') && (
        <PersonForm
          department={department}
          onClose={() => setValues({ add: '' }, true)}
          onDone={(made) => setValues({ add: '', person: made.id }, true)}
        />
      )}
      {values.has('edit') && person && (
        <PersonForm
          id={person}
          onClose={() => setValues({ edit: '' }, true)}
          onDone={() => setValues({ edit: '' }, true)}
        />
      )}
      <Watermark />
    </div>
  );
}
