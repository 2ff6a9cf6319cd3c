import { MutedOutlined, PushpinOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { unreadQuery } from '@/api/shell';
import type { Conversation, PresenceState } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { unmarked } from '@/ui/markdown-links';
import { OutsideTag } from '@/ui/OutsideTag';
import { PathLink } from '@/ui/PathLink';
import { useFormat } from '@/ui/useFormat';
import css from './ConversationRow.module.css';
import { conversationTitle, isMuted } from './conversations';
import { onDrafts, readDraftText } from './drafts';
import { StateWords } from './StateWords';
import { systemLine } from './system-line';

interface Props {
  one: Conversation;
  current: boolean;
  to: string;
  /** Of the other person, in a direct conversation. */
  state?: PresenceState;
}

export function ConversationRow({ one, current, to, state }: Props) {
  const { t } = useTranslation();
  const { id: org, drawer, me } = useOrg();
  const format = useFormat();
  const draft = useSyncExternalStore(onDrafts, () => readDraftText(drawer, one.id));
  const title = conversationTitle(one, format.lang);
  // By hand: there is nothing to count.
  const marked = one.marked_unread && one.last_seq <= one.read_seq;
  const { groups_counted: counted = true } = useQuery(unreadQuery(org)).data ?? {};
  const quiet = isMuted(one) || !(counted || one.kind === 'direct' || one.hears === 'all' || one.mentions > 0);
  const { last } = one;
  const sender =
    last && one.kind !== 'direct' ? format.person({ name: last.sender_name, name_zh: last.sender_name_zh }) : '';
  const own = last?.sender_id === me.person.id;
  const forwarded = last?.kind === 'forward' && !last.text ? t('chat:forwarded_line') : '';
  const carried = {
    file: t('chat:attached_file'),
    image: t('chat:attached_image'),
    voice: t('chat:attached_voice'),
    location: t('chat:attached_location'),
    contact: t('chat:attached_contact'),
  }[last?.attached.split(' ')[0] ?? ''];
  const said =
    last?.kind === 'system'
      ? systemLine(last, t, format.person)
      : last?.kind === 'recalled'
        ? t('chat:recalled_line')
        : unmarked(last?.text ?? '') || forwarded || carried || '';
  const line = last
    ? last.kind !== 'system' && (sender || own)
      ? t('chat:last_line', { name: own ? t('chat:you') : sender, text: said })
      : said
    : t('chat:no_messages');
  return (
    <PathLink to={to} className={css.row} aria-current={current ? 'page' : undefined} data-unread={one.unread > 0}>
      <Avatar
        id={one.other?.id ?? one.id}
        name={title}
        picture={one.other?.picture}
        group={one.kind !== 'direct'}
        state={state}
      />
      <span className={css.words}>
        <span className={css.top}>
          <span className={css.title}>{title}</span>
          <StateWords state={state} />
          {one.outside && <OutsideTag company="" />}
          {one.pinned && <PushpinOutlined className={css.mark} aria-label={t('chat:tag_pinned')} />}
          {isMuted(one) && <MutedOutlined className={css.mark} aria-label={t('chat:tag_muted')} />}
          {last && (
            <time className={css.time} dateTime={last.at} title={format.exact(last.at)}>
              {format.rowTime(last.at)}
            </time>
          )}
        </span>
        <span className={css.bottom}>
          <span className={css.line}>
            {one.mentions > 0 && <span className={css.tag}>{t('chat:tag_mention')}</span>}
            {draft && !current ? (
              <>
                <span className={css.draft}>{t('chat:tag_draft')}</span>
                {draft}
              </>
            ) : (
              line
            )}
          </span>
          {one.unread > 0 && (
            <span className={quiet || marked ? css.dot : css.count} data-muted={isMuted(one) && !marked}>
              {!quiet && !marked && <span aria-hidden="true">{one.unread > 99 ? '99+' : one.unread}</span>}
              <span className="visually-hidden">
                {marked ? t('chat:tag_unread') : t('chat:unread_count', { count: one.unread })}
              </span>
            </span>
          )}
        </span>
      </span>
    </PathLink>
  );
}
