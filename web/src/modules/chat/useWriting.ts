import type { ChangeEvent } from 'react';
import type { Conversation } from '@/api/types';
import { emptyDraft } from './drafts';
import { appended } from './inserting';
import { insertMention } from './mentions';
import type { Aim } from './message-acts';
import { useCaret } from './useCaret';
import { useDraft } from './useDraft';
import { useInserted } from './useInserted';
import { useMentions } from './useMentions';
import { useSlash } from './useSlash';
import { writeAtCaret } from './writing';

interface Place {
  conversation: Conversation;
  draftKey: string;
  aim: Aim | null;
  typed?: (() => void) | undefined;
}

/** The text being written, and all that writes into it: keys, picked names, what is put in from beside it. */
export function useWriting({ conversation, draftKey, aim, typed }: Place) {
  const editing = aim?.kind === 'edit';
  const [draft, keep] = useDraft(draftKey, aim);
  const { field, area, behind } = useCaret(aim?.message.id ?? '');
  const clear = () => keep(emptyDraft);
  const slash = useSlash(editing ? '' : draft.text, clear);
  const mentions = useMentions(conversation, (one, asked) => {
    const next = insertMention(draft.text, asked, area()?.selectionStart ?? draft.text.length, one.name);
    keep({ ...draft, text: next.text, mentions: [...draft.mentions, one] });
    behind(next.caret);
  });
  useInserted(draftKey, (piece) => {
    const text = appended(draft.text, piece);
    keep({ ...draft, text });
    behind(text.length);
  });
  const write = (piece: string) => {
    const there = area();
    if (there) writeAtCaret(there, piece);
  };
  const change = (event: ChangeEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = event.target;
    keep({ ...draft, text: value });
    if (value && !editing) typed?.();
    mentions.ask(value, selectionStart);
  };
  return { draft, field, slash, mentions, write, change, clear };
}
