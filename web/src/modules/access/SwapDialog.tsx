import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askSwap } from '@/api/access';
import { useOrg } from '@/api/org';
import type { RoleHolder } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';

/** Asks the other administrator that one of the two be replaced. */
export function SwapDialog({ goes, onClose }: { goes: RoleHolder; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const [people, setPeople] = useState<string[]>([]);
  const [comes = ''] = people;
  const ask = useMutation({
    mutationFn: () => askSwap(org, goes.id, comes),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'access'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('access:swap_title', { name: format.person(goes) })}
      okText={t('access:swap_ask')}
      ready={comes !== ''}
      busy={ask.isPending}
      onOk={() => ask.mutate()}
      onClose={onClose}
    >
      <FormError error={ask.error} />
      <Field label={t('access:swap_who')} help={t('access:swap_text')} error={fieldErrors(ask.error)[0]?.message}>
        {(props) => <PeoplePicker field={props} single value={people} onChange={setPeople} without={[goes.id]} />}
      </Field>
    </FormDialog>
  );
}
