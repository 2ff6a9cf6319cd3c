import type { ConfigProviderProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Locale = ConfigProviderProps['locale'];

const loaders: Record<string, () => Promise<{ default: Locale }>> = {
  'zh-HK': () => import('antd/locale/zh_HK'),
  'zh-CN': () => import('antd/locale/zh_CN'),
  id: () => import('antd/locale/id_ID'),
  ms: () => import('antd/locale/ms_MY'),
  th: () => import('antd/locale/th_TH'),
  vi: () => import('antd/locale/vi_VN'),
  ar: () => import('antd/locale/ar_EG'),
};

/** antd's own words; English is built in. */
export function useAntdLocale(): Locale | undefined {
  const { i18n } = useTranslation();
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    let current = true;
    const load = loaders[i18n.language];
    if (!load) setLocale(undefined);
    else void load().then((module) => current && setLocale(module.default));
    return () => {
      current = false;
    };
  }, [i18n.language]);
  return locale;
}
