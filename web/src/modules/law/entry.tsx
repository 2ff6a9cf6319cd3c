import { BookOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const lawModule: ModuleEntry = {
  name: 'law',
  actions: [{ id: 'law', kind: 'page', label: 'common:law', path: paths.law, needs: 'law.read' }],
  tools: [
    {
      id: 'law',
      label: 'common:law',
      text: 'common:law_tool',
      icon: <BookOutlined aria-hidden />,
      path: paths.law,
      needs: 'law.read',
    },
  ],
};
