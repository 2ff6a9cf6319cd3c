import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { reachQuery } from '@/api/reach';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { ReachForm } from './ReachForm';
import css from './ReachPage.module.css';
import { ReachTable } from './ReachTable';
import { ReachTrial } from './ReachTrial';
import { ReachVersions } from './ReachVersions';

/** Who may chat with, call and DING whom: a table, a way to try it, and what it was before. */
export function ReachPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const [values, setValues] = useAddressValues();
  const [marked, setMarked] = useState<string[]>([]);
  const query = useQuery(reachQuery(org));
  const matrix = query.data;
  const [from, to] = [values.get('from') ?? '', values.get('to') ?? ''];
  return (
    <ScrollPage
      title={t('reach:title')}
      tools={
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setValues({ add: '1' })}>
          {t('reach:add')}
        </Button>
      }
    >
      <p className={css.intro}>{t('reach:intro')}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {matrix?.cells.length === 0 && <EmptyState title={t('reach:none')} text={t('reach:none_text')} />}
      {matrix && matrix.cells.length > 0 && (
        <>
          <ReachTable matrix={matrix} marked={marked} open={(a, b) => setValues({ from: a, to: b })} />
          <p className={css.intro}>{t('reach:order')}</p>
        </>
      )}
      {may('directory.sight.write') && <PathLink to={paths.sight(org)}>{t('reach:sight')}</PathLink>}
      {matrix && <ReachTrial mark={setMarked} />}
      <ReachVersions />
      {matrix && (values.has('add') || from) && (
        <ReachForm matrix={matrix} from={from} to={to} close={() => setValues({ add: '', from: '', to: '' }, true)} />
      )}
    </ScrollPage>
  );
}
