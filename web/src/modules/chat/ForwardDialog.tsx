import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chatRulesQuery, forwardMessages } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { ConversationPicker } from '@/ui/ConversationPicker';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import css from './GroupSettings.module.css';

/** Chooses where messages are said again. */
export function ForwardDialog({ messages, close }: { messages: Message[]; close: (done: boolean) => void }) {
  const { t } = useTranslation();
  const { message: toast } = App.useApp();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const rules = useQuery(chatRulesQuery(org));
  const [to, setTo] = useState<string>();
  const [merged, setMerged] = useState(true);
  const [comment, setComment] = useState('');
  // The same ask again, after a lost answer, is the same forwarding.
  const [clientId] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () =>
      forwardMessages(org, to ?? '', {
        client_id: clientId,
        from_conversation_id: messages[0]?.conversation_id ?? '',
        message_ids: messages.map((one) => one.id),
        merged,
        comment: comment.trim(),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      void toast.success(t('talk:forward_done'));
      close(true);
    },
  });
  return (
    <FormDialog
      title={t('talk:forward')}
      okText={t('talk:forward')}
      ready={to !== undefined}
      busy={send.isPending}
      onOk={() => send.mutate()}
      onClose={() => close(false)}
    >
      <div className={css.form}>
        <FormError error={send.error} />
        <p>{t('talk:selected', { count: messages.length })}</p>
        <Field label={t('talk:forward_to')}>
          {(props) => (
            <ConversationPicker
              field={props}
              single
              placeholder={t('talk:forward_choose')}
              value={to ? [to] : []}
              onChange={([one]) => setTo(one)}
              fits={(one) => (one.can ?? []).includes('post')}
              closed={(one, title) =>
                one.outside && !rules.data?.forward_outside ? t('talk:forward_closed', { title }) : undefined
              }
            />
          )}
        </Field>
        <Field label={t('talk:forward_comment')} optional>
          {(props) => (
            <Input.TextArea
              {...props}
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={20_000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
        {messages.length > 1 && (
          <Checkbox checked={merged} onChange={(event) => setMerged(event.target.checked)}>
            {t('talk:forward_merged')}
          </Checkbox>
        )}
      </div>
    </FormDialog>
  );
}
