import { NotificationOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const dingModule: ModuleEntry = {
  name: 'ding',
  actions: [
    { id: 'page-ding', kind: 'page', label: 'ding:title', path: (org) => paths.ding(org) },
    { id: 'new-ding', kind: 'action', label: 'ding:new', path: (org) => paths.newDing(org), needs: 'ding.send' },
    { id: 'page-notifying', kind: 'page', label: 'ding:rules_title', path: paths.notifying, needs: 'notify.govern' },
  ],
  tools: [
    {
      id: 'ding',
      label: 'ding:title',
      text: 'ding:text',
      icon: <NotificationOutlined aria-hidden />,
      path: (org) => paths.ding(org),
    },
  ],
};
