import { BookOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const lawModule: ModuleEntry = {
  name: 'law',
  actions: [{ id: 'law', kind: 'page', label: 'law:title', path: paths.law, needs: 'law.read' }],
  tools: [
    {
      id: 'law',
      label: 'law:title',
      text: 'law:tool_text',
      icon: <BookOutlined aria-hidden />,
      path: paths.law,
      needs: 'law.read',
    },
  ],
};
