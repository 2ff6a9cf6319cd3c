import { useMutation, useQueryClient } from '@tanstack/react-query';
import { editMessage, messageQuery } from '@/api/chat';
import { ApiError } from '@/api/client';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { useProblemToast } from '@/ui/useProblem';
import type { Aim } from './message-acts';

const overtaken = (error: unknown) => error instanceof ApiError && error.code === 'version_conflict';

/** Saves a message's new wording. Where another device was first, its wording stands beside what is being written. */
export function useEditing(aim: Aim | null, turn: (aim: Aim | null) => void, changed: (message: Message) => void) {
  const { id: org } = useOrg();
  const client = useQueryClient();
  const toast = useProblemToast();
  const now = ({ conversation_id, seq }: Message) =>
    client.fetchQuery({ ...messageQuery(org, conversation_id, seq), staleTime: 0 }).catch(() => null);
  const save = useMutation({
    mutationFn: (ask: { message: Message; text: string; mentions: string[] }) =>
      editMessage(org, ask.message, ask.text, ask.mentions),
    onSuccess: (message) => {
      changed(message);
      turn(null);
    },
    onError: async (error, { message }) => {
      const theirs = overtaken(error) ? await now(message) : null;
      if (theirs?.kind !== 'text') return toast(error);
      changed(theirs);
      turn({ kind: 'edit', message, theirs });
    },
  });
  return (text: string, mentions: string[]) => {
    if (aim?.kind === 'edit') save.mutate({ message: aim.message, text, mentions });
  };
}
