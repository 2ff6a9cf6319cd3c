import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '@/api/chat';
import { giveTodo, laterKey } from '@/api/later';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './Later.module.css';
import { MinuteField } from './MinuteField';

const longest = 200;

/** Makes a message something to be done, by me or by somebody here. */
export function TodoDialog({ message, close }: { message: Message; close: () => void }) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const { message: toast } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const members = useQuery(membersQuery(org, message.conversation_id));
  const [title, setTitle] = useState(() => [...message.text.replace(/\s+/g, ' ')].slice(0, longest).join(''));
  const [person, setPerson] = useState(me.person.id);
  const [due, setDue] = useState('');
  const [show, setShow] = useState(false);
  const give = useMutation({
    mutationFn: () =>
      giveTodo(org, message, { title: title.trim(), person_id: person, show, ...(due ? { due_at: due } : {}) }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: laterKey(org) });
      void toast.success(t('later:todo_made'));
      close();
    },
  });
  const options = (members.data?.items ?? [])
    .filter((one) => one.id !== me.person.id)
    .map((one) => ({ value: one.id, label: format.person(one) }));
  return (
    <FormDialog
      title={t('later:make_todo')}
      okText={t('later:make_todo')}
      ready={title.trim() !== ''}
      busy={give.isPending}
      onOk={() => give.mutate()}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={give.error} />
        <Field label={t('later:todo_title')}>
          {(props) => (
            <Input {...props} maxLength={longest} value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
        <Field label={t('later:todo_person')}>
          {(props) => (
            <Select
              {...props}
              showSearch={{ optionFilterProp: 'label' }}
              loading={members.isPending}
              value={person}
              options={[{ value: me.person.id, label: t('later:todo_me') }, ...options]}
              onChange={setPerson}
            />
          )}
        </Field>
        <MinuteField label={t('later:todo_due')} optional value={due} onChange={setDue} />
        <label className={css.show}>
          <Switch checked={show} onChange={setShow} />
          {t('later:todo_show')}
        </label>
      </div>
    </FormDialog>
  );
}
