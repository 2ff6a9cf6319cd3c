import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { putSightRule } from '@/api/sight';
import type { SightRule } from '@/api/types';
import { DepartmentPicker } from '@/ui/DepartmentPicker';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './PersonForm.module.css';
import { draftOf, inputOf, namesIn, type SightDraft } from './sight-draft';

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
              <DepartmentPicker
                field={props}
                single
                value={draft.of ? [draft.of] : []}
                onChange={([of]) => change({ of: of ?? '' })}
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
            {(props) => <DepartmentPicker field={props} value={draft.also} onChange={(also) => change({ also })} />}
          </Field>
        )}
        <Field label={t('sight:but_departments')} optional error={errors.but}>
          {(props) => (
            <DepartmentPicker
              field={props}
              value={draft.butDepartments}
              onChange={(ids) => change({ butDepartments: ids })}
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
