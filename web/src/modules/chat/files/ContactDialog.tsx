import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import type { Tray } from './tray';

/** Puts a colleague's card to the message. */
export function ContactDialog({ tray, done }: { tray: Tray; done: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const format = useFormat();
  const toast = useProblemToast();
  const [person, setPerson] = useState('');
  const keep = async () => {
    try {
      const found = await client.fetchQuery(personQuery(org, person));
      tray.contact(person, format.person(found));
      done();
    } catch (error) {
      toast(error);
    }
  };
  return (
    <FormDialog
      title={t('files:add_contact')}
      okText={t('files:keep')}
      ready={person !== ''}
      busy={false}
      onOk={() => void keep()}
      onClose={done}
    >
      <Field label={t('files:colleague')}>
        {(field) => (
          <PeoplePicker
            field={field}
            single
            value={person ? [person] : []}
            onChange={(ids) => setPerson(ids[0] ?? '')}
          />
        )}
      </Field>
    </FormDialog>
  );
}
