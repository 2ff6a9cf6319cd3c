import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type EntryFilter, exportAddress } from '@/api/record';
import { Menu } from '@/ui/Menu';

/** What the filters show, as a file. */
export function ExportMenu({ filter, seal }: { filter: EntryFilter; seal: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  return (
    <Menu
      label={t('record:export')}
      items={[
        { kind: 'download', key: 'csv', label: t('record:export_csv'), href: exportAddress(org, 'csv', filter) },
        { kind: 'download', key: 'jsonl', label: t('record:export_jsonl'), href: exportAddress(org, 'jsonl', filter) },
        { kind: 'divider', key: 'line' },
        { kind: 'action', key: 'sealed', label: t('record:export_sealed'), onClick: seal },
      ]}
      trigger={(props) => (
        <Button icon={<DownloadOutlined aria-hidden />} {...props}>
          {t('record:export')}
        </Button>
      )}
    />
  );
}
