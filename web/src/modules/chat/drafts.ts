import type { Mention } from '@/api/types';

export interface Draft {
  text: string;
  mentions: Mention[];
  /** Place of the message that it answers; 0: none. */
  reply_to: number;
}

export const emptyDraft: Draft = { text: '', mentions: [], reply_to: 0 };

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (drawer: string, conversation: string) => `tramway.draft.${drawer}.${conversation}`;
const listeners = new Set<() => void>();

export function onDrafts(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function readDraft(drawer: string, conversation: string, storage: Storage = window.localStorage): Draft {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(drawer, conversation)) ?? 'null') as Partial<Draft> | null;
    return { text: kept?.text ?? '', mentions: kept?.mentions ?? [], reply_to: kept?.reply_to ?? 0 };
  } catch {
    return emptyDraft;
  }
}

/** Only the text, as a plain value for rows that watch it. */
export const readDraftText = (drawer: string, conversation: string) => readDraft(drawer, conversation).text;

export function keepDraft(drawer: string, conversation: string, draft: Draft, storage: Storage = window.localStorage) {
  try {
    if (draft.text.trim() === '') storage.removeItem(keyOf(drawer, conversation));
    else storage.setItem(keyOf(drawer, conversation), JSON.stringify(draft));
  } catch {
    // The text still stands in the composer.
  }
  for (const listener of listeners) listener();
}
