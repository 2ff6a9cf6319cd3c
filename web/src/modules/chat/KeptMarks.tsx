import { BellOutlined, BookOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { marksQuery } from '@/api/later';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import css from './Later.module.css';

/** What I keep of a message: nobody else sees it. */
export function KeptMarks({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { data } = useQuery(marksQuery(org, message.conversation_id));
  const saved = (data?.bookmarks ?? []).includes(message.seq);
  const reminded = (data?.reminders ?? []).includes(message.seq);
  if (!saved && !reminded) return null;
  return (
    <span className={css.marks}>
      {saved && <BookOutlined aria-label={t('later:is_saved')} title={t('later:is_saved')} />}
      {reminded && <BellOutlined aria-label={t('later:is_reminded')} title={t('later:is_reminded')} />}
    </span>
  );
}
