import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { pinMessage, pinsQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation, Message } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { Forwarded } from './Forwarded';
import { AttachmentsSlot } from './files/AttachmentsSlot';
import css from './PinsPane.module.css';
import { RestrictedLine } from './RestrictedLine';

/** The messages that stand above a conversation. */
export function PinsPane({ conversation, close }: { conversation: Conversation; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(pinsQuery(org, conversation.id));
  const all = query.data?.items ?? [];
  return (
    <SidePane label={t('talk:pins')} title={t('talk:pins')} close={close}>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && <EmptyState title={t('talk:pins_none')} />}
      <ul className={css.list}>
        {all.map((one) => (
          <Pinned key={one.id} message={one} may={(conversation.can ?? []).includes('pin_messages')} />
        ))}
      </ul>
    </SidePane>
  );
}

function Pinned({ message, may }: { message: Message; may: boolean }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const down = useMutation({
    mutationFn: () => pinMessage(org, message.conversation_id, message.seq, false),
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', org, 'pins', message.conversation_id] }),
    onError: useProblemToast(),
  });
  const name = format.person({ name: message.sender_name, name_zh: message.sender_name_zh }) || t('chat:former');
  const by = message.pinned_by && format.person(message.pinned_by);
  return (
    <li>
      <span className={css.who}>{t('chat:message_from', { name, time: format.dateTime(message.at) })}</span>
      <div className={css.text} dir="auto">
        {message.text}
      </div>
      <AttachmentsSlot files={message.files} conversation={message.conversation_id} seq={message.seq} />
      <Forwarded message={message} />
      <RestrictedLine message={message} />
      <span className={css.foot}>
        <span className={css.who}>{t('chat:pinned_by', { name: by || t('chat:former') })}</span>
        {may && (
          <Button size="small" loading={down.isPending} onClick={() => down.mutate()}>
            {t('talk:unpin_message')}
          </Button>
        )}
      </span>
    </li>
  );
}
