import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { messageQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import { keepDraft, readDraft } from './drafts';
import type { Aim } from './message-acts';

/** What the next text is for. That it answers a message is kept with its draft, and found again after a reload. */
export function useAim(org: string, conversation: string): [Aim | null, (next: Aim | null) => void] {
  const { drawer } = useOrg();
  const [aim, setAim] = useState<Aim | null>(null);
  const [kept, setKept] = useState(() => readDraft(drawer, conversation).reply_to);
  const { data: message } = useQuery({ ...messageQuery(org, conversation, kept), enabled: kept > 0 });
  useEffect(() => {
    if (kept === 0 || !message) return;
    setKept(0);
    if (message.kind !== 'recalled' && message.kind !== 'erased') setAim((now) => now ?? { kind: 'reply', message });
  }, [kept, message]);
  const turn = (next: Aim | null) => {
    setAim(next);
    setKept(0);
    if (next?.kind === 'edit') return;
    keepDraft(drawer, conversation, { ...readDraft(drawer, conversation), reply_to: next?.message.seq ?? 0 });
  };
  return [aim, turn];
}
