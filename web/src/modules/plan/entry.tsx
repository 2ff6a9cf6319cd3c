import { ContainerOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const planModule: ModuleEntry = {
  name: 'plan',
  actions: [{ id: 'plan', kind: 'page', label: 'rights:plan', path: paths.plan, needs: 'plan.read' }],
  tools: [
    {
      id: 'plan',
      label: 'rights:plan',
      text: 'rights:plan_tool',
      icon: <ContainerOutlined aria-hidden />,
      path: paths.plan,
      needs: 'plan.read',
    },
  ],
};
