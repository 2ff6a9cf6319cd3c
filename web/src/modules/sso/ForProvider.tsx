import { CopyOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Providers } from '@/api/sso';
import { Card } from '@/ui/Card';
import { copyText } from '@/ui/copy';
import css from './SsoPage.module.css';

/** What a provider and the people have to be told. */
export function ForProvider({ about }: { about: Providers }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async (text: string) => {
    if (await copyText(text)) void message.success(t('sso:copied'));
  };
  const rows = [
    { label: t('sso:redirect'), value: about.redirect_uri },
    { label: t('sso:link'), value: about.link },
  ];
  return (
    <Card title={t('sso:for_provider')}>
      <dl className={css.facts}>
        {rows.map((row) => (
          <div key={row.label}>
            <dt>{row.label}</dt>
            <dd>
              <span>{row.value}</span>
              <Button
                type="text"
                icon={<CopyOutlined aria-hidden />}
                aria-label={t('sso:copy', { what: row.label })}
                onClick={() => void copy(row.value)}
              />
            </dd>
          </div>
        ))}
        <dt>{t('sso:domains')}</dt>
        <dd>{about.domains.length > 0 ? about.domains.join(' · ') : t('sso:no_domains')}</dd>
      </dl>
    </Card>
  );
}
