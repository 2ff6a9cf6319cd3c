import { LockOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './TimelineRow.module.css';

/** Says of a message that it is not to be forwarded, and who said so. */
export function RestrictedLine({ message }: { message: Message }) {
  const { t } = useTranslation();
  const format = useFormat();
  const by = message.restricted_by;
  if (!by) return null;
  return (
    <span className={css.edited}>
      <LockOutlined aria-hidden /> {t('talk:restricted', { name: format.person(by) || t('chat:former') })}
    </span>
  );
}
