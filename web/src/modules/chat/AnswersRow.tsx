import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { unmarked } from '@/ui/markdown-links';
import { useFormat } from '@/ui/useFormat';
import css from './AnswersRow.module.css';
import { RovingContext } from './roving';

interface Props {
  all: Message[];
  open?: ((message: Message) => void) | undefined;
}

/** What was said in a thread, in its place in the conversation: one line that opens the thread. */
export function AnswersRow({ all, open }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const roving = useContext(RovingContext);
  const last = all.at(-1);
  if (!last) return null;
  const name = format.person({ name: last.sender_name, name_zh: last.sender_name_zh }) || t('chat:former');
  const gone = last.kind === 'recalled' ? t('chat:recalled_line') : t('chat:erased');
  const text = last.kind === 'recalled' || last.kind === 'erased' ? gone : unmarked(last.text);
  return (
    <button
      type="button"
      className={css.row}
      data-seq={all[0]?.seq}
      onFocus={() => roving.take(all[0]?.seq ?? 0)}
      onClick={() => open?.(last)}
    >
      <span className={css.branch} aria-hidden="true" />
      <Avatar id={last.sender_id} name={name} picture={last.sender_picture} size="small" />
      <span className={css.line} dir="auto">
        <b>{t('talk:answered_in_thread', { name })}</b> {text}
      </span>
      {all.length > 1 && <span className={css.count}>{t('talk:replies', { count: all.length })}</span>}
      <time className={css.time} dateTime={last.at}>
        {format.time(last.at)}
      </time>
    </button>
  );
}
