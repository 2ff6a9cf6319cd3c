import { useQuery } from '@tanstack/react-query';
import { conversationQuery, conversationsQuery } from '@/api/chat';

/** A conversation out of the list, or asked for where it is not in it. */
export function useConversation(org: string, id: string) {
  const list = useQuery(conversationsQuery(org));
  const listed = list.data?.items.find((one) => one.id === id);
  const own = useQuery({ ...conversationQuery(org, id), enabled: list.isFetched && !listed });
  const one = listed ?? own.data;
  return { one, error: one ? null : own.error };
}
