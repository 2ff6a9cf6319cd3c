import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { copyText } from '@/ui/copy';
import { paths } from '@/ui/paths';

/** Copies the address of a message; whoever may see it comes to it there, in its thread if it is said in one. */
export function useCopyLink() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message: toast } = App.useApp();
  return async (message: Message) => {
    const place = paths.message(org, message.conversation_id, message.seq);
    const address = `${window.location.origin}${place}${message.thread ? `&thread=${message.thread}` : ''}`;
    if (await copyText(address)) void toast.success(t('talk:link_copied'));
    else void toast.error(t('talk:link_not_copied'));
  };
}
