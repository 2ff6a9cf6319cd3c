import { ContainerOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const planModule: ModuleEntry = {
  name: 'plan',
  actions: [{ id: 'plan', kind: 'page', label: 'plan:title', path: paths.plan, needs: 'plan.read' }],
  tools: [
    {
      id: 'plan',
      label: 'plan:title',
      text: 'plan:tool_text',
      icon: <ContainerOutlined aria-hidden />,
      path: paths.plan,
      needs: 'plan.read',
    },
  ],
};
