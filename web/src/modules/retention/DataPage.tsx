import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { withTexts } from '@/i18n/start';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { HoldForm } from './HoldForm';
import { HoldsView } from './HoldsView';
import { PeopleView } from './PeopleView';
import { PeriodsView } from './PeriodsView';

const LeavingReport = lazy(() =>
  withTexts('leaving', import('./LeavingReport')).then((module) => ({ default: module.LeavingReport })),
);

const views = ['periods', 'holds', 'people'] as const;
type View = (typeof views)[number];

/** How long things are kept, what must stay, and what people may ask of their data. */
export function DataPage() {
  const { t } = useTranslation();
  const { may } = useOrg();
  const [values, setValues] = useAddressValues();
  const view = views.find((one) => one === values.get('view')) ?? 'periods';
  const leaving = values.get('leaving') ?? '';
  const labels: Record<View, string> = {
    periods: t('data:view_periods'),
    holds: t('data:view_holds'),
    people: t('data:view_people'),
  };
  return (
    <ScrollPage
      title={t('data:title')}
      tools={
        <>
          <Segmented<View>
            aria-label={t('data:views')}
            value={view}
            options={views.map((value) => ({ value, label: labels[value] }))}
            onChange={(next) => setValues({ view: next === 'periods' ? '' : next, add: '', forget: '', leaving: '' })}
          />
          {view === 'holds' && may('retention.hold.write') && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setValues({ add: '1' })}>
              {t('data:make_hold')}
            </Button>
          )}
        </>
      }
    >
      {view === 'periods' && <PeriodsView />}
      {view === 'holds' && <HoldsView />}
      {view === 'people' && leaving && (
        <Suspense fallback={<Loading rows={6} />}>
          <LeavingReport person={leaving} onBack={() => setValues({ leaving: '' })} />
        </Suspense>
      )}
      {view === 'people' && !leaving && (
        <PeopleView
          forgetting={values.get('forget') ?? ''}
          choose={(forget) => setValues({ forget })}
          report={(leaving) => setValues({ leaving })}
        />
      )}
      {view === 'holds' && values.has('add') && <HoldForm onClose={() => setValues({ add: '' })} />}
    </ScrollPage>
  );
}
