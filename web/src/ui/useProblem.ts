import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, quotableCode } from '@/api/client';

/** The sentence to show for a failed act. */
export function useProblemText() {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown): string => {
      if (error instanceof ApiError) {
        if (error.offline) return t('shell:error_offline_text');
        if (error.problem.detail) return error.problem.detail;
        if (error.problem.title) return error.problem.title;
      }
      return `${t('shell:error_text')} ${t('shell:error_code', { code: quotableCode(error) })}`;
    },
    [t],
  );
}

/** Shows a failed act as a toast, where no field or page can carry it. */
export function useProblemToast() {
  const { message } = App.useApp();
  const text = useProblemText();
  return useCallback((error: unknown) => void message.error(text(error)), [message, text]);
}

/** The server's field errors, by the last part of their location. */
export function fieldErrors(error: unknown): { name: string; message: string }[] {
  if (!(error instanceof ApiError)) return [];
  return (error.problem.errors ?? []).map((one) => ({
    name: one.location.split('.').pop() ?? one.location,
    message: one.message,
  }));
}
