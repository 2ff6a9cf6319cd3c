import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { ExplainView } from './ExplainView';
import { GrantPane } from './GrantPane';
import { GrantsView } from './GrantsView';
import css from './RolesPage.module.css';
import { RolesView } from './RolesView';
import { RulesView } from './RulesView';

const views = ['roles', 'grants', 'rules', 'explain'] as const;
type View = (typeof views)[number];

export function RolesPage() {
  const { t } = useTranslation();
  const { may } = useOrg();
  const [values, setValues] = useAddressValues();
  const view = views.find((one) => one === values.get('view')) ?? 'roles';
  const adding = view === 'grants' && values.has('add');
  const labels: Record<View, string> = {
    roles: t('access:view_roles'),
    grants: t('access:view_grants'),
    rules: t('access:view_rules'),
    explain: t('access:view_explain'),
  };
  const show = (next: View) =>
    setValues({ view: next === 'roles' ? '' : next, add: '', person: '', action: '', object: '' });
  return (
    <div className={css.split}>
      <ScrollPage
        title={t('rights:title')}
        tools={
          <>
            <Segmented<View>
              aria-label={t('access:views')}
              value={view}
              options={views.map((value) => ({ value, label: labels[value] }))}
              onChange={show}
            />
            {view === 'grants' && may('access.grant.write') && (
              <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setValues({ add: '1' })}>
                {t('access:give_grant')}
              </Button>
            )}
          </>
        }
      >
        {view === 'roles' && <RolesView />}
        {view === 'grants' && (
          <GrantsView person={values.get('person') ?? ''} choose={(person) => setValues({ person })} />
        )}
        {view === 'rules' && <RulesView />}
        {view === 'explain' && <ExplainView values={values} change={setValues} />}
      </ScrollPage>
      {adding && <GrantPane close={() => setValues({ add: '' })} />}
    </div>
  );
}
