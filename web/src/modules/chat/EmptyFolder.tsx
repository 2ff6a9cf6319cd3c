import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/EmptyState';

/** How something comes into the folder that is shown, and the way back to all. */
export function EmptyFolder({ clear }: { clear: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('folders:empty_title')} text={t('folders:empty_text')}>
      <Button onClick={clear}>{t('shell:clear')}</Button>
    </EmptyState>
  );
}
