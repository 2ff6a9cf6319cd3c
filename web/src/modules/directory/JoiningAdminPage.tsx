import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { JoinLinkForm } from './JoinLinkForm';
import { JoinLinks } from './JoinLinks';
import { JoinRequests } from './JoinRequests';

const views = ['requests', 'links'] as const;
type View = (typeof views)[number];

/** Who asks to join, and by which links. */
export function JoiningAdminPage() {
  const { t } = useTranslation();
  const [values, setValues] = useAddressValues();
  const view = views.find((one) => one === values.get('view')) ?? 'requests';
  const labels: Record<View, string> = { requests: t('join:view_requests'), links: t('join:view_links') };
  return (
    <ScrollPage
      title={t('directory:joining')}
      tools={
        <>
          <Segmented<View>
            aria-label={t('join:views')}
            value={view}
            options={views.map((value) => ({ value, label: labels[value] }))}
            onChange={(next) => setValues({ view: next === 'requests' ? '' : next })}
          />
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setValues({ add: '1' })}>
            {t('join:make_link')}
          </Button>
        </>
      }
    >
      {view === 'requests' ? <JoinRequests /> : <JoinLinks />}
      {values.has('add') && <JoinLinkForm onClose={() => setValues({ add: '' })} />}
    </ScrollPage>
  );
}
