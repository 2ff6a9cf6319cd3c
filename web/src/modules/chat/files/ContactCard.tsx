import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Attachment } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './Attachments.module.css';

/** A colleague whose card was sent: it opens the profile, which shows what the reader may see. */
export function ContactCard({ card }: { card: Attachment }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const name = card.person ? format.person(card.person) : '';
  return (
    <div className={css.card}>
      <Avatar id={card.person?.id ?? ''} name={name || '?'} picture={card.person?.picture} />
      <span className={css.words}>
        <bdi className={css.name}>{name || t('chat:former')}</bdi>
        {name && card.person && (
          <span className={css.note}>
            <PathLink to={paths.person(org, card.person.id)}>{t('chat:open_profile')}</PathLink>
          </span>
        )}
      </span>
    </div>
  );
}
