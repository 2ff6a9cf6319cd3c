import { CheckOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { useFormat } from '@/ui/useFormat';
import { MessageText } from './MessageText';
import css from './TimelineRow.module.css';

interface Props {
  message: Message;
  head: boolean;
  /** The newest of my own: carries the state for all before it. */
  sent: boolean;
}

export function MessageRow({ message, head, sent }: Props) {
  const { t } = useTranslation();
  const { me } = useOrg();
  const format = useFormat();
  const erased = message.kind === 'erased';
  const name = format.person({ name: message.sender_name, name_zh: message.sender_name_zh }) || t('chat:former');
  const own = message.sender_id === me.person.id;
  return (
    <article
      className={css.message}
      data-head={head}
      aria-label={t('chat:message_from', { name, time: format.time(message.at) })}
    >
      {head ? (
        <Avatar id={message.sender_id} name={name} picture={message.sender_picture} />
      ) : (
        <span className={css.gutter} aria-hidden="true">
          {format.time(message.at)}
        </span>
      )}
      {head && (
        <div className={css.meta}>
          <span className={css.name}>{name}</span>
          <time className={css.time} dateTime={message.at} title={format.exact(message.at)}>
            {format.time(message.at)}
          </time>
        </div>
      )}
      <MessageText
        text={erased ? t('chat:erased') : message.text}
        mentions={message.mentions ?? []}
        own={own && !erased}
      />
      {sent && (
        <div className={css.state}>
          <CheckOutlined aria-hidden />
          {t('chat:sent')}
        </div>
      )}
    </article>
  );
}
