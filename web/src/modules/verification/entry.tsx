import { SafetyCertificateOutlined } from '@ant-design/icons';
import type { ModuleEntry } from '@/ui/module';
import { paths } from '@/ui/paths';

export const verificationModule: ModuleEntry = {
  name: 'verification',
  actions: [
    {
      id: 'verification',
      kind: 'page',
      label: 'shell:admin_verification',
      path: paths.verification,
      needs: 'verification.read',
    },
  ],
  tools: [
    {
      id: 'verification',
      label: 'shell:admin_verification',
      text: 'shell:tool_verification',
      icon: <SafetyCertificateOutlined aria-hidden />,
      path: paths.verification,
      needs: 'verification.read',
    },
  ],
};
