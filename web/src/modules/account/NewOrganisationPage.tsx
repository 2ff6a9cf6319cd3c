import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery, choicesQuery, createOrganisation } from '@/api/session';
import type { OrganisationChoices, OrganisationInput, Region } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { fieldErrors } from '@/ui/useProblem';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { OrganisationFields } from './OrganisationFields';

/** A region that may not be chosen is the installation's own instead. */
const within = (value: OrganisationInput, { regions, home }: OrganisationChoices): OrganisationInput =>
  regions?.includes(value.region) ? value : { ...value, region: home as Region };

export function NewOrganisationPage() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const go = useGo();
  const [entered, setValue] = useState<OrganisationInput>({
    name: '',
    name_zh: '',
    region: 'hk',
    language: i18n.language,
    type: 'company',
    nature: '',
  });
  const choices = useQuery(choicesQuery);
  const value = choices.data ? within(entered, choices.data) : entered;
  const make = useMutation({
    mutationFn: () => createOrganisation({ ...value, language: i18n.language }),
    onSuccess: async (made) => {
      await client.refetchQueries({ queryKey: bootQuery.queryKey });
      go(paths.home(made.id), { replace: true });
    },
  });
  const errors = Object.fromEntries(fieldErrors(make.error).map((one) => [one.name, one.message]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <EntryFrame title={t('setup:new_title')} text={t('setup:new_text')}>
      <form className={css.form} onSubmit={submit}>
        <OrganisationFields value={value} onChange={setValue} errors={errors} choices={choices.data} />
        <FormError error={make.error} />
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={make.isPending}
          disabled={!value.name.trim()}
        >
          {t('setup:create')}
        </Button>
        <Button type="text" size="large" block onClick={() => go('/')}>
          {t('shell:cancel')}
        </Button>
      </form>
    </EntryFrame>
  );
}
