import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersPagesQuery } from '@/api/chat';
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
  const [words, setWords] = useState('');
  // Nobody of an earlier search stands under Enter.
  const members = useInfiniteQuery(membersPagesQuery(org, message.conversation_id, words.trim()));
  const [title, setTitle] = useState(() => [...message.text.replace(/\s+/g, ' ')].slice(0, longest).join(''));
  const mine = { value: me.person.id, label: t('later:todo_me') };
  // Whoever is chosen keeps the name although a later search does not find them.
  const [person, setPerson] = useState(mine);
  const [due, setDue] = useState('');
  const [show, setShow] = useState(false);
  const give = useMutation({
    mutationFn: () =>
      giveTodo(org, message, { title: title.trim(), person_id: person.value, show, ...(due ? { due_at: due } : {}) }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: laterKey(org) });
      void toast.success(t('later:todo_made'));
      close();
    },
  });
  const options = (members.data?.pages[0]?.items ?? [])
    .filter((one) => words !== '' || one.id !== me.person.id)
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
              labelInValue
              showSearch={{ filterOption: false, onSearch: setWords }}
              loading={members.isFetching}
              notFoundContent={t(members.isFetching ? 'shell:loading' : 'talk:nobody')}
              value={person}
              options={words ? options : [mine, ...options]}
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
