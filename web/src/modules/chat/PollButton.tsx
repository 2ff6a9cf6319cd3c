import { BarChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTool } from '@/ui/composer-tools';

const PollDialog = lazy(() => import('./PollDialog').then((module) => ({ default: module.PollDialog })));

/** Beside the field: asks all of them. */
export function PollButton({ conversation }: { conversation: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useTool('poll', { label: t('later:poll'), icon: <BarChartOutlined aria-hidden />, run: () => setOpen(true) });
  return (
    <>
      <Button
        type="text"
        icon={<BarChartOutlined aria-hidden />}
        aria-label={t('later:poll')}
        title={t('later:poll')}
        onClick={() => setOpen(true)}
      />
      <Suspense fallback={null}>
        {open && <PollDialog conversation={conversation} close={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
