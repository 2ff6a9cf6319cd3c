import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setGroupRules } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation, GroupRules } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import css from './GroupSettings.module.css';

const whos = ['post', 'upload', 'mention_all', 'ding', 'pin', 'invite', 'rename'] as const;

/** Who may do what in a group. */
export function GroupSettings({ one, onClose }: { one: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [rules, setRules] = useState(one.rules);
  const save = useMutation({
    mutationFn: () => setGroupRules(org, one.id, rules),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      onClose();
    },
  });
  const labels: Record<(typeof whos)[number], string> = {
    post: t('talk:who_post'),
    upload: t('talk:who_upload'),
    mention_all: t('talk:who_mention_all'),
    ding: t('talk:who_ding'),
    pin: t('talk:who_pin'),
    invite: t('talk:who_invite'),
    rename: t('talk:who_rename'),
  };
  const options: { value: GroupRules['post']; label: string }[] = [
    { value: 'all', label: t('talk:for_all') },
    { value: 'admins', label: t('talk:for_admins') },
  ];
  const flag = (name: 'history' | 'forward' | 'receipts', label: string) => (
    <label className={css.switch}>
      <Switch checked={rules[name]} onChange={(on) => setRules({ ...rules, [name]: on })} />
      {label}
    </label>
  );
  return (
    <FormDialog
      title={t('talk:group_settings')}
      okText={t('shell:save')}
      ready
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        {one.follows === 'everyone' && <p>{t('talk:follows_everyone')}</p>}
        {one.follows === 'department' && <p>{t('talk:follows_department')}</p>}
        {whos.map((name) => (
          <Field key={name} label={labels[name]}>
            {(props) => (
              <Select
                {...props}
                value={rules[name]}
                options={options}
                onChange={(who) => setRules({ ...rules, [name]: who })}
              />
            )}
          </Field>
        ))}
        {flag('history', t('talk:history'))}
        {flag('forward', t('talk:forward_allowed'))}
        {flag('receipts', t('talk:group_receipts'))}
      </div>
    </FormDialog>
  );
}
