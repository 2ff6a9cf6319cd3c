import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '@/i18n/languages';
import { antdTheme } from '@/ui/theme';
import { useMedia } from '@/ui/useMedia';
import { useThemeMode } from '@/ui/useTheme';
import { useAntdLocale } from './antdLocale';
import { queryClient } from './queries';
import { router } from './router';

export function Page() {
  const { i18n } = useTranslation();
  const mode = useThemeMode();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const locale = useAntdLocale();
  const look = useMemo(() => antdTheme(mode, still), [mode, still]);
  return (
    <ConfigProvider
      theme={look}
      locale={locale}
      direction={directionOf(i18n.language)}
      button={{ autoInsertSpace: false }}
    >
      <App message={{ maxCount: 3, duration: 5 }} component={false}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
