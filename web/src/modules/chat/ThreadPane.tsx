import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { followThread } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation, Message } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { SidePane } from '@/ui/SidePane';
import { useProblemToast } from '@/ui/useProblem';
import { Composer } from './Composer';
import type { Carried } from './files/tray';
import { insertInto, quoted } from './inserting';
import { MessageRow } from './MessageRow';
import { type Aim, useMessageActs } from './message-acts';
import { PendingRow } from './PendingRow';
import { RovingContext } from './roving';
import css from './ThreadPane.module.css';
import { useEditing } from './useEditing';
import { useMessageWalk } from './useMessageWalk';
import type { useOutbox } from './useOutbox';
import { useThread } from './useThread';

interface Props {
  conversation: Conversation;
  root: number;
  outbox: ReturnType<typeof useOutbox>;
  reads: (message: Message) => void;
  close: () => void;
}

/** What was said in answer to one message, beside the conversation. */
export function ThreadPane({ conversation, root, outbox, reads, close }: Props) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const thread = useThread(org, conversation.id, root);
  const acts = useMessageActs(thread.take);
  const draftKey = `${conversation.id}/${root}`;
  const [aim, setAim] = useState<Aim | null>(null);
  const save = useEditing(aim, setAim, thread.take);
  const follow = useMutation({
    mutationFn: () => followThread(org, conversation.id, root, !thread.follows),
    onSuccess: thread.again,
    onError: useProblemToast(),
  });
  const stored = new Set(thread.items.map((one) => one.client_id));
  const pending = outbox.pending.filter((one) => one.thread === root && !stored.has(one.client_id));
  const log = useRef<HTMLDivElement>(null);
  const stops = [...(thread.root ? [root] : []), ...thread.items.map((one) => one.seq)];
  const walk = useMessageWalk({ log: () => log.current, stops });
  const end = useRef<HTMLDivElement>(null);
  const newest = thread.items.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (newest > 0 || pending.length > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [newest, pending.length]);

  const send = (text: string, mentions: string[], carried?: Carried) => {
    if (aim?.kind === 'edit') {
      save(text, mentions);
      return false;
    }
    outbox.send(text, mentions, aim?.message.seq, carried, root);
    setAim(null);
    return true;
  };
  const quote = (conversation.can ?? []).includes('post')
    ? (text: string) => insertInto(draftKey, quoted(text))
    : undefined;
  const row = (message: Message) => (
    <MessageRow
      key={message.seq}
      conversation={conversation}
      message={message}
      head
      sent={false}
      answered={thread.items.find((one) => one.seq === message.reply_to)}
      acts={{ ...acts, aim: setAim, reads, quote, select: () => {}, selected: null }}
    />
  );
  const last = thread.items.findLast((one) => one.sender_id === me.person.id && one.kind === 'text');
  return (
    <SidePane label={t('talk:thread')} title={t('talk:thread')} close={close}>
      <div className={css.thread}>
        <div ref={log} className={css.log} role="log" aria-label={t('talk:thread')} {...walk.on}>
          {thread.query.isPending && <Loading />}
          {thread.query.isError && !thread.root && (
            <ErrorState error={thread.query.error} retry={() => void thread.query.refetch()} />
          )}
          {thread.root && (
            <RovingContext value={walk.roving}>
              {row(thread.root)}
              <div className={css.divider}>
                <span>{t('talk:replies', { count: thread.root.answers?.replies ?? 0 })}</span>
                <Button size="small" type="text" loading={follow.isPending} onClick={() => follow.mutate()}>
                  {t(thread.follows ? 'talk:unfollow' : 'talk:follow')}
                </Button>
              </div>
              {thread.query.hasNextPage && (
                <Button
                  type="link"
                  loading={thread.query.isFetchingNextPage}
                  onClick={() => void thread.query.fetchNextPage()}
                >
                  {t('talk:earlier')}
                </Button>
              )}
            </RovingContext>
          )}
          <RovingContext value={walk.roving}>{thread.items.map(row)}</RovingContext>
          {pending.map((one) => (
            <PendingRow key={one.client_id} pending={one} head retry={outbox.retry} drop={outbox.drop} />
          ))}
          <div ref={end} />
        </div>
        {(conversation.can ?? []).includes('post') && (
          <Composer
            key={aim?.kind === 'edit' ? aim.message.id : 'new'}
            conversation={conversation}
            title={t('talk:thread')}
            placeholder={t('talk:answer_in_thread')}
            draftKey={draftKey}
            thread={root}
            aim={aim}
            drop={() => setAim(null)}
            turn={setAim}
            send={send}
            editLast={() => last && setAim({ kind: 'edit', message: last })}
          />
        )}
      </div>
    </SidePane>
  );
}
