import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leavingQuery, letLeave } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Person } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './LeaveDialog.module.css';

interface Props {
  person: Person;
  onClose: () => void;
  onDone: () => void;
}

/** What somebody has in hand, who takes it over, and then they leave. */
export function LeaveDialog({ person, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const go = useGo();
  const { message } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const query = useQuery(leavingQuery(org, format.lang, person.id));
  const [heir, setHeir] = useState<string[]>([]);
  const items = query.data?.items ?? [];
  const needed = items.some((one) => one.needs);
  const name = format.person(person);
  const leave = useMutation({
    mutationFn: () => letLeave(org, person.id, heir[0] ?? ''),
    onSuccess: () => {
      for (const one of ['people', 'person', 'departments', 'data', 'access', 'conversations']) {
        void client.invalidateQueries({ queryKey: ['o', org, one] });
      }
      void message.success(t('directory:left_done', { name }));
      onDone();
      if (may('retention.read')) go(`${paths.data(org)}?view=people&leaving=${encodeURIComponent(person.id)}`);
    },
  });
  return (
    <FormDialog
      title={t('directory:leave_title', { name })}
      okText={t('directory:leave')}
      ready={query.isSuccess && (!needed || heir.length > 0)}
      busy={leave.isPending}
      onOk={() => leave.mutate()}
      onClose={onClose}
    >
      <FormError error={leave.error} />
      <p>{t('directory:leave_text')}</p>
      {query.isPending && <Loading rows={2} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {items.length > 0 && (
        <ul className={css.items}>
          {items.map((one) => (
            <li key={one.name}>
              <span>{one.title}</span>
              <span className={css.count}>{format.number(one.count)}</span>
              <span className={css.what}>{one.needs ? t('directory:handed_over') : t('directory:ends')}</span>
            </li>
          ))}
        </ul>
      )}
      {needed && (
        <Field label={t('directory:heir')} error={fieldErrors(leave.error)[0]?.message}>
          {(props) => <PeoplePicker field={props} single value={heir} onChange={setHeir} without={[person.id]} />}
        </Field>
      )}
    </FormDialog>
  );
}
