import { ContactsOutlined, ImportOutlined, UserAddOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

const addPath = (org: string) => `${paths.contacts(org)}?add=1`;

export const directoryModule: ModuleEntry = {
  name: 'directory',
  rail: {
    order: 5,
    label: 'shell:contacts',
    icon: <ContactsOutlined aria-hidden />,
    path: paths.contacts,
    needs: 'directory.person.read',
  },
  actions: [
    {
      id: 'page-contacts',
      kind: 'page',
      label: 'shell:contacts',
      path: paths.contacts,
      needs: 'directory.person.read',
    },
    { id: 'add-person', kind: 'action', label: 'shell:act_add_person', path: addPath, needs: 'directory.person.write' },
    {
      id: 'import',
      kind: 'action',
      label: 'shell:act_import',
      path: (org) => paths.imports(org),
      needs: 'directory.import',
    },
  ],
  tools: [
    {
      id: 'add-person',
      label: 'shell:act_add_person',
      text: 'shell:tool_add_person',
      icon: <UserAddOutlined aria-hidden />,
      path: addPath,
      needs: 'directory.person.write',
    },
    {
      id: 'import',
      label: 'shell:act_import',
      text: 'shell:tool_import',
      icon: <ImportOutlined aria-hidden />,
      path: (org) => paths.imports(org),
      needs: 'directory.import',
    },
  ],
};
