import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { pressCard } from '@/api/cards';
import { messagesKey } from '@/api/chat';
import { ApiError } from '@/api/client';
import { useOrg } from '@/api/org';
import type { Card, Message } from '@/api/types';

// What makes sense to try again as it is.
const passing = ['card_unanswered', 'card_busy', 'offline', 'hook_too_fast'];

/** The live word of a change may have come before the answer, with a later change. */
const newer = (one: Message, answer: Message) => (one.seq === answer.seq && one.rev <= answer.rev ? answer : one);

/** Presses a card's buttons. A press that failed is tried again under its own name, so that it counts once. */
export function useCardPress(message: Message, card: Card, done: () => void) {
  const { id: org } = useOrg();
  const client = useQueryClient();
  const last = useRef({ key: '', name: '' });
  const pressing = useMutation({
    mutationFn: ({ action, values }: { action: string; values: Record<string, string> }) => {
      const key = JSON.stringify([card.version, action, values]);
      if (last.current.key !== key) last.current = { key, name: crypto.randomUUID() };
      return pressCard(org, message, { client_id: last.current.name, version: card.version, action, values });
    },
    onSuccess: (answer) => {
      last.current = { key: '', name: '' };
      client.setQueryData<{ items: Message[] }>(messagesKey(org, message.conversation_id), (known) =>
        known ? { ...known, items: known.items.map((one) => newer(one, answer.message)) } : known,
      );
      done();
    },
    // A no is an answer: the next press of the same button is another one.
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'card_refused') last.current = { key: '', name: '' };
    },
  });
  const { error, variables } = pressing;
  const again = error instanceof ApiError && variables && passing.includes(error.code);
  return {
    press: (action: string, values: Record<string, string>) => pressing.mutate({ action, values }),
    /** The button that waits for its answer. */
    waits: pressing.isPending ? (variables?.action ?? '') : '',
    error,
    again: again ? () => pressing.mutate(variables) : undefined,
    say: pressing.data?.say,
  };
}

/** What is wrong with what was filled in, by the blocks' ids. */
export function wrongValues(error: unknown): Map<string, string> {
  const found = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const mine = found.filter((one) => one.location.startsWith('body.values.'));
  return new Map(mine.map((one) => [one.location.slice('body.values.'.length), one.message]));
}
