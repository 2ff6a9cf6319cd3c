import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renameConversation } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';

const longest = 1000;

/** What a group is called, and what it is for. */
export function RenameConversation({ one, onClose }: { one: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [title, setTitle] = useState(one.title);
  const [description, setDescription] = useState(one.description ?? '');
  const rename = useMutation({
    mutationFn: () =>
      renameConversation(org, one.id, {
        // A group without a name keeps none while only its description changes.
        ...(title.trim() === one.title ? {} : { title: title.trim() }),
        description: description.trim(),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('talk:name_and_description')}
      okText={t('shell:save')}
      ready={title.trim() !== '' || one.title === ''}
      busy={rename.isPending}
      onOk={() => rename.mutate()}
      onClose={onClose}
    >
      <FormError error={rename.error} />
      <Field label={t('chat:group_name')}>
        {(props) => (
          <Input {...props} maxLength={100} value={title} onChange={(event) => setTitle(event.target.value)} />
        )}
      </Field>
      <Field label={t('talk:description')} help={t('talk:description_help')}>
        {(props) => (
          <Input.TextArea
            {...props}
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={longest}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
