import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/client';
import { useLiveConnected } from '@/api/live-context';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';

/** Why a conversation does not stand there. Without a connection that is nothing to be alarmed about: it comes by itself. */
export function NotShown({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const away = error instanceof ApiError && error.offline;
  useLiveConnected(retry);
  useEffect(() => {
    if (!away) return;
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [away, retry]);
  if (!away) return <ErrorState error={error} retry={retry} level="h1" />;
  return (
    <EmptyState mark level="h1" title={t('talk:not_here_title')} text={t('talk:not_here_text')}>
      <Button type="primary" onClick={retry}>
        {t('shell:try_again')}
      </Button>
    </EmptyState>
  );
}
