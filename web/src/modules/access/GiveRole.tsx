import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveRole } from '@/api/access';
import { useOrg } from '@/api/org';
import type { Role } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { fieldErrors } from '@/ui/useProblem';

export function GiveRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const client = useQueryClient();
  const [people, setPeople] = useState<string[]>([]);
  const [person = ''] = people;
  const give = useMutation({
    mutationFn: () => giveRole(org, role.name, person),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'access'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('access:give_role', { role: role.title })}
      okText={t('access:give')}
      ready={person !== ''}
      busy={give.isPending}
      onOk={() => give.mutate()}
      onClose={onClose}
    >
      <FormError error={give.error} />
      <Field label={t('access:person')} help={role.text} error={fieldErrors(give.error)[0]?.message}>
        {(props) => <PeoplePicker field={props} single value={people} onChange={setPeople} without={[me.person.id]} />}
      </Field>
    </FormDialog>
  );
}
