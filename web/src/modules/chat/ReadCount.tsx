import { CheckOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { chatRulesQuery, readsQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation, Message } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './TimelineRow.module.css';

/** Above this many members the counts are asked for by hand. */
const many = 200;
const again = 15_000;

interface Props {
  conversation: Conversation;
  message: Message;
  open: (message: Message) => void;
}

/** Under my latest message: that it is stored, and who has read it. */
export function ReadCount({ conversation, message, open }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const rules = useQuery(chatRulesQuery(org));
  const shown = rules.data?.receipts === true;
  const counted = shown && conversation.members_count <= many;
  const reads = useQuery({
    ...readsQuery(org, conversation.id, message.seq, true, 1),
    enabled: counted,
    refetchInterval: (query) => (query.state.data?.unread_count === 0 ? false : again),
  });
  const only = reads.data?.items[0];
  const words = () => {
    if (!reads.data) return t('chat:sent');
    if (conversation.kind !== 'direct') {
      return t('chat:read_state', { read: reads.data.read_count, unread: reads.data.unread_count });
    }
    if (!only) return t('chat:unread_yet');
    return only.read_at ? t('chat:read_at', { time: format.rowTime(only.read_at) }) : t('chat:read');
  };
  return (
    <div className={css.state}>
      <CheckOutlined aria-hidden />
      {shown && conversation.kind !== 'direct' ? (
        <button type="button" onClick={() => open(message)}>
          {words()}
        </button>
      ) : (
        words()
      )}
    </div>
  );
}
