import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { keepOnly, type Only, onlyQuery } from '@/api/sso';
import { Card } from '@/ui/Card';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { SwitchLine } from '@/ui/SwitchLine';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './SsoPage.module.css';

/** Whether passwords still lead in beside the provider, and for whom they do all the same. */
export function OnlyCard() {
  const { id: org } = useOrg();
  const query = useQuery(onlyQuery(org));
  if (query.data) return <OnlyForm now={query.data} />;
  return query.isError ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : null;
}

function OnlyForm({ now }: { now: Only }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message, modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const fresh = useFreshAct(t('sso:fresh_text'));
  const [on, setOn] = useState(now.on);
  const [emergency, setEmergency] = useState(now.emergency.map((one) => one.person_id));
  const save = useMutation({
    mutationFn: () => keepOnly(org, { on, emergency }),
    onSuccess: (kept) => {
      client.setQueryData(onlyQuery(org).queryKey, kept);
      void message.success(t('sso:only_saved'));
    },
  });
  const keep = () => fresh.run(() => save.mutate());
  const ask = () =>
    modal.confirm({
      title: t('sso:only_shut_title'),
      content: t('sso:only_shut_text'),
      okText: t('sso:only_shut'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: keep,
    });
  const errors = Object.fromEntries(fieldErrors(save.error).map((fault) => [fault.name, fault.message]));
  const changed = on !== now.on || emergency.join() !== now.emergency.map((one) => one.person_id).join();
  return (
    <Card title={t('sso:only_title')} text={t('sso:only_text')} submit={on && !now.on ? ask : keep}>
      <SwitchLine label={t('sso:only_on')} on={on} set={setOn} />
      <p className={css.note}>
        {t('sso:only_linked', { linked: now.linked, members: now.members })}
        {now.foreign > 0 && ` ${t('sso:only_foreign', { foreign: now.foreign })}`}
      </p>
      <Field label={t('sso:only_emergency')} help={t('sso:only_emergency_help')} error={errors.emergency}>
        {(field) => (
          <PeoplePicker
            field={field}
            value={emergency}
            onChange={setEmergency}
            known={Object.fromEntries(now.emergency.map((one) => [one.person_id, format.person(one)]))}
          />
        )}
      </Field>
      {now.emergency
        .filter((one) => !one.second_factor)
        .map((one) => (
          <p key={one.person_id} className={css.note}>
            {t('sso:only_factor_missing', { name: format.person(one) })}
          </p>
        ))}
      {!errors.emergency && <FormError error={save.error} />}
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" disabled={!changed} loading={save.isPending}>
          {t('sso:only_save')}
        </Button>
      </div>
      {fresh.dialog}
    </Card>
  );
}
