import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { entryQuery, proofAddress } from '@/api/record';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { SidePane } from '@/ui/SidePane';
import { EntryDetail } from './EntryDetail';
import css from './EntryPane.module.css';

export function EntryPane({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(entryQuery(org, id));
  const entry = query.data;
  return (
    <SidePane
      wide
      label={t('record:entry')}
      title={entry ? t('record:entry_number', { number: entry.index }) : t('record:entry')}
      close={close}
    >
      {query.isPending && <Loading rows={4} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {entry && (
        <div className={css.body}>
          <EntryDetail entry={entry} />
          <div className={css.proof}>
            <Button
              type="primary"
              icon={<DownloadOutlined aria-hidden />}
              href={proofAddress(org, id)}
              download
              disabled={!entry.integrated}
            >
              {t('record:get_proof')}
            </Button>
            <p>{entry.integrated ? t('record:get_proof_text') : t('record:get_proof_wait')}</p>
          </div>
        </div>
      )}
    </SidePane>
  );
}
