import { useState } from 'react';
import { useOrg } from '@/api/org';
import { type Draft, keepDraft, readDraft } from './drafts';
import type { Aim } from './message-acts';

/** The text being written: kept under its name, or, where a sent message is edited, nowhere. */
export function useDraft(name: string, aim: Aim | null) {
  const { drawer } = useOrg();
  const edited = aim?.kind === 'edit' ? aim.message : null;
  const [draft, setDraft] = useState<Draft>(() =>
    edited ? { text: edited.text, mentions: edited.mentions ?? [], reply_to: 0 } : readDraft(drawer, name),
  );
  const keep = (next: Draft) => {
    setDraft(next);
    if (!edited) keepDraft(drawer, name, { ...next, reply_to: aim?.message.seq ?? 0 });
  };
  return [draft, keep] as const;
}
