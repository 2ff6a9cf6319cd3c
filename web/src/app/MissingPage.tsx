import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/EmptyState';
import { useGo } from '@/ui/navigation';

/** Not found and no permission look the same, so that an address tells nothing. */
export function MissingPage() {
  const { t } = useTranslation();
  const go = useGo();
  return (
    <main className="full" id="content">
      <title>{t('shell:error_missing_title')}</title>
      <EmptyState mark level="h1" title={t('shell:error_missing_title')} text={t('shell:error_missing_text')}>
        <Button type="primary" onClick={() => go('/')}>
          {t('shell:go_home')}
        </Button>
      </EmptyState>
    </main>
  );
}
