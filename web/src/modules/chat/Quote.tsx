import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { messageQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { unmarked } from '@/ui/markdown-links';
import { OutsideTag } from '@/ui/OutsideTag';
import { useFormat } from '@/ui/useFormat';
import css from './Quote.module.css';

interface Props {
  conversation: string;
  seq: number;
  /** The message itself, if it is loaded. */
  message?: Message | undefined;
}

/** The message that another one answers, in one line. What was recalled, or was said before one came, is not shown. */
export function Quote({ conversation, seq, message }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useQuery({ ...messageQuery(org, conversation, seq), enabled: !message });
  const said = message ?? query.data;
  if (!said) return <div className={css.quote}>{query.isError ? t('chat:quote_missing') : '…'}</div>;
  const gone = said.kind === 'recalled' || said.kind === 'erased';
  return (
    <div className={css.quote} dir="auto">
      <b>{format.person({ name: said.sender_name, name_zh: said.sender_name_zh }) || t('chat:former')}</b>{' '}
      <OutsideTag company={said.sender_outside} />{' '}
      {gone ? t('chat:quote_gone') : unmarked(said.text) || t('chat:forwarded_line')}
    </div>
  );
}
