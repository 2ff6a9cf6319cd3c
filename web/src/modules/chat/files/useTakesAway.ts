import { useQuery } from '@tanstack/react-query';
import { chatRulesQuery } from '@/api/chat';
import { useOrg } from '@/api/org';

/** Whether the reader may take files away, by their rights and by the organisation's rules. */
export function useTakesAway(): boolean {
  const { id: org, may } = useOrg();
  const rules = useQuery(chatRulesQuery(org));
  return may('chat.file.download') && rules.data?.no_downloads === false;
}
