import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { OutsideTag } from '@/ui/OutsideTag';
import { useFormat } from '@/ui/useFormat';
import css from './Forwarded.module.css';
import { AttachmentsSlot } from './files/AttachmentsSlot';

/** What a message carries from elsewhere: who said it, when, and their words. */
export function Forwarded({ message }: { message: Message }) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = message.forwarded ?? [];
  if (all.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t('chat:forwarded')}>
      {all.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what a message carries never changes its order
        <li key={at}>
          <span className={css.who}>
            {t('chat:forwarded_from', {
              name: format.person(one.sender) || t('chat:former'),
              time: format.dateTime(one.at),
            })}{' '}
            <OutsideTag company={one.sender.outside} />
          </span>
          {one.text !== '' && (
            <div className={css.text} dir="auto">
              {one.text}
            </div>
          )}
          <AttachmentsSlot files={one.files} conversation={message.conversation_id} seq={message.seq} />
        </li>
      ))}
    </ul>
  );
}
