import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personFieldsQuery, removePersonField } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { PersonField } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { useFormat } from '@/ui/useFormat';
import { circleLabels, fieldName, kindLabels } from './fields';
import { PersonFieldForm } from './PersonFieldForm';
import css from './PersonFields.module.css';

/** What the organisation asks about its people: the list, and a form for each. */
export function PersonFields() {
  const { t } = useTranslation();
  const { may } = useOrg();
  const [values, setValues] = useAddressValues();
  if (!may('directory.field.write')) return null;
  return (
    <>
      <Button onClick={() => setValues({ fields: '1' })}>{t('people:fields')}</Button>
      {values.has('fields') && <PersonFieldsDialog close={() => setValues({ fields: '' }, true)} />}
    </>
  );
}

function PersonFieldsDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const client = useQueryClient();
  const { modal } = App.useApp();
  const query = useQuery(personFieldsQuery(org));
  const [editing, setEditing] = useState<PersonField | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: (id: string) => removePersonField(org, id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', org] }),
  });
  const fields = query.data?.items ?? [];
  const ask = (field: PersonField) =>
    modal.confirm({
      title: t('people:remove_field', { name: fieldName(field, lang) }),
      content: t('people:remove_field_text'),
      okText: t('people:remove'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => remove.mutateAsync(field.id).catch(() => undefined),
    });
  return (
    <Modal
      open
      title={t('people:fields')}
      onCancel={close}
      footer={
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEditing('new')}>
          {t('people:add_field')}
        </Button>
      }
    >
      <FormError error={query.error ?? remove.error} />
      {query.isPending && <Loading rows={3} />}
      {query.isSuccess && fields.length === 0 && (
        <EmptyState title={t('people:no_fields')} text={t('people:no_fields_text')} />
      )}
      <ul className={css.list}>
        {fields.map((field) => (
          <li key={field.id}>
            <div>
              <strong>{fieldName(field, lang)}</strong>
              <span>
                {t(kindLabels[field.kind])} · {t(circleLabels[field.visible])}
                {field.required && ` · ${t('people:field_required')}`}
              </span>
            </div>
            <Button
              type="text"
              icon={<EditOutlined aria-hidden />}
              aria-label={t('directory:edit_title', { name: fieldName(field, lang) })}
              onClick={() => setEditing(field)}
            />
            <Button
              type="text"
              danger
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('people:remove_field', { name: fieldName(field, lang) })}
              onClick={() => ask(field)}
            />
          </li>
        ))}
      </ul>
      {editing && (
        <PersonFieldForm
          field={editing === 'new' ? undefined : editing}
          place={fields.length}
          close={() => setEditing(null)}
        />
      )}
    </Modal>
  );
}
