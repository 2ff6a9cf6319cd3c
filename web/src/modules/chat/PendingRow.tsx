import { ClockCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { Avatar } from '@/ui/Avatar';
import { copyText } from '@/ui/copy';
import { useFormat } from '@/ui/useFormat';
import { AttachmentsSlot } from './files/AttachmentsSlot';
import { PendingFiles } from './files/PendingFiles';
import { MessageText } from './MessageText';
import type { Pending } from './outbox';
import css from './TimelineRow.module.css';

interface Props {
  pending: Pending;
  head: boolean;
  retry: (one: Pending) => void;
  drop: (clientId: string) => void;
}

/** A message of mine that the server does not have yet, or that others do not see yet. */
export function PendingRow({ pending, head, retry, drop }: Props) {
  const { t } = useTranslation();
  const { me } = useOrg();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const name = format.person(me.person);
  const failed = pending.state === 'failed';
  const states = { sending: t('chat:sending'), waiting: t('chat:waiting'), held: t('chat:held'), failed: '' };
  return (
    <article
      className={css.message}
      data-head={head}
      aria-label={t('chat:message_from', { name, time: format.time(pending.at) })}
    >
      {head ? <Avatar id={me.person.id} name={name} picture={me.person.picture} /> : <span />}
      {head && (
        <div className={css.meta}>
          <span className={css.name}>{name}</span>
        </div>
      )}
      {pending.text !== '' && <MessageText text={pending.text} mentions={[]} own />}
      <AttachmentsSlot files={pending.files} conversation={pending.conversation_id} seq={0} />
      <PendingFiles carried={pending.carried} />
      <div className={css.state} data-failed={failed} role={failed ? 'alert' : undefined}>
        {failed ? <ExclamationCircleOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />}
        <span>{failed ? t('chat:failed', { reason: pending.reason }) : states[pending.state]}</span>
        {(failed || pending.state === 'waiting') && (
          <button type="button" onClick={() => retry(pending)}>
            {t(pending.warned ? 'chat:send_anyway' : 'chat:retry')}
          </button>
        )}
        {failed && (
          <>
            <button type="button" onClick={async () => setCopied(await copyText(pending.text))}>
              {copied ? t('shell:copied') : t('shell:copy')}
            </button>
            <button type="button" onClick={() => drop(pending.client_id)}>
              {t('chat:delete')}
            </button>
          </>
        )}
      </div>
    </article>
  );
}
