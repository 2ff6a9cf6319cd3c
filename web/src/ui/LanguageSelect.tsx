import { GlobalOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { languages } from '@/i18n/languages';
import { speak } from '@/i18n/start';

interface Props {
  id?: string;
  quiet?: boolean;
}

export function LanguageSelect({ id, quiet = false }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <Select
      id={id}
      variant={quiet ? 'borderless' : 'outlined'}
      value={i18n.language}
      onChange={(code) => void speak(code)}
      aria-label={t('signin:language')}
      popupMatchSelectWidth={false}
      prefix={quiet ? <GlobalOutlined aria-hidden /> : undefined}
      options={languages.map((one) => ({ value: one.code, label: <span lang={one.code}>{one.name}</span> }))}
    />
  );
}
