import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveGrant, rulesQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import { ActionPicker } from './ActionPicker';
import { EndField } from './EndField';
import css from './GrantPane.module.css';
import { emptyGrant, grantReady, needsObject, withAction } from './grant-input';
import { ObjectPicker } from './ObjectPicker';

/** Gives one person one action on a scope. Only scopes that the action has are offered. */
export function GrantPane({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { id: org, me } = useOrg();
  const { lang } = useFormat();
  const client = useQueryClient();
  const rules = useQuery(rulesQuery(org, lang));
  const [input, setInput] = useState(emptyGrant);
  const rule = rules.data?.items.find((one) => one.action === input.action);
  const give = useMutation({
    mutationFn: () => giveGrant(org, input),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'access'] });
      void message.success(t('access:given'));
      close();
    },
  });
  const errors = Object.fromEntries(fieldErrors(give.error).map((one) => [one.name, one.message]));
  const scopes: Record<string, string> = {
    own: t('access:scope_own'),
    reports: t('access:scope_reports'),
    department: t('access:scope_department'),
    object: t('access:scope_object'),
    all: t('access:scope_all'),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (grantReady(input)) give.mutate();
  };
  return (
    <SidePane wide label={t('access:give_grant')} title={t('access:give_grant')} close={close}>
      <form className={css.form} onSubmit={submit}>
        <FormError error={give.error ?? rules.error} />
        <Field label={t('access:person')} error={errors.person_id}>
          {(props) => (
            <PeoplePicker
              field={props}
              single
              value={input.person_id ? [input.person_id] : []}
              onChange={([one = '']) => setInput({ ...input, person_id: one })}
              without={[me.person.id]}
            />
          )}
        </Field>
        <Field label={t('access:what')} error={errors.action}>
          {(props) => (
            <ActionPicker
              field={props}
              value={input.action}
              onChange={(action) => setInput(withAction(input, action, rules.data?.items ?? []))}
            />
          )}
        </Field>
        <Field label={t('access:scope')} error={errors.scope} help={rule && t('access:scope_help')}>
          {(props) => (
            <Select
              {...props}
              disabled={!rule}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('access:scope_first')}
              value={input.scope || undefined}
              options={(rule?.scopes ?? []).map((value) => ({ value, label: scopes[value] }))}
              onChange={(scope) => setInput({ ...input, scope, object: undefined })}
            />
          )}
        </Field>
        {needsObject(input.scope) && (
          <Field
            label={input.scope === 'department' ? t('access:department') : t('access:which_person')}
            error={errors.object}
          >
            {(props) => (
              <ObjectPicker
                field={props}
                kind={input.scope === 'department' ? 'department' : 'person'}
                value={input.object ?? ''}
                onChange={(object) => setInput({ ...input, object })}
              />
            )}
          </Field>
        )}
        <EndField error={errors.until} onChange={(until) => setInput((now) => ({ ...now, until }))} />
        <div className={css.buttons}>
          <Button type="primary" htmlType="submit" disabled={!grantReady(input)} loading={give.isPending}>
            {t('access:give')}
          </Button>
          <Button onClick={close}>{t('shell:cancel')}</Button>
        </div>
      </form>
    </SidePane>
  );
}
