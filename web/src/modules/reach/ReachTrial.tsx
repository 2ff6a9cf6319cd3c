import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { reachExplainQuery } from '@/api/reach';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import css from './ReachPage.module.css';

/** Asks what one person may do to another, and has the rules marked that say so. */
export function ReachTrial({ mark }: { mark: (cells: string[]) => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const answer = useQuery(reachExplainQuery(org, from, to));
  const { data } = answer;
  useEffect(() => {
    mark((data?.items ?? []).flatMap((one) => (one.from ? [`${one.from}>${one.to}`] : [])));
  }, [data, mark]);
  const labels = { chat: t('reach:chat'), call: t('reach:call'), ding: t('reach:ding') };
  return (
    <section className={css.part}>
      <h2>{t('reach:try')}</h2>
      <p>{t('reach:try_text')}</p>
      <div className={css.pair}>
        <Field label={t('reach:sender')}>
          {(props) => (
            <PeoplePicker field={props} single value={from ? [from] : []} onChange={([id]) => setFrom(id ?? '')} />
          )}
        </Field>
        <Field label={t('reach:receiver')}>
          {(props) => <PeoplePicker field={props} single value={to ? [to] : []} onChange={([id]) => setTo(id ?? '')} />}
        </Field>
      </div>
      <FormError error={answer.error} />
      <ul className={css.answers} role="status">
        {(data?.items ?? []).map((one) => (
          <li key={one.means} data-verdict={one.allowed ? 'allow' : 'deny'}>
            <strong>
              {labels[one.means]}: {t(one.allowed ? 'reach:allow' : 'reach:deny')}
            </strong>
            <span>{one.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
