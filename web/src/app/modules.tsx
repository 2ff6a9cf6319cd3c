import { AppstoreOutlined } from '@ant-design/icons';
import { accessModule } from '@/modules/access/entry';
import { accountModule } from '@/modules/account/entry';
import { announceModule } from '@/modules/announce/entry';
import { chatModule } from '@/modules/chat/entry';
import { dingModule } from '@/modules/ding/entry';
import { directoryModule } from '@/modules/directory/entry';
import { frameworkModule } from '@/modules/framework/entry';
import { lawModule } from '@/modules/law/entry';
import { planModule } from '@/modules/plan/entry';
import { recordModule } from '@/modules/record/entry';
import { retentionModule } from '@/modules/retention/entry';
import { searchModule } from '@/modules/search/entry';
import { verificationModule } from '@/modules/verification/entry';
import { workModule } from '@/modules/work/entry';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

const workbench: ModuleEntry = {
  name: 'workbench',
  rail: { order: 6, label: 'shell:apps', icon: <AppstoreOutlined aria-hidden />, path: paths.apps },
  actions: [{ id: 'page-apps', kind: 'page', label: 'shell:apps', path: paths.apps }],
};

/** Every module of the page. Order in the rail comes from the entries themselves. */
export const modules: ModuleEntry[] = [
  chatModule,
  dingModule,
  workModule,
  directoryModule,
  announceModule,
  recordModule,
  accessModule,
  retentionModule,
  searchModule,
  verificationModule,
  planModule,
  frameworkModule,
  lawModule,
  accountModule,
  workbench,
];

export const railItems = modules
  .flatMap((module) => (module.rail ? [module.rail] : []))
  .sort((a, b) => a.order - b.order);

const actions = modules.flatMap((module) => module.actions ?? []);
export const paletteActions = [
  ...actions.filter((action) => action.kind === 'action'),
  ...actions.filter((action) => action.kind === 'page'),
];
export const workbenchTools = modules.flatMap((module) => module.tools ?? []);
