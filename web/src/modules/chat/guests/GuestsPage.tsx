import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { guestsFile } from '@/api/guests';
import { useOrg } from '@/api/org';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { GuestList } from './GuestList';
import { GuestRules } from './GuestRules';
import { OutsideQueue } from './OutsideQueue';

const views = ['now', 'over', 'outside', 'rules'] as const;
type View = (typeof views)[number];

/** All guests, invitations of others to our people, and the rules about both. */
export function GuestsPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [values, setValues] = useAddressValues();
  const view = views.find((one) => one === values.get('view')) ?? 'now';
  const labels: Record<View, string> = {
    now: t('guests:view_now'),
    over: t('guests:view_over'),
    outside: t('guests:view_outside'),
    rules: t('guests:view_rules'),
  };
  return (
    <ScrollPage
      title={t('guests:title')}
      tools={
        <>
          <Segmented<View>
            aria-label={t('guests:view')}
            value={view}
            options={views.map((value) => ({ value, label: labels[value] }))}
            onChange={(next) => setValues({ view: next === 'now' ? '' : next })}
          />
          {(view === 'now' || view === 'over') && (
            <Button icon={<DownloadOutlined aria-hidden />} href={guestsFile(org)} download>
              {t('guests:export')}
            </Button>
          )}
        </>
      }
    >
      {view === 'now' && <GuestList over={false} />}
      {view === 'over' && <GuestList over />}
      {view === 'outside' && (
        <>
          <OutsideQueue decided={false} />
          <OutsideQueue decided />
        </>
      )}
      {view === 'rules' && <GuestRules />}
    </ScrollPage>
  );
}
