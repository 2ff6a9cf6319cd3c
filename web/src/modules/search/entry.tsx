import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const searchModule: ModuleEntry = {
  name: 'search',
  actions: [
    { id: 'page-search', kind: 'page', label: 'shell:search', path: (org) => paths.search(org), needs: 'search.use' },
  ],
};
