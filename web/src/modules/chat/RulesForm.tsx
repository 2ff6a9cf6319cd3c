import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { chatRulesQuery, setChatRules } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { ChatRules } from '@/api/types';
import { Field } from '@/ui/Field';
import { RulesCard } from '@/ui/RulesCard';
import { SwitchLine } from '@/ui/SwitchLine';
import { TranslateRule } from './TranslateRule';

const most = 43_200; // minutes: 30 days

/** What members may do with messages, and what their devices keep. */
export function RulesForm() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  return (
    <RulesCard<ChatRules>
      title={t('talk:rules_heading')}
      rules={chatRulesQuery(org)}
      save={(next) => setChatRules(org, next)}
      done={t('talk:saved')}
    >
      {(next, change) => {
        const number = (
          name: 'edit_minutes' | 'recall_minutes' | 'attachment_mb',
          label: string,
          range: [number, number],
          help?: string,
        ) => (
          <Field label={label} help={help}>
            {(props) => (
              <InputNumber
                {...props}
                min={range[0]}
                max={range[1]}
                precision={0}
                value={next[name]}
                onChange={(value) => change({ [name]: value ?? range[0] })}
              />
            )}
          </Field>
        );
        const flag = (
          name: 'receipts' | 'forwarding' | 'forward_outside' | 'devices_keep_nothing' | 'no_downloads',
          label: string,
          disabled = false,
        ) => (
          <SwitchLine label={label} on={next[name] ?? false} disabled={disabled} set={(on) => change({ [name]: on })} />
        );
        return (
          <>
            {number('edit_minutes', t('talk:edit_minutes'), [0, most])}
            {number('recall_minutes', t('talk:recall_minutes'), [0, most], t('talk:minutes_help'))}
            {number('attachment_mb', t('talk:attachment_mb'), [1, 65_536])}
            {flag('receipts', t('talk:receipts'))}
            {flag('forwarding', t('talk:forwarding'))}
            {flag('forward_outside', t('talk:forward_outside'), !next.forwarding)}
            {flag('no_downloads', t('talk:no_downloads'))}
            <TranslateRule
              at={next.translate_at ?? ''}
              disabled={!next.forwarding}
              set={(server) => change({ translate_at: server })}
            />
            {flag('devices_keep_nothing', t('talk:devices_keep_nothing'))}
          </>
        );
      }}
    </RulesCard>
  );
}
