import { CommentOutlined, MoreOutlined, RollbackOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chatRulesQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation, Message } from '@/api/types';
import { copyText } from '@/ui/copy';
import { Menu, type MenuItem } from '@/ui/Menu';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import css from './MessageTools.module.css';
import { hasReacted, type MessageActs } from './message-acts';
import { useCopyLink } from './useCopyLink';
import { useKeeping } from './useKeeping';
import { useMessageShortcuts } from './useMessageShortcuts';
import { useTraced } from './useTraced';

const ForwardDialog = lazy(() => import('./ForwardDialog').then((module) => ({ default: module.ForwardDialog })));
const Report = lazy(() => import('./ReportDialog').then((module) => ({ default: module.ReportDialog })));
const Versions = lazy(() => import('./VersionsDialog').then((module) => ({ default: module.VersionsDialog })));

/** In the order in which people reach for them at work. */
const quick = ['👍', '✅', '🎉', '😄', '❤️', '🙏'];

interface Props {
  conversation: Conversation;
  message: Message;
  acts: MessageActs;
  /** Has it put into the reader's language, beneath it. */
  translate: (on: boolean) => void;
}

/** What can be done with a message, beside it. */
export function MessageTools({ conversation, message, acts, translate }: Props) {
  const { t } = useTranslation();
  const { id: org, me, may } = useOrg();
  const go = useGo();
  const rules = useQuery(chatRulesQuery(org));
  const can = new Set(conversation.can ?? []);
  const owner = can.has('recall_others');
  const [forwarding, setForwarding] = useState(false);
  const receipts = rules.data?.receipts === true;
  const [history, setHistory] = useState(false);
  const [reporting, setReporting] = useState(false);
  const { woven } = useTraced(conversation.traced === true);
  const own = message.sender_id === me.person.id;
  const closed = message.restricted_by;
  const forwards = can.has('forward') && !closed;
  // It goes to a server outside, so it is asked as forwarding is.
  const worded = message.text !== '' || (message.forwarded ?? []).some((one) => one.text !== '');
  const leaves = rules.data?.translate_at && rules.data.forwarding && can.has('translate');
  // Whoever said so lifts it, or who leads the group.
  const restricts = can.has('forward') && (owner || (closed ? closed.id === me.person.id : own));
  const keeping = useKeeping(message);
  const copyLink = useCopyLink();
  const item = (key: string, label: string, onClick: () => void, danger = false): MenuItem => ({
    kind: 'action',
    key,
    label,
    onClick,
    danger,
  });
  const items: MenuItem[] = [
    ...(own && message.kind === 'text'
      ? [item('edit', t('talk:edit'), () => acts.aim({ kind: 'edit', message }))]
      : []),
    ...(forwards ? [item('forward', t('talk:forward'), () => setForwarding(true))] : []),
    ...(forwards ? [item('select', t('talk:select'), () => acts.select(message))] : []),
    ...(restricts
      ? [item('restrict', t(closed ? 'talk:unrestrict' : 'talk:restrict'), () => acts.restrict(message))]
      : []),
    ...(can.has('pin_messages')
      ? [item('pin', t(message.pinned_by ? 'talk:unpin_message' : 'talk:pin_message'), () => acts.pin(message))]
      : []),
    ...(may('ding.send') && can.has('ding')
      ? [item('ding', t('talk:ding'), () => go(paths.newDing(org, { message: `${conversation.id}/${message.seq}` })))]
      : []),
    ...keeping.items,
    ...(leaves && worded && !closed ? [item('translate', t('talk:translate'), () => translate(true))] : []),
    item('copy', t('talk:copy_text'), () => void copyText(woven(message.text))),
    item('link', t('talk:copy_link'), () => void copyLink(message)),
    ...(acts.quote && message.text ? [item('quote', t('talk:quote'), () => acts.quote?.(woven(message.text)))] : []),
    ...(receipts ? [item('reads', t('talk:who_read'), () => acts.reads(message))] : []),
    ...(message.edited_at ? [item('versions', t('talk:versions'), () => setHistory(true))] : []),
    ...(!own && may('moderation.report') ? [item('report', t('talk:report'), () => setReporting(true))] : []),
    ...(own || owner ? [item('recall', t('talk:recall'), () => acts.recall(message), true)] : []),
  ];
  const tools = useMessageShortcuts({
    message_reply: () => acts.aim({ kind: 'reply', message }),
    message_thread: () => acts.thread?.(message),
    message_edit: own && message.kind === 'text' ? () => acts.aim({ kind: 'edit', message }) : undefined,
    message_recall: own || owner ? () => acts.recall(message) : undefined,
    message_forward: forwards ? () => setForwarding(true) : undefined,
  });
  return (
    <div ref={tools} className={css.tools} role="toolbar" aria-label={t('talk:tools')}>
      <span className={css.emojis}>
        {quick.map((emoji) => (
          <button
            key={emoji}
            type="button"
            className={css.emoji}
            aria-label={t('talk:react', { emoji })}
            aria-pressed={hasReacted(message, emoji, me.person.id)}
            onClick={() => acts.react(message, emoji)}
          >
            {emoji}
          </button>
        ))}
      </span>
      <Button
        type="text"
        size="small"
        icon={<RollbackOutlined aria-hidden />}
        aria-label={t('talk:reply')}
        title={t('talk:reply')}
        onClick={() => acts.aim({ kind: 'reply', message })}
      />
      {acts.thread && (
        <Button
          type="text"
          size="small"
          icon={<CommentOutlined aria-hidden />}
          aria-label={t('talk:answer_in_thread')}
          title={t('talk:answer_in_thread')}
          onClick={() => acts.thread?.(message)}
        />
      )}
      <Menu
        label={t('shell:more')}
        items={items}
        trigger={(props) => (
          <Button
            type="text"
            size="small"
            icon={<MoreOutlined aria-hidden />}
            aria-label={t('shell:more')}
            {...props}
          />
        )}
      />
      <Suspense fallback={null}>
        {keeping.dialog}
        {history && <Versions message={message} onClose={() => setHistory(false)} />}
        {reporting && <Report message={message} close={() => setReporting(false)} />}
        {forwarding && <ForwardDialog messages={[message]} close={() => setForwarding(false)} />}
      </Suspense>
    </div>
  );
}
