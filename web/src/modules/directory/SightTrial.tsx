import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { sightCheckQuery } from '@/api/sight';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import css from './SightPage.module.css';

/** Asks whether one person sees another, and has the rules marked that matter. */
export function SightTrial({ mark }: { mark: (rules: string[]) => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [reader, setReader] = useState('');
  const [person, setPerson] = useState('');
  const answer = useQuery(sightCheckQuery(org, reader, person));
  const { data } = answer;
  useEffect(() => mark(data?.rule_ids ?? []), [data, mark]);
  return (
    <section className={css.trial}>
      <h2>{t('sight:try')}</h2>
      <p className={css.intro}>{t('sight:try_text')}</p>
      <div className={css.pair}>
        <Field label={t('sight:reader')}>
          {(props) => (
            <PeoplePicker
              field={props}
              single
              value={reader ? [reader] : []}
              onChange={([id]) => setReader(id ?? '')}
            />
          )}
        </Field>
        <Field label={t('sight:sought')}>
          {(props) => (
            <PeoplePicker
              field={props}
              single
              value={person ? [person] : []}
              onChange={([id]) => setPerson(id ?? '')}
            />
          )}
        </Field>
      </div>
      <FormError error={answer.error} />
      <div role="status">
        {data && <Verdict reader={reader} person={person} sees={data.sees} ruled={(data.rule_ids ?? []).length > 0} />}
      </div>
    </section>
  );
}

interface Given {
  reader: string;
  person: string;
  sees: boolean;
  ruled: boolean;
}

function Verdict({ reader, person, sees, ruled }: Given) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const one = useQuery(personQuery(org, reader));
  const other = useQuery(personQuery(org, person));
  if (!one.data || !other.data) return null;
  const names = { reader: format.person(one.data), person: format.person(other.data) };
  const text = sees ? (ruled ? t('sight:yes_despite', names) : t('sight:yes', names)) : t('sight:no', names);
  return (
    <p className={css.verdict} data-sees={sees}>
      {text}
    </p>
  );
}
