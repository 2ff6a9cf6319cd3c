import { CommentOutlined, PushpinOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { lazy, Suspense, useContext, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Conversation, Message } from '@/api/types';
import { withTexts } from '@/i18n/start';
import { Avatar } from '@/ui/Avatar';
import { OutsideTag } from '@/ui/OutsideTag';
import { useFormat } from '@/ui/useFormat';
import { CardSlot } from './cards/CardSlot';
import { Forwarded } from './Forwarded';
import { AttachmentsSlot } from './files/AttachmentsSlot';
import { KeptMarks } from './KeptMarks';
import { LinkCard } from './LinkCard';
import { MessageText } from './MessageText';
import type { MessageActs } from './message-acts';
import { Quote } from './Quote';
import { Reactions } from './Reactions';
import { ReadCount } from './ReadCount';
import { RestrictedLine } from './RestrictedLine';
import { RovingContext } from './roving';
import css from './TimelineRow.module.css';
import { useTranslated } from './translated';

const PollView = lazy(() => import('./PollView').then((module) => ({ default: module.PollView })));
const OwnLinks = lazy(() => import('./OwnLinks').then((module) => ({ default: module.OwnLinks })));
const TranslationView = lazy(() =>
  withTexts('translation', import('./TranslationView')).then((module) => ({ default: module.TranslationView })),
);
const MessageTools = lazy(() => import('./MessageTools').then((module) => ({ default: module.MessageTools })));

interface Props {
  conversation: Conversation;
  message: Message;
  head: boolean;
  /** The newest of my own: carries the state for all before it. */
  sent: boolean;
  answered?: Message | undefined;
  acts: MessageActs;
}

const longPress = 450;

export function MessageRow({ conversation, message, head, sent, answered, acts }: Props) {
  const { t } = useTranslation();
  const { me } = useOrg();
  const format = useFormat();
  const [over, setOver] = useState(false);
  const [inside, setInside] = useState(false);
  const pressing = useRef(0);
  const roving = useContext(RovingContext);
  const said = useId();
  const [translated, translate] = useTranslated(message);
  const gone = message.kind === 'erased' || message.kind === 'recalled';
  const name = format.person({ name: message.sender_name, name_zh: message.sender_name_zh }) || t('chat:former');
  const own = message.sender_id === me.person.id;
  const by = message.recalled_by && format.person(message.recalled_by);
  const instead = message.kind === 'recalled' ? t('chat:recalled', { name: by || t('chat:former') }) : t('chat:erased');
  const near = (over || inside) && !gone;
  const words = message.text !== '' && <MessageText text={message.text} mentions={message.mentions ?? []} own={own} />;
  return (
    <article
      className={css.message}
      data-head={head}
      data-near={near}
      data-seq={message.seq}
      tabIndex={roving.at === message.seq ? 0 : -1}
      aria-label={t('chat:message_from', { name, time: format.dateTime(message.at) })}
      aria-describedby={said}
      onMouseEnter={() => setOver(true)}
      onMouseLeave={() => setOver(false)}
      onFocus={() => {
        setInside(true);
        roving.take(message.seq);
      }}
      onBlur={(event) => setInside(event.currentTarget.contains(event.relatedTarget))}
      onTouchStart={(event) => {
        const row = event.currentTarget;
        pressing.current = window.setTimeout(() => row.focus(), longPress);
      }}
      onTouchEnd={() => window.clearTimeout(pressing.current)}
      onTouchMove={() => window.clearTimeout(pressing.current)}
      onTouchCancel={() => window.clearTimeout(pressing.current)}
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
          <OutsideTag company={message.sender_outside} />
          {message.robot && <span className={css.robot}>{t('talk:robot')}</span>}
          <time className={css.time} dateTime={message.at} title={format.exact(message.at)}>
            {format.time(message.at)}
          </time>
        </div>
      )}
      {message.reply_to > 0 && !gone && (
        <Quote conversation={conversation.id} seq={message.reply_to} message={answered} />
      )}
      <div id={said} className={css.said}>
        {gone ? (
          <p className={css.gone}>{instead}</p>
        ) : message.card ? (
          <CardSlot message={message} card={message.card} open={!conversation.archived}>
            {words}
          </CardSlot>
        ) : (
          words
        )}
        {!gone && <AttachmentsSlot files={message.files} conversation={message.conversation_id} seq={message.seq} />}
        <Forwarded message={message} />
      </div>
      {translated && !gone && (
        <Suspense fallback={null}>
          <TranslationView message={message} hide={() => translate(false)} />
        </Suspense>
      )}
      {message.text.includes('http') && !gone && <LinkCard message={message} own={own} />}
      {message.text.includes(`${window.location.origin}/o/`) && !gone && (
        <Suspense fallback={null}>
          <OwnLinks text={message.text} />
        </Suspense>
      )}
      {message.poll && !gone && (
        <Suspense fallback={null}>
          <PollView message={message} poll={message.poll} open={!conversation.archived} />
        </Suspense>
      )}
      {message.pinned_by && (
        <span className={css.edited}>
          <PushpinOutlined aria-hidden />{' '}
          {t('chat:pinned_by', { name: format.person(message.pinned_by) || t('chat:former') })}
        </span>
      )}
      {!gone && <RestrictedLine message={message} />}
      {message.edited_at && !gone && <span className={css.edited}>{t('chat:edited')}</span>}
      {!gone && <KeptMarks message={message} />}
      <Reactions message={message} react={acts.react} />
      {message.answers && acts.thread && (
        <button type="button" className={css.thread} onClick={() => acts.thread?.(message)}>
          <CommentOutlined aria-hidden /> {t('chat:thread_replies', { count: message.answers.replies })}
          <time dateTime={message.answers.last_at}>{format.rowTime(message.answers.last_at)}</time>
        </button>
      )}
      {sent && !gone && <ReadCount conversation={conversation} message={message} open={acts.reads} />}
      {acts.selected && !gone && (
        <Checkbox
          className={css.choose}
          aria-label={t('talk:choose_this')}
          checked={acts.selected.has(message.id)}
          disabled={message.restricted_by !== undefined}
          onChange={() => acts.select(message)}
        />
      )}
      {near && !acts.selected && (
        <Suspense fallback={null}>
          <MessageTools message={message} acts={acts} conversation={conversation} translate={translate} />
        </Suspense>
      )}
    </article>
  );
}
