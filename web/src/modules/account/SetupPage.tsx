import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery, setUp } from '@/api/session';
import type { SetupInput } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { fieldErrors } from '@/ui/useProblem';
import { AdministratorFields } from './AdministratorFields';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { OrganisationFields } from './OrganisationFields';
import { shortestPassword } from './PasswordField';
import { SecondOffer } from './SecondOffer';
import { useEnter } from './useEnter';

type Step = 'organisation' | 'admin' | 'second';

/** The first visitor makes the first organisation and its administrator. */
export function SetupPage() {
  const { t, i18n } = useTranslation();
  const boot = useQuery(bootQuery);
  const go = useGo();
  const { keep } = useEnter();
  const [step, setStep] = useState<Step>(boot.data?.state === 'ready' ? 'second' : 'organisation');
  const [code, setCode] = useState('');
  const [organisation, setOrganisation] = useState<SetupInput['organisation']>({
    name: '',
    name_zh: '',
    region: 'hk',
    language: i18n.language,
    type: 'company',
    nature: '',
  });
  const [admin, setAdmin] = useState<SetupInput['admin']>({ name: '', name_zh: '', login: '', password: '' });
  const make = useMutation({
    mutationFn: () =>
      setUp({ setup_code: code || undefined, organisation: { ...organisation, language: i18n.language }, admin }),
    onSuccess: (session) => {
      keep(session);
      setStep('second');
    },
    onError: (error) => {
      if (fieldErrors(error).length > 0 && hasOrganisationError(error)) setStep('organisation');
    },
  });
  const errors = Object.fromEntries(fieldErrors(make.error).map((one) => [one.name, one.message]));
  const needsCode = boot.data?.setup_code_required ?? false;
  const organisationReady = organisation.name.trim() !== '' && (!needsCode || code.trim() !== '');
  const adminReady = admin.name.trim() !== '' && admin.login.includes('@') && admin.password.length >= shortestPassword;

  const next = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'organisation') setStep('admin');
    else make.mutate();
  };

  if (step === 'second') return <SecondOffer done={() => go('/', { replace: true })} />;
  const first = step === 'organisation';
  return (
    <EntryFrame
      title={first ? t('setup:title') : t('setup:admin_title')}
      text={first ? t('setup:text') : t('setup:admin_text')}
    >
      <p className={css.steps}>{t('setup:step', { step: first ? 1 : 2, steps: 2 })}</p>
      <form className={css.form} onSubmit={next}>
        {first ? (
          <>
            {needsCode && (
              <Field label={t('setup:code')} help={t('setup:code_help')} error={errors.setup_code}>
                {(props) => (
                  <Input {...props} size="large" value={code} onChange={(event) => setCode(event.target.value)} />
                )}
              </Field>
            )}
            <OrganisationFields value={organisation} onChange={setOrganisation} errors={errors} />
          </>
        ) : (
          <AdministratorFields value={admin} onChange={setAdmin} errors={errors} />
        )}
        <FormError error={make.error} />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={make.isPending}
          disabled={first ? !organisationReady : !adminReady}
        >
          {first ? t('shell:continue') : t('setup:create')}
        </Button>
        {!first && (
          <Button type="text" size="large" block onClick={() => setStep('organisation')}>
            {t('shell:back')}
          </Button>
        )}
      </form>
    </EntryFrame>
  );
}

function hasOrganisationError(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'problem' in error &&
    JSON.stringify(error.problem).includes('organisation.')
  );
}
