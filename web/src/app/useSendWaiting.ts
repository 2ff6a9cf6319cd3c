import { useEffect, useRef } from 'react';
import { useLiveConnected } from '@/api/live-context';
import { useOrg } from '@/api/org';
import { outboxKey } from '@/modules/chat/outbox-key';
import { useProblemText } from '@/ui/useProblem';

/** What waits to be sent goes out with the first connection, whatever page is open. */
export function useSendWaiting() {
  const { id, me } = useOrg();
  const problem = useProblemText();
  const send = useRef(() => {});
  send.current = () => {
    // Nothing is loaded where nothing waits.
    if (!waits(id, me.person.id)) return;
    import('@/modules/chat/sending').then((module) => module.sendWaiting(id, me.person.id, problem)).catch(() => {}); // the network is gone again: with the next one
  };
  useLiveConnected(() => send.current());
  useEffect(() => {
    const again = () => send.current();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);
}

function waits(org: string, person: string): boolean {
  try {
    return (window.localStorage.getItem(outboxKey(org, person)) ?? '[]') !== '[]';
  } catch {
    return false;
  }
}
