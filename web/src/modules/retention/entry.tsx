import { HourglassOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const retentionModule: ModuleEntry = {
  name: 'retention',
  actions: [{ id: 'data', kind: 'page', label: 'data:title', path: paths.data, needs: 'retention.read' }],
  tools: [
    {
      id: 'data',
      label: 'data:title',
      text: 'data:tool_text',
      icon: <HourglassOutlined aria-hidden />,
      path: paths.data,
      needs: 'retention.read',
    },
  ],
};
