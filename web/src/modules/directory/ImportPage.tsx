import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { importQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ImportCheck } from './ImportCheck';
import { ImportColumns } from './ImportColumns';
import { ImportDone } from './ImportDone';
import css from './ImportPage.module.css';
import { ImportProgress } from './ImportProgress';
import { ImportUpload } from './ImportUpload';
import { isRunning, stepOf, steps } from './import-steps';

const names = {
  upload: 'import:step_upload',
  columns: 'import:step_columns',
  check: 'import:step_check',
  done: 'import:step_done',
};

export function ImportPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const { id = '' } = useParams({ strict: false });
  const [values, setValues] = useAddressValues();
  const go = useGo();
  const query = useQuery({ ...importQuery(org, id), enabled: id !== '' });
  const one = id ? query.data : undefined;
  const step = stepOf(one, values.get('step'));
  const at = steps.indexOf(step);
  return (
    <>
      <PageHeader title={t('shell:act_import')} back={{ label: t('shell:back'), go: () => go(paths.contacts(org)) }} />
      <main className={css.page} id="content">
        {!may('directory.import') ? (
          <EmptyState mark title={t('import:no_right')} text={t('import:no_right_text')} />
        ) : (
          <div className={css.column}>
            <ol className={css.steps}>
              {steps.map((name, index) => (
                <li key={name} aria-current={name === step ? 'step' : undefined} data-done={index < at}>
                  <span className={css.number}>{index + 1}</span>
                  {t(names[name])}
                </li>
              ))}
            </ol>
            {id && query.isPending && <Loading />}
            {id && query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
            {!id && <ImportUpload onReady={(made) => go(paths.imports(org, made.id))} />}
            {one && step === 'columns' && <ImportColumns one={one} next={() => setValues({ step: 'check' })} />}
            {one && step === 'check' && <ImportCheck one={one} back={() => setValues({ step: '' })} />}
            {one && step === 'done' && !isRunning(one.state) && <ImportDone one={one} />}
            {one && isRunning(one.state) && <ImportProgress one={one} />}
            <p className={css.out}>
              <PathLink to={paths.contacts(org)}>{t('import:back_to_contacts')}</PathLink>
            </p>
          </div>
        )}
      </main>
    </>
  );
}
