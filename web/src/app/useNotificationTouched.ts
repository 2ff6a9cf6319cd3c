import { useEffect } from 'react';
import { useGo } from '@/ui/navigation';

/** A notification was touched while the page was open: the worker says where it leads. */
export function useNotificationTouched() {
  const go = useGo();
  useEffect(() => {
    const heard = (event: MessageEvent) => {
      const target: unknown = event.data?.open;
      if (typeof target === 'string') go(target);
    };
    navigator.serviceWorker?.addEventListener('message', heard);
    return () => navigator.serviceWorker?.removeEventListener('message', heard);
  }, [go]);
}
