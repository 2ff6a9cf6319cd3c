import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Provider, providersQuery } from '@/api/sso';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { ForProvider } from './ForProvider';
import { OnlyCard } from './OnlyCard';
import { ProviderCard } from './ProviderCard';
import { ProviderForm } from './ProviderForm';
import css from './SsoPage.module.css';

/** The organisation's own providers, and what each has to be told. */
export function SsoPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(providersQuery(org));
  const [edited, setEdited] = useState<Provider | 'new' | null>(null);
  const items = query.data?.items ?? [];
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
      {t('sso:add')}
    </Button>
  );
  return (
    <ScrollPage title={t('sso:title')} tools={items.length > 0 && add}>
      <div className={css.column}>
        <p className={css.note}>{t('sso:intro')}</p>
        {query.isPending && <Loading />}
        {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.data && <ForProvider about={query.data} />}
        {query.isSuccess && items.length === 0 && (
          <EmptyState title={t('sso:none')} text={t('sso:none_text')}>
            {add}
          </EmptyState>
        )}
        {items.map((one) => (
          <ProviderCard key={one.id} one={one} edit={() => setEdited(one)} />
        ))}
        {items.some((one) => one.on) && <OnlyCard />}
      </div>
      {edited && <ProviderForm one={edited === 'new' ? undefined : edited} close={() => setEdited(null)} />}
    </ScrollPage>
  );
}
