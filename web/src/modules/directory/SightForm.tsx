import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { putSightRule } from '@/api/sight';
import type { SightRule } from '@/api/types';
import { Field, type FieldProps } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './PersonForm.module.css';
import { draftOf, inputOf, namesIn, type SightDraft } from './sight-draft';
import { pathTo } from './tree';

interface Props {
  rule?: SightRule;
  close: () => void;
}

export function SightForm({ rule, close }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { id: org } = useOrg();
  const { person: named } = useFormat();
  const client = useQueryClient();
  const [draft, setDraft] = useState<SightDraft>(() => draftOf(rule));
  const change = (part: Partial<SightDraft>) => setDraft({ ...draft, ...part });
  const save = useMutation({
    mutationFn: () => putSightRule(org, rule?.id ?? '', inputOf(draft)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org] });
      void message.success(t('sight:saved'));
      close();
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((one) => [one.name, one.message]));
  const known = namesIn(rule, named);
  return (
    <FormDialog
      title={t(rule ? 'sight:edit' : 'sight:add')}
      okText={t('shell:save')}
      ready={draft.of !== ''}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <Field
          label={t('sight:kind')}
          help={draft.kind === 'hide' ? t('sight:kind_hide_text') : t('sight:kind_limit_text')}
        >
          {({ id }) => (
            <Segmented<SightDraft['kind']>
              id={id}
              block
              value={draft.kind}
              onChange={(kind) => change(kind === 'limit' ? { kind, what: 'department', of: '' } : { kind })}
              options={[
                { value: 'hide', label: t('sight:kind_hide') },
                { value: 'limit', label: t('sight:kind_limit') },
              ]}
            />
          )}
        </Field>
        {draft.kind === 'hide' && (
          <Field label={t('sight:of_what')}>
            {({ id }) => (
              <Segmented<SightDraft['what']>
                id={id}
                block
                value={draft.what}
                onChange={(what) => change({ what, of: '' })}
                options={[
                  { value: 'department', label: t('sight:a_department') },
                  { value: 'person', label: t('sight:a_person') },
                ]}
              />
            )}
          </Field>
        )}
        {draft.what === 'department' ? (
          <Field label={t('sight:department')} help={t('sight:department_help')} error={errors.of}>
            {(props) => (
              <Departments
                field={props}
                value={draft.of ? [draft.of] : []}
                change={([of]) => change({ of: of ?? '' })}
              />
            )}
          </Field>
        ) : (
          <Field label={t('sight:person')} error={errors.of}>
            {(props) => (
              <PeoplePicker
                field={props}
                single
                known={known}
                value={draft.of ? [draft.of] : []}
                onChange={([of]) => change({ of: of ?? '' })}
              />
            )}
          </Field>
        )}
        {draft.kind === 'limit' && (
          <Field label={t('sight:also')} optional error={errors.also}>
            {(props) => <Departments field={props} many value={draft.also} change={(also) => change({ also })} />}
          </Field>
        )}
        <Field label={t('sight:but_departments')} optional error={errors.but}>
          {(props) => (
            <Departments
              field={props}
              many
              value={draft.butDepartments}
              change={(ids) => change({ butDepartments: ids })}
            />
          )}
        </Field>
        <Field label={t('sight:but_people')} optional>
          {(props) => (
            <PeoplePicker
              field={props}
              known={known}
              value={draft.butPeople}
              onChange={(ids) => change({ butPeople: ids })}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}

interface Choice {
  field: FieldProps;
  many?: boolean;
  value: string[];
  change: (ids: string[]) => void;
}

/** Chooses departments by their way from the top. */
function Departments({ field, many = false, value, change }: Choice) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useQuery(departmentsQuery(org));
  const all = query.data?.items ?? [];
  const names = new Map(all.map((one) => [one.id, format.person(one)]));
  const options = all.map((one) => ({
    value: one.id,
    label: pathTo(all, one.id)
      .map((id) => names.get(id))
      .join(' / '),
  }));
  return (
    <Select<string[] | string>
      {...field}
      mode={many ? 'multiple' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      loading={query.isPending}
      placeholder={t('sight:choose')}
      value={many ? value : value[0]}
      onChange={(next) => change(Array.isArray(next) ? next : next ? [next] : [])}
      options={options}
    />
  );
}
