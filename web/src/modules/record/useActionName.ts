import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** What an action is called; one that this page does not know yet keeps its code. */
export function useActionName() {
  const { t } = useTranslation();
  return useCallback((action: string) => t(`action:${action}`, { defaultValue: action }), [t]);
}
