import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { pinMessage, react, recallMessage, restrictMessage } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { useProblemToast } from '@/ui/useProblem';

/** What the next text is for: an answer to a message, or its new wording. */
export interface Aim {
  kind: 'reply' | 'edit';
  message: Message;
  /** Another device was first: the message as it is now. */
  theirs?: Message;
}

/** What can be done with a message that is on screen. */
export interface MessageActs {
  aim: (aim: Aim) => void;
  recall: (message: Message) => void;
  react: (message: Message, emoji: string) => void;
  reads: (message: Message) => void;
  /** Opens the thread of a message; not there where a thread is read already. */
  thread?: ((message: Message) => void) | undefined;
  pin: (message: Message) => void;
  /** Closes forwarding for it, or opens it again. */
  restrict: (message: Message) => void;
  /** Puts a text as a quote into the composer; not there where one can't write. */
  quote?: ((text: string) => void) | undefined;
  /** Begins to choose several, with this one. */
  select: (message: Message) => void;
  /** Those chosen, while one chooses. */
  selected: ReadonlySet<string> | null;
}

export const hasReacted = (message: Message, emoji: string, me: string) =>
  (message.reactions ?? []).some(
    (one) => one.emoji === emoji && (one.persons ?? []).some((person) => person.id === me),
  );

/** Changes messages; what the server answers takes the old one's place at once. */
export function useMessageActs(changed: (message: Message) => void) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const { modal } = App.useApp();
  const toast = useProblemToast();
  const recall = useMutation({
    mutationFn: (message: Message) => recallMessage(org, message.conversation_id, message.seq),
    onSuccess: changed,
    onError: toast,
  });
  const nod = useMutation({
    mutationFn: ({ message, emoji }: { message: Message; emoji: string }) =>
      react(org, message.conversation_id, message.seq, emoji, !hasReacted(message, emoji, me.person.id)),
    onError: toast,
  });
  const pin = useMutation({
    mutationFn: (message: Message) => pinMessage(org, message.conversation_id, message.seq, !message.pinned_by),
    onError: toast,
  });
  const restrict = useMutation({
    mutationFn: (message: Message) =>
      restrictMessage(org, message.conversation_id, message.seq, !message.restricted_by),
    onError: toast,
  });
  const askRecall = (message: Message) =>
    modal.confirm({
      title: t('talk:recall_title'),
      content: t('talk:recall_text'),
      okText: t('talk:recall'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => recall.mutateAsync(message).catch(() => {}),
    });
  return {
    recall: askRecall,
    pin: (message: Message) => pin.mutate(message),
    restrict: (message: Message) => restrict.mutate(message),
    react: (message: Message, emoji: string) => nod.mutate({ message, emoji }),
  };
}
