import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const accountModule: ModuleEntry = {
  name: 'account',
  actions: [
    { id: 'page-me', kind: 'page', label: 'shell:me', path: paths.me },
    { id: 'new-organisation', kind: 'action', label: 'shell:act_new_organisation', path: () => paths.newOrganisation },
  ],
};
