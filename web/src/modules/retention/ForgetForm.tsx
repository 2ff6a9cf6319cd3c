import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { erasureQuery, forget } from '@/api/retention';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './DataPage.module.css';

/** What goes at once, what stays until when and why, and the name typed before anything does. */
export function ForgetForm({ person, onClose }: { person: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const query = useQuery(erasureQuery(org, format.lang, person));
  const [name, setName] = useState('');
  const [wrote, setWrote] = useState(false);
  const begin = useMutation({
    mutationFn: () => forget(org, person, name, wrote),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'data'] });
      onClose();
    },
  });
  const data = query.data;
  const shown = data ? format.person(data.person) : '';
  const items = data?.items ?? [];
  return (
    <FormDialog
      title={t('data:forget_title', { name: shown })}
      okText={t('data:forget')}
      ready={Boolean(data && !data.held && name.trim())}
      busy={begin.isPending}
      onOk={() => begin.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={begin.error} />
        {query.isPending && <Loading rows={3} />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {data?.held && <p className={css.held}>{t('data:person_held')}</p>}
        <ul className={css.shares}>
          {items.map((one) => (
            <li key={one.name} data-off={one.wrote && !wrote}>
              <span>{one.title}</span>
              <span>{format.number(one.rows)}</span>
              {one.stays_until && (!one.wrote || wrote) && (
                <small>
                  {t('data:stays_until', { date: format.date(one.stays_until) })} {one.source}
                </small>
              )}
              {one.wrote && !wrote && <small>{t('data:stays')}</small>}
            </li>
          ))}
        </ul>
        {items.some((one) => one.wrote) && (
          <Checkbox checked={wrote} onChange={(event) => setWrote(event.target.checked)}>
            {t('data:also_wrote')}
          </Checkbox>
        )}
        <Field
          label={t('data:type_name', { name: shown })}
          help={t('data:forget_text')}
          error={fieldErrors(begin.error)[0]?.message}
        >
          {(props) => (
            <Input {...props} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
