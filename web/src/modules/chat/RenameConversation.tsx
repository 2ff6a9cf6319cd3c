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

export function RenameConversation({ one, onClose }: { one: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [title, setTitle] = useState(one.title);
  const rename = useMutation({
    mutationFn: () => renameConversation(org, one.id, title.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('chat:rename')}
      okText={t('shell:save')}
      ready={title.trim() !== ''}
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
    </FormDialog>
  );
}
