import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { receiversQuery } from '@/api/receivers';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { ReceiverCard } from './ReceiverCard';
import { ReceiverForm } from './ReceiverForm';
import css from './ReceiversPage.module.css';
import { RecordViews } from './RecordViews';

/** Where the record is sent on to, and how far each receiver is. */
export function ReceiversPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const { lang } = useFormat();
  const [values, setValues] = useAddressValues();
  const query = useQuery(receiversQuery(org, lang));
  const receivers = query.data?.items ?? [];
  const edited = receivers.find((one) => one.id === values.get('edit'));
  const add = () => setValues({ add: '1' });
  const close = () => setValues({ add: '', edit: '' });
  const addButton = may('record.receiver.write') && (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={add}>
      {t('receivers:add')}
    </Button>
  );
  return (
    <ScrollPage title={t('receivers:title')} tools={receivers.length > 0 && addButton}>
      <RecordViews />
      <div className={css.column}>
        <p className={css.note}>{t('receivers:intro')}</p>
        {query.isPending && <Loading />}
        {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && receivers.length === 0 && (
          <EmptyState title={t('receivers:none')} text={t('receivers:none_text')}>
            {addButton}
          </EmptyState>
        )}
        {receivers.map((one) => (
          <ReceiverCard
            key={one.id}
            one={one}
            groups={query.data?.groups ?? []}
            edit={() => setValues({ edit: one.id })}
          />
        ))}
      </div>
      {query.data && (values.has('add') || edited) && (
        <ReceiverForm key={edited?.id ?? 'new'} one={edited} groups={query.data.groups} onClose={close} />
      )}
    </ScrollPage>
  );
}
