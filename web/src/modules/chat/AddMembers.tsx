import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addMembers, membersQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';

export function AddMembers({ one, onClose }: { one: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const members = useQuery(membersQuery(org, one.id));
  const [people, setPeople] = useState<string[]>([]);
  const add = useMutation({
    mutationFn: () => addMembers(org, one.id, people),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'members', one.id] });
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('chat:add_members')}
      okText={t('chat:add_members')}
      ready={people.length !== 0}
      busy={add.isPending}
      onOk={() => add.mutate()}
      onClose={onClose}
    >
      <FormError error={add.error} />
      <Field label={t('chat:people')} help={t('chat:add_members_help')}>
        {(props) => (
          <PeoplePicker
            field={props}
            value={people}
            onChange={setPeople}
            without={(members.data?.items ?? []).map((member) => member.id)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
