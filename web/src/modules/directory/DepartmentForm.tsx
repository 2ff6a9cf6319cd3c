import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDepartment, changeDepartment, removeDepartment } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Department } from '@/api/types';
import { pathTo } from '@/ui/departments';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './PersonForm.module.css';

interface Props {
  department?: Department;
  departments: Department[];
  parent?: string;
  onClose: () => void;
  onRemoved?: () => void;
}

export function DepartmentForm({ department, departments, parent = '', onClose, onRemoved }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const [name, setName] = useState(department?.name ?? '');
  const [nameZh, setNameZh] = useState(department?.name_zh ?? '');
  const [under, setUnder] = useState(department ? (department.parent_id ?? '') : parent);
  const done = () => {
    void client.invalidateQueries({ queryKey: ['o', org, 'departments'] });
    void client.invalidateQueries({ queryKey: ['o', org, 'people'] });
    onClose();
  };
  const input = { name: name.trim(), name_zh: nameZh.trim(), parent_id: under };
  const save = useMutation({
    mutationFn: () => (department ? changeDepartment(org, department.id, input) : addDepartment(org, input)),
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: (id: string) => removeDepartment(org, id),
    onSuccess: () => {
      done();
      onRemoved?.();
    },
  });
  // A department cannot stand under itself.
  const places = departments.filter((one) => !department || !pathTo(departments, one.id).includes(department.id));
  return (
    <FormDialog
      title={
        department ? t('directory:edit_department', { name: format.person(department) }) : t('directory:add_department')
      }
      okText={t('shell:save')}
      ready={input.name !== ''}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={save.error ?? remove.error} />
        <Field label={t('directory:department_name')}>
          {(props) => <Input {...props} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t('directory:department_name_zh')} optional>
          {(props) => (
            <Input {...props} lang="zh-HK" value={nameZh} onChange={(event) => setNameZh(event.target.value)} />
          )}
        </Field>
        <Field label={t('directory:under')} optional>
          {(props) => (
            <Select
              {...props}
              allowClear
              value={under || undefined}
              onChange={(value) => setUnder(value ?? '')}
              placeholder={t('directory:top')}
              options={places.map((one) => ({ value: one.id, label: format.person(one) }))}
            />
          )}
        </Field>
        {department && (
          <div>
            <Button danger loading={remove.isPending} onClick={() => remove.mutate(department.id)}>
              {t('directory:remove_department')}
            </Button>
            <p className={css.note}>{t('directory:remove_department_text')}</p>
          </div>
        )}
      </div>
    </FormDialog>
  );
}
