import { useTranslation } from 'react-i18next';
import type { OldImport } from '@/api/types';
import { Card } from '@/ui/Card';
import { CancelButton } from './CancelButton';
import css from './OldMessagesPage.module.css';

/** An archive that is read, or imported; the server does it, this watches. */
export function Working({ one }: { one: OldImport }) {
  const { t } = useTranslation();
  return (
    <Card title={t(one.state === 'reading' ? 'oldchat:reading' : 'oldchat:importing')}>
      <progress
        className={css.progress}
        max={100}
        value={one.percent}
        aria-label={t(one.state === 'reading' ? 'oldchat:reading' : 'oldchat:importing')}
      />
      <p className={css.note} role="status">
        {one.percent} %
      </p>
      <p>{t('oldchat:leave')}</p>
      <div className={css.actions}>
        <CancelButton one={one} />
      </div>
    </Card>
  );
}
