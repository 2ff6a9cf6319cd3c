import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putPersonField } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { PersonField, PersonFieldInput } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';
import { circleLabels, kindLabels } from './fields';
import css from './PersonForm.module.css';

const kinds = ['text', 'number', 'date', 'choice'] as const;
const circles = ['everybody', 'managers', 'person'] as const;

interface Props {
  field?: PersonField;
  place: number;
  close: () => void;
}

export function PersonFieldForm({ field, place, close }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [input, setInput] = useState<PersonFieldInput>(
    () => field ?? { name: '', name_hk: '', name_cn: '', kind: 'text', choices: [], visible: 'managers', sort: place },
  );
  const change = (part: Partial<PersonFieldInput>) => setInput({ ...input, ...part });
  const save = useMutation({
    mutationFn: () => {
      const { name, name_hk, name_cn, kind, choices, visible, required, sort } = input;
      return putPersonField(org, field?.id ?? '', { name, name_hk, name_cn, kind, choices, visible, required, sort });
    },
    onSuccess: () => {
      for (const name of ['person-fields', 'person']) void client.invalidateQueries({ queryKey: ['o', org, name] });
      close();
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((one) => [one.name, one.message]));
  const names = [
    ['name', 'people:field_name_en', 'en'],
    ['name_hk', 'people:field_name_hk', 'zh-HK'],
    ['name_cn', 'people:field_name_cn', 'zh-CN'],
  ] as const;
  return (
    <FormDialog
      title={field ? t('directory:edit_title', { name: field.name }) : t('people:add_field')}
      okText={t('shell:save')}
      ready={input.name.trim() !== '' && (input.kind !== 'choice' || (input.choices ?? []).length > 0)}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        {names.map(([name, label, lang]) => (
          <Field key={name} label={t(label)} optional={name !== 'name'} error={errors[name]}>
            {(props) => (
              <Input
                {...props}
                lang={lang}
                maxLength={60}
                value={input[name]}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={t('people:kind')} help={field && t('people:kind_stays')}>
          {(props) => (
            <Select
              {...props}
              disabled={Boolean(field)}
              value={input.kind}
              onChange={(kind) => change({ kind })}
              options={kinds.map((value) => ({ value, label: t(kindLabels[value]) }))}
            />
          )}
        </Field>
        {input.kind === 'choice' && (
          <Field label={t('people:choices')} help={t('people:choices_text')} error={errors.choices}>
            {(props) => (
              <Select
                {...props}
                mode="tags"
                open={false}
                suffixIcon={null}
                value={input.choices ?? []}
                onChange={(choices) => change({ choices })}
              />
            )}
          </Field>
        )}
        <Field label={t('people:visible')}>
          {(props) => (
            <Select
              {...props}
              value={input.visible}
              onChange={(visible) => change({ visible })}
              options={circles.map((value) => ({ value, label: t(circleLabels[value]) }))}
            />
          )}
        </Field>
        <Checkbox checked={input.required} onChange={(event) => change({ required: event.target.checked })}>
          {t('people:field_required')}
        </Checkbox>
      </div>
    </FormDialog>
  );
}
