import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createConversation } from '@/api/chat';
import { answerDing, type Ding, seeDing } from '@/api/ding';
import { useOrg } from '@/api/org';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useProblemToast } from '@/ui/useProblem';

type Answer = 'confirm' | 'seen' | 'later' | 'reply';

/** What a receiver can say to a notice; a reply opens the conversation with its sender. */
export function useAnswer(ding: Ding, replied?: () => void) {
  const { id: org } = useOrg();
  const client = useQueryClient();
  const go = useGo();
  const toast = useProblemToast();
  return useMutation({
    mutationFn: async (answer: Answer) => {
      if (answer === 'confirm' || answer === 'later') return answerDing(org, ding.id, answer);
      await seeDing(org, ding.id, true);
      if (answer === 'seen') return;
      const talk = await createConversation(org, { kind: 'direct', member_ids: [ding.sender.id] });
      go(paths.chat(org, talk.id));
      replied?.();
    },
    onError: toast,
    onSettled: () =>
      Promise.all(
        ['ding-open', 'dings', 'ding', 'work'].map((name) => client.invalidateQueries({ queryKey: ['o', org, name] })),
      ),
  });
}
