import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { GuestWay } from '@/api/types';
import { copyText } from '@/ui/copy';
import css from './Guests.module.css';

/** A guest's link, shown this once. */
export function WayIn({ way, email }: { way: GuestWay; email: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async () => {
    if (await copyText(way.link)) void message.success(t('guests:copied'));
    else void message.error(t('guests:copy_failed'));
  };
  return (
    <div className={css.way}>
      <p role="status">{way.mailed ? t('guests:mailed', { email }) : t('guests:by_hand')}</p>
      <code>{way.link}</code>
      <div>
        <Button onClick={() => void copy()}>{t('guests:copy')}</Button>
      </div>
    </div>
  );
}
