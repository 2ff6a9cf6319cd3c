import { CheckSquareOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const workModule: ModuleEntry = {
  name: 'work',
  rail: { order: 2, label: 'shell:work', icon: <CheckSquareOutlined aria-hidden />, path: paths.work, badge: 'work' },
  actions: [{ id: 'page-work', kind: 'page', label: 'shell:work', path: paths.work }],
};
