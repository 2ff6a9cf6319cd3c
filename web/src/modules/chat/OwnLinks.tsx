import { BellOutlined, CommentOutlined, NotificationOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { objectQuery } from '@/api/objects';
import { useOrg } from '@/api/org';
import { unmarked } from '@/ui/markdown-links';
import { PathLink } from '@/ui/PathLink';
import css from './OwnLinks.module.css';
import { type OwnLink, ownLinks } from './own-links';

const kinds: Record<string, { words: string; icon: ReactNode }> = {
  message: { words: 'talk:link_message', icon: <CommentOutlined aria-hidden /> },
  conversation: { words: 'talk:link_conversation', icon: <TeamOutlined aria-hidden /> },
  person: { words: 'talk:link_person', icon: <UserOutlined aria-hidden /> },
  department: { words: 'talk:link_department', icon: <TeamOutlined aria-hidden /> },
  announcement: { words: 'talk:link_announcement', icon: <NotificationOutlined aria-hidden /> },
  ding: { words: 'talk:link_ding', icon: <BellOutlined aria-hidden /> },
};

/** What one link leads to, as far as its reader may see it now. */
function OwnCard({ to }: { to: OwnLink }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { data, isError } = useQuery(objectQuery(org, to.ref));
  const kind = kinds[to.ref.split(':')[0] ?? ''];
  if (isError || !kind) return null;
  if (data === null) return <span className={css.card}>{t('talk:link_unseen')}</span>;
  return (
    <PathLink className={css.card} to={to.path} aria-busy={!data}>
      <span className={css.kind}>
        {kind.icon} {t(kind.words)}
      </span>
      <span className={css.title} dir="auto">
        {data?.title ? unmarked(data.title) : '\u00a0'}
      </span>
      {data?.subtitle && (
        <span className={css.line} dir="auto">
          {unmarked(data.subtitle)}
        </span>
      )}
    </PathLink>
  );
}

/** Cards of what a text links to in this organisation. */
export function OwnLinks({ text }: { text: string }) {
  const { id: org } = useOrg();
  return ownLinks(text, org, window.location.origin).map((one) => <OwnCard key={one.ref} to={one} />);
}
