import { MessageOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const chatModule: ModuleEntry = {
  name: 'chat',
  rail: {
    order: 1,
    label: 'shell:messages',
    icon: <MessageOutlined aria-hidden />,
    path: (org) => paths.chat(org),
    badge: 'mentions',
  },
  actions: [
    { id: 'page-messages', kind: 'page', label: 'shell:messages', path: (org) => paths.chat(org) },
    {
      id: 'new-conversation',
      kind: 'action',
      label: 'shell:act_new_conversation',
      path: (org) => `${paths.chat(org)}?new=1`,
      needs: 'chat.conversation.create',
    },
    { id: 'mentions', kind: 'page', label: 'shell:act_mentions', path: (org) => `${paths.chat(org)}?filter=mentions` },
    { id: 'chat-rules', kind: 'page', label: 'chat:rules_title', path: paths.chatRules, needs: 'chat.govern' },
  ],
  tools: [
    {
      id: 'chat-rules',
      label: 'chat:rules_title',
      text: 'chat:rules_text',
      icon: <MessageOutlined aria-hidden />,
      path: paths.chatRules,
      needs: 'chat.govern',
    },
  ],
};
