import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createConversation } from '@/api/chat';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { paths } from '@/ui/paths';
import css from './NewConversation.module.css';

/** One person makes a direct conversation; more make a group. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const client = useQueryClient();
  const go = useGo();
  const [people, setPeople] = useState<string[]>([]);
  const [title, setTitle] = useState('');
  const [channel, setChannel] = useState(false);
  const group = people.length > 1;
  const create = useMutation({
    mutationFn: () =>
      createConversation(org, {
        kind: group ? (channel ? 'channel' : 'group') : 'direct',
        member_ids: people,
        ...(group ? { title: title.trim() } : {}),
      }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      go(paths.chat(org, made.id), { replace: true });
    },
  });
  const ready = people.length > 0 && (!group || title.trim() !== '');
  return (
    <FormDialog
      title={t('shell:act_new_conversation')}
      okText={group ? t('chat:create_group') : t('chat:start')}
      ready={ready}
      busy={create.isPending}
      onOk={() => create.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={create.error} />
        <Field label={t('chat:people')} help={t('chat:people_help')}>
          {(props) => <PeoplePicker field={props} value={people} onChange={setPeople} without={[me.person.id]} />}
        </Field>
        {group && (
          <>
            <Field label={t('chat:group_name')}>
              {(props) => (
                <Input {...props} maxLength={100} value={title} onChange={(event) => setTitle(event.target.value)} />
              )}
            </Field>
            <Checkbox checked={channel} onChange={(event) => setChannel(event.target.checked)}>
              {t('chat:as_channel')}
            </Checkbox>
          </>
        )}
      </div>
    </FormDialog>
  );
}
