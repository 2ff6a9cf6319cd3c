import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DingInput, type DingOptions, type Step, sendDing } from '@/api/ding';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { ConversationPicker } from '@/ui/ConversationPicker';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './DingForm.module.css';
import { Ladder } from './Ladder';
import { WhenField } from './WhenField';

interface Props {
  title: string;
  options: DingOptions;
  asked: DingOptions['asked'];
  /** The conversation whose members it goes to at first; empty: none. */
  group: string;
  message?: DingInput['message'];
  onClose: () => void;
}

const most = 500;
const everyMinutes = [5, 10, 15, 30, 60];

export function DingForm({ title, options, asked, group, message, onClose }: Props) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const { message: toast } = App.useApp();
  const format = useFormat();
  const go = useGo();
  const client = useQueryClient();
  const departments = useQuery(departmentsQuery(org));
  const [people, setPeople] = useState(asked.filter((one) => one.may).map((one) => one.id));
  const [places, setPlaces] = useState<string[]>([]);
  const [groups, setGroups] = useState(group ? [group] : []);
  const [unread, setUnread] = useState(options.unread !== undefined);
  const [text, setText] = useState('');
  const [confirm, setConfirm] = useState(true);
  const [repeat, setRepeat] = useState(0);
  const [urgent, setUrgent] = useState(false);
  const [steps, setSteps] = useState<Step[]>(
    options.channels.some((one) => one.name === 'push' && one.on) ? [{ channel: 'push', after_minutes: 0 }] : [],
  );
  const [at, setAt] = useState<string | undefined>();
  const refused = asked.filter((one) => !one.may).length;
  const send = useMutation({
    mutationFn: () =>
      sendDing(org, {
        text: text.trim(),
        person_ids: people,
        department_ids: places,
        conversation_ids: groups,
        ...(unread ? { unread } : {}),
        steps,
        confirm,
        urgent,
        repeat_minutes: confirm ? repeat : 0,
        ...(message ? { message } : {}),
        ...(at ? { send_at: at } : {}),
      }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['o', org, 'dings'] });
      void toast.success(
        made.state === 'scheduled' ? t('ring:is_scheduled') : t('ring:is_sent', { count: made.receivers }),
      );
      go(`${paths.ding(org)}?box=sent&ding=${encodeURIComponent(made.id)}`, { replace: true });
    },
  });
  const errors = Object.fromEntries(fieldErrors(send.error).map((one) => [one.name, one.message]));
  const length = [...text.trim()].length;
  const ready =
    people.length + places.length + groups.length + Number(unread) > 0 &&
    length > 0 &&
    length <= most &&
    at !== '' &&
    options.left > 0;
  return (
    <FormDialog
      wide
      title={title}
      okText={at ? t('ring:schedule') : t('ring:send')}
      ready={ready}
      busy={send.isPending}
      onOk={() => send.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={send.error} />
        {refused > 0 && <p className={css.warn}>{t('ring:refused', { count: refused })}</p>}
        {options.left === 0 && <p className={css.warn}>{t('ring:none_left', { max: options.per_day })}</p>}
        {options.unread && (
          <div className={css.unread}>
            <Checkbox checked={unread} onChange={(event) => setUnread(event.target.checked)}>
              {t('ring:unread', { count: options.unread.count })}
            </Checkbox>
            {options.unread.receivers < options.unread.count && (
              <p className={css.why}>
                {t('ring:unread_some', { number: format.number(options.unread.receivers), most: format.number(1000) })}
              </p>
            )}
            {errors.unread && <p className={css.warn}>{errors.unread}</p>}
          </div>
        )}
        <Field label={t('ring:people')} error={errors.person_ids}>
          {(props) => (
            <PeoplePicker
              field={props}
              value={people}
              onChange={setPeople}
              without={[me.person.id]}
              known={Object.fromEntries(asked.map((one) => [one.id, format.person(one)]))}
            />
          )}
        </Field>
        <Field label={t('ring:departments')} optional help={t('ring:departments_help')} error={errors.department_ids}>
          {(props) => (
            <Select<string[]>
              {...props}
              mode="multiple"
              value={places}
              onChange={setPlaces}
              showSearch={{ optionFilterProp: 'label' }}
              options={(departments.data?.items ?? []).map((one) => ({ value: one.id, label: format.person(one) }))}
            />
          )}
        </Field>
        <Field label={t('ring:groups')} optional help={t('ring:groups_help')} error={errors.conversation_ids}>
          {(props) => (
            <ConversationPicker
              field={props}
              value={groups}
              onChange={setGroups}
              placeholder={t('ring:groups_choose')}
              fits={(one) => one.kind !== 'direct' && (one.can ?? []).includes('ding')}
            />
          )}
        </Field>
        <Field label={t('ring:words')} error={errors.text} help={t('ring:length', { length, max: most })}>
          {(props) => (
            <Input.TextArea
              {...props}
              autoSize={{ minRows: 3, maxRows: 8 }}
              status={length > most ? 'error' : props.status}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Ladder channels={options.channels} steps={steps} onChange={setSteps} error={errors.steps} />
        <label className={css.switch}>
          <Switch checked={confirm} onChange={setConfirm} />
          {t('ring:wants_confirm')}
        </label>
        {confirm && (
          <Field label={t('ring:repeat')} help={t('ring:repeat_help')} error={errors.repeat_minutes}>
            {(props) => (
              <Select<number>
                {...props}
                value={repeat}
                onChange={setRepeat}
                options={[
                  { value: 0, label: t('ring:never') },
                  ...everyMinutes.map((minutes) => ({ value: minutes, label: t('ring:every', { minutes }) })),
                ]}
              />
            )}
          </Field>
        )}
        <WhenField value={at} onChange={setAt} error={errors.send_at} />
        <label className={css.switch}>
          <Switch checked={urgent} disabled={!options.urgent_passes} onChange={setUrgent} />
          <span>
            {t('ring:urgent')}
            {!options.urgent_passes && <span className={css.why}>{t('ring:urgent_off')}</span>}
          </span>
        </label>
      </div>
    </FormDialog>
  );
}
