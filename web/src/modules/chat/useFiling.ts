import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { conversationQuery, conversationsQuery } from '@/api/chat';
import { fileConversation, foldersQuery } from '@/api/folders';
import { useOrg } from '@/api/org';
import { useProblemToast } from '@/ui/useProblem';

/** Puts conversations into one's folders. */
export function useFiling() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const { message } = App.useApp();
  const toast = useProblemToast();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: foldersQuery(org).queryKey });
    return client.invalidateQueries({ queryKey: conversationsQuery(org).queryKey });
  };
  const file = async (id: string, folders: string[]) => {
    client.setQueryData(conversationQuery(org, id).queryKey, await fileConversation(org, id, folders));
    await refresh();
  };
  const add = async (id: string, folder: string) => {
    try {
      const one = await client.fetchQuery({ ...conversationQuery(org, id), staleTime: 0 });
      await file(id, [...(one.folder_ids ?? []), folder]);
      const name = client.getQueryData(foldersQuery(org).queryKey)?.items.find((some) => some.id === folder)?.name;
      void message.success(t('folders:filed_in', { name: name ?? '' }));
    } catch (error) {
      toast(error);
    }
  };
  return { file, refresh, add: (id: string, folder: string) => void add(id, folder) };
}
