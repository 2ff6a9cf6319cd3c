import { CloudOutlined } from '@ant-design/icons';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { lastAnswerAt, showsKept } from '@/api/client';
import { useLive } from '@/api/live-context';
import { useFormat } from '@/ui/useFormat';
import css from './OfflineBar.module.css';

function subscribeOnline(changed: () => void) {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Shown after five seconds without a connection, as a shorter break is nobody's business; at once over what was kept. */
export function OfflineBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const live = useLive();
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  const state = useSyncExternalStore(
    (changed) => {
      const off = live?.onState(changed);
      return () => void off?.();
    },
    () => live?.state() ?? 'connected',
  );
  const lost = !online || state !== 'connected';
  const [shown, setShown] = useState(showsKept);
  useEffect(() => {
    if (!lost) {
      setShown(false);
      return;
    }
    const timer = window.setTimeout(() => setShown(true), showsKept() ? 0 : 5000);
    return () => window.clearTimeout(timer);
  }, [lost]);

  if (!shown) return null;
  const at = new Date(lastAnswerAt()).toISOString();
  // What was kept may be of another day.
  const today = format.date(at) === format.date(new Date().toISOString());
  const time = today ? format.time(at) : format.dateTime(at);
  return (
    <div className={css.bar} role="status">
      <CloudOutlined aria-hidden />
      {lastAnswerAt() > 0 ? t('shell:offline_since', { time }) : t('shell:offline')}
    </div>
  );
}
