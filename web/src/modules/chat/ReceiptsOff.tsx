import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { chatRulesQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import { onPreference, readPreference, writePreference } from '@/ui/preferences';
import css from './OffHours.module.css';

/** Where an organisation has switched read receipts off, whoever writes is told so, until they have read it. */
export function ReceiptsOff() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const rules = useQuery(chatRulesQuery(org));
  const told = useSyncExternalStore(onPreference, () => readPreference('receiptsTold'));
  if (rules.data?.receipts !== false || told.split(' ').includes(org)) return null;
  return (
    <div className={css.line} role="note">
      <span>{t('talk:receipts_off')}</span>
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t('shell:close')}
        onClick={() => writePreference('receiptsTold', `${told} ${org}`.trim())}
      />
    </div>
  );
}
