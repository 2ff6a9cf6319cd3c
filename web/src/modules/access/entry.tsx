import { KeyOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const accessModule: ModuleEntry = {
  name: 'access',
  actions: [{ id: 'roles', kind: 'page', label: 'rights:title', path: paths.roles, needs: 'access.read' }],
  tools: [
    {
      id: 'roles',
      label: 'rights:title',
      text: 'rights:tool_text',
      icon: <KeyOutlined aria-hidden />,
      path: paths.roles,
      needs: 'access.read',
    },
  ],
};
