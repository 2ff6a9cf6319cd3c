import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { askCopyOf, copiesQuery } from '@/api/retention';
import { CopyList } from '@/ui/CopyList';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import css from './DataPage.module.css';

/** Answers somebody's request for what is held of them. */
export function CopyOfPerson() {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const { lang } = useFormat();
  const client = useQueryClient();
  const copies = useQuery(copiesQuery(org, lang, false));
  const [people, setPeople] = useState<string[]>([]);
  const ask = useMutation({
    mutationFn: () => askCopyOf(org, people[0] ?? ''),
    onSuccess: () => {
      setPeople([]);
      void client.invalidateQueries({ queryKey: ['o', org, 'data', 'copies'] });
    },
  });
  return (
    <section className={css.group} aria-labelledby="copies">
      <h2 id="copies">{t('data:copies')}</h2>
      <p className={css.note}>{t('data:copies_note')}</p>
      <FormError error={ask.error ?? copies.error} />
      <div className={css.ask}>
        <Field label={t('data:person')}>
          {(props) => (
            <PeoplePicker field={props} single value={people} onChange={setPeople} without={[me.person.id]} />
          )}
        </Field>
        <Button disabled={people.length === 0} loading={ask.isPending} onClick={() => ask.mutate()}>
          {t('data:prepare')}
        </Button>
      </div>
      <CopyList named copies={copies.data?.items ?? []} />
    </section>
  );
}
