import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const frameworkModule: ModuleEntry = {
  name: 'framework',
  actions: [
    { id: 'frameworks', kind: 'page', label: 'rights:frameworks', path: paths.frameworks, needs: 'framework.read' },
  ],
};
