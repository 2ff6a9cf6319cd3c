import { NotificationOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const announceModule: ModuleEntry = {
  name: 'announce',
  actions: [
    { id: 'page-announcements', kind: 'page', label: 'shell:announcements', path: (org) => paths.announcements(org) },
    {
      id: 'write-announcement',
      kind: 'action',
      label: 'shell:act_announce',
      path: (org) => paths.writeAnnouncement(org),
      needs: 'announce.publish',
    },
  ],
  tools: [
    {
      id: 'announcements',
      label: 'shell:announcements',
      text: 'shell:tool_announcements',
      icon: <NotificationOutlined aria-hidden />,
      path: (org) => paths.announcements(org),
    },
  ],
};
