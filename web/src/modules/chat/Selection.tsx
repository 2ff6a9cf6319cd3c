import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import css from './Selection.module.css';

const ForwardDialog = lazy(() => import('./ForwardDialog').then((module) => ({ default: module.ForwardDialog })));

/** What can be done with several messages at once; stands where one writes otherwise. */
export function SelectionBar({ messages, done }: { messages: Message[]; done: () => void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <div className={css.bar} role="toolbar" aria-label={t('talk:select')}>
      <span role="status">{t('talk:selected', { count: messages.length })}</span>
      <Button type="primary" disabled={messages.length === 0} onClick={() => setAsking(true)}>
        {t('talk:forward')}
      </Button>
      <Button onClick={done}>{t('shell:cancel')}</Button>
      <Suspense fallback={null}>
        {asking && (
          <ForwardDialog
            messages={messages}
            close={(sent) => {
              setAsking(false);
              if (sent) done();
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
