import { GlobalOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import css from './OutsideStrip.module.css';

/** Stands over a conversation as long as somebody from outside is in it. */
export function OutsideStrip({ outside }: { outside: NonNullable<Conversation['outside']> }) {
  const { t, i18n } = useTranslation();
  const companies = (outside.companies ?? []).join(i18n.language.startsWith('zh') ? '、' : ', ');
  const { count } = outside;
  return (
    <p className={css.strip} role="note">
      <GlobalOutlined aria-hidden />
      {companies ? t('chat:outside_strip_of', { count, companies }) : t('chat:outside_strip', { count })}
    </p>
  );
}
