import { FileProtectOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const recordModule: ModuleEntry = {
  name: 'record',
  actions: [
    { id: 'record', kind: 'page', label: 'shell:act_record', path: paths.record, needs: 'record.read' },
    { id: 'verify', kind: 'action', label: 'shell:act_verify', path: paths.verify, needs: 'record.read' },
  ],
  tools: [
    {
      id: 'record',
      label: 'shell:act_record',
      text: 'shell:tool_record',
      icon: <SafetyCertificateOutlined aria-hidden />,
      path: paths.record,
      needs: 'record.read',
    },
    {
      id: 'verify',
      label: 'shell:act_verify',
      text: 'shell:tool_verify',
      icon: <FileProtectOutlined aria-hidden />,
      path: paths.verify,
      needs: 'record.read',
    },
  ],
};
