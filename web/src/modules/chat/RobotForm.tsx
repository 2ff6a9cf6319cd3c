import { useMutation } from '@tanstack/react-query';
import { Button, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RobotSettings } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';
import css from './Robots.module.css';

const fresh: RobotSettings = { name: '', signed: true, mention_all: false, disabled: false, callback: '' };

interface Props {
  /** Absent: a new one. */
  robot?: RobotSettings | undefined;
  save: (settings: RobotSettings) => Promise<unknown>;
  back: () => void;
}

/** What a robot is called and may do. */
export function RobotForm({ robot = fresh, save, back }: Props) {
  const { t } = useTranslation();
  const [{ name, signed, mention_all, disabled, callback }, set] = useState(robot);
  const settings = { name, signed, mention_all, disabled, callback };
  const saving = useMutation({
    mutationFn: () => save({ ...settings, name: name.trim(), callback: callback?.trim() }),
  });
  const wrong = fieldErrors(saving.error).find((one) => one.name === 'callback')?.message;
  const flag = (key: 'signed' | 'mention_all' | 'disabled', label: string) => (
    <label className={css.switch}>
      <Switch checked={settings[key] ?? false} onChange={(on) => set({ ...settings, [key]: on })} />
      {label}
    </label>
  );
  return (
    <form
      className={css.keys}
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <FormError error={saving.error} />
      <Field label={t('robots:name')} help={t('robots:name_help')}>
        {(props) => (
          <Input
            {...props}
            autoFocus
            maxLength={40}
            value={name}
            onChange={(event) => set({ ...settings, name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('robots:callback')}
        help={t('robots:callback_help')}
        optional
        {...(wrong ? { error: wrong } : {})}
      >
        {(props) => (
          <Input
            {...props}
            type="url"
            maxLength={2000}
            placeholder="https://"
            value={callback}
            onChange={(event) => set({ ...settings, callback: event.target.value })}
          />
        )}
      </Field>
      {flag('signed', t('robots:signed'))}
      {flag('mention_all', t('robots:mention_all'))}
      {robot !== fresh && flag('disabled', t('robots:disabled'))}
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" disabled={name.trim() === ''} loading={saving.isPending}>
          {robot === fresh ? t('robots:add') : t('shell:save')}
        </Button>
        <Button onClick={back}>{t('robots:back')}</Button>
      </div>
    </form>
  );
}
