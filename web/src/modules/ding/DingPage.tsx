import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { dingsQuery } from '@/api/ding';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { paths } from '@/ui/paths';
import css from './DingPage.module.css';
import { DingPane } from './DingPane';
import { DingRow } from './DingRow';
import { NewDing } from './NewDing';

/** The notices somebody got and sent; one of them stands beside the list. */
export function DingPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const go = useGo();
  const { what } = useParams({ strict: false }) as { what?: string };
  const [values, setValues] = useAddressValues();
  const box = values.get('box') === 'sent' ? 'sent' : 'received';
  const chosen = values.get('ding') ?? '';
  const query = useInfiniteQuery(dingsQuery(org, box));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const send = may('ding.send');
  const tabs = [
    { value: 'received' as const, label: t('ring:received') },
    { value: 'sent' as const, label: t('ring:sent') },
  ];
  return (
    <div className={css.page} data-pane={chosen !== ''}>
      <main className={css.list} id="content">
        <PageHeader title={t('ding:title')}>
          {send && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.newDing(org))}>
              {t('ding:new')}
            </Button>
          )}
        </PageHeader>
        <div className={css.body}>
          {send && (
            <Segmented
              aria-label={t('ding:title')}
              value={box}
              options={tabs}
              onChange={(next) => setValues({ box: next === 'sent' ? 'sent' : '', ding: '' })}
            />
          )}
          {query.isPending && <Loading />}
          {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
          {query.isSuccess && rows.length === 0 && (
            <EmptyState
              mark
              title={box === 'sent' ? t('ring:none_sent') : t('ring:none_received')}
              text={t('ring:none_text')}
            />
          )}
          <ul className={css.rows}>
            {rows.map((one) => (
              <DingRow key={one.id} ding={one} here={one.id === chosen} choose={() => setValues({ ding: one.id })} />
            ))}
          </ul>
          {query.hasNextPage && (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('ring:load_more')}
            </Button>
          )}
        </div>
      </main>
      {chosen && <DingPane key={chosen} id={chosen} close={() => setValues({ ding: '' })} />}
      {what === 'new' && send && <NewDing onClose={() => go(paths.ding(org), { replace: true })} />}
    </div>
  );
}
