import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { MessageHit } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { OutsideTag } from '@/ui/OutsideTag';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './SearchPage.module.css';
import { stretches } from './stretches';

const signs = {
  file: 'chat:attached_file',
  image: 'chat:attached_image',
  voice: 'chat:attached_voice',
  location: 'chat:attached_location',
  contact: 'chat:attached_contact',
} as const;

/** A message that was found; it leads to its place in the conversation. */
export function HitRow({ hit }: { hit: MessageHit }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const name = format.person({ name: hit.sender_name, name_zh: hit.sender_name_zh }) || t('search:gone');
  return (
    <PathLink to={paths.message(org, hit.conversation_id, hit.seq)} className={css.hit}>
      <Avatar id={hit.sender_id} name={name} picture={hit.sender_picture} size="small" />
      <span className={css.words}>
        <span className={css.line}>
          <span className={css.name}>{name}</span>
          <OutsideTag company={hit.sender_outside} />
          {hit.conversation && <span className={css.room}>{t('search:in_room', { room: hit.conversation })}</span>}
          <time className={css.time} dateTime={hit.at} title={format.exact(hit.at)}>
            {format.rowTime(hit.at)}
          </time>
        </span>
        <span className={css.text}>
          {(hit.attached ?? []).flatMap((kind) => (kind in signs ? `${t(signs[kind as keyof typeof signs])} ` : []))}
          {hit.cut && '…'}
          {stretches(hit.text, hit.marks ?? []).map((part, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one text never change their order
            part.marked ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
          )}
          {hit.more && '…'}
        </span>
      </span>
    </PathLink>
  );
}
