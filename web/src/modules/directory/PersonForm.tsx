import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addPerson, changePerson, departmentsQuery, personQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Person, PersonInput } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './PersonForm.module.css';
import { PersonValues } from './PersonValues';
import { emptyPerson, inputOf, personReady } from './person-input';

interface Props {
  id?: string;
  department?: string;
  onClose: () => void;
  onDone: (person: Person) => void;
}

/** Adds a person, or edits one whose newest version was just read. */
export function PersonForm({ id = '', department = '', onClose, onDone }: Props) {
  const { id: org } = useOrg();
  const person = useQuery({ ...personQuery(org, id), enabled: id !== '' });
  if (id && !person.data) return null;
  return <Filled key={id} person={person.data} department={department} onClose={onClose} onDone={onDone} />;
}

function Filled({ person, department, onClose, onDone }: Omit<Props, 'id'> & { person: Person | undefined }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const departments = useQuery(departmentsQuery(org));
  const [input, setInput] = useState<PersonInput>(() =>
    person
      ? inputOf(person)
      : {
          ...emptyPerson,
          hired_on: may('directory.field.read') ? '' : undefined,
          department_ids: department ? [department] : [],
        },
  );
  const manager = useQuery({ ...personQuery(org, input.manager_id), enabled: Boolean(input.manager_id) });
  const save = useMutation({
    mutationFn: () => (person ? changePerson(org, person.id, input, person.version) : addPerson(org, input)),
    onSuccess: (saved) => {
      for (const name of ['people', 'person', 'departments']) {
        void client.invalidateQueries({ queryKey: ['o', org, name] });
      }
      onDone(saved);
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((one) => [one.name, one.message]));
  const texts = ['name', 'name_zh', 'title', 'grade', 'email', 'phone', 'staff_no'] as const;
  const labels: Record<(typeof texts)[number], string> = {
    name: t('directory:field_name'),
    name_zh: t('directory:field_name_zh'),
    title: t('directory:field_title'),
    grade: t('people:field_grade'),
    email: t('directory:field_email'),
    phone: t('directory:field_phone'),
    staff_no: t('directory:field_staff_no'),
  };
  return (
    <FormDialog
      wide
      title={person ? t('directory:edit_title', { name: format.person(person) }) : t('shell:act_add_person')}
      okText={t('shell:save')}
      ready={personReady(input)}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <div className={css.grid}>
          {texts.map((name) => (
            <Field key={name} label={labels[name]} optional={name !== 'name'} error={errors[name]}>
              {(props) => (
                <Input
                  {...props}
                  type={name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text'}
                  autoComplete="off"
                  value={input[name]}
                  onChange={(event) => setInput({ ...input, [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          {input.hired_on !== undefined && (
            <Field label={t('people:field_hired_on')} optional error={errors.hired_on}>
              {(props) => (
                <Input
                  {...props}
                  type="date"
                  value={input.hired_on}
                  onChange={(event) => setInput({ ...input, hired_on: event.target.value })}
                />
              )}
            </Field>
          )}
          <PersonValues
            person={person}
            values={input.values}
            change={(values) => setInput({ ...input, values })}
            errors={errors}
          />
        </div>
        <Field label={t('directory:field_department')} optional error={errors.department_ids}>
          {(props) => (
            <Select
              {...props}
              mode="multiple"
              value={input.department_ids}
              onChange={(ids) => setInput({ ...input, department_ids: ids })}
              showSearch={{ optionFilterProp: 'label' }}
              options={(departments.data?.items ?? []).map((one) => ({ value: one.id, label: format.person(one) }))}
            />
          )}
        </Field>
        <Field label={t('directory:field_manager')} optional error={errors.manager_id}>
          {(props) => (
            <PeoplePicker
              key={manager.data?.id ?? ''}
              field={props}
              single
              value={input.manager_id ? [input.manager_id] : []}
              onChange={(ids) => setInput({ ...input, manager_id: ids[0] ?? '' })}
              without={person ? [person.id] : []}
              known={manager.data ? { [manager.data.id]: format.person(manager.data) } : {}}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
