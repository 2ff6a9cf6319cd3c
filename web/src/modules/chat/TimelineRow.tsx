import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { AnswersRow } from './AnswersRow';
import { MessageRow } from './MessageRow';
import type { MessageActs } from './message-acts';
import type { Pending } from './outbox';
import { PendingRow } from './PendingRow';
import { systemLine } from './system-line';
import css from './TimelineRow.module.css';
import type { Row } from './timeline-rows';

interface Props {
  conversation: Conversation;
  row: Row;
  acts: MessageActs;
  retry: (one: Pending) => void;
  drop: (clientId: string) => void;
}

export function TimelineRow({ conversation, row, acts, retry, drop }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (row.kind) {
    case 'day':
      return (
        <div className={css.day}>
          <span>{format.date(row.at)}</span>
        </div>
      );
    case 'new':
      return (
        <div className={css.new}>
          <span>{t('chat:new_messages')}</span>
        </div>
      );
    case 'system':
      return <p className={css.system}>{systemLine(row.message, t, format.person)}</p>;
    case 'message':
      return (
        <MessageRow
          conversation={conversation}
          message={row.message}
          head={row.head}
          sent={row.sent}
          answered={row.answered}
          acts={acts}
        />
      );
    case 'answers':
      return <AnswersRow all={row.all} open={acts.thread} />;
    case 'pending':
      return <PendingRow pending={row.pending} head={row.head} retry={retry} drop={drop} />;
  }
}
