import { InfoCircleOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { CalculatorView } from './CalculatorView';
import css from './LawPage.module.css';
import { TablesView } from './TablesView';

export function LawPage() {
  const { t } = useTranslation();
  const [values, setValues] = useAddressValues();
  const computes = values.get('view') === 'calculator' || values.has('topic');
  return (
    <ScrollPage
      title={t('common:law')}
      tools={
        <Segmented
          aria-label={t('law:views')}
          value={computes ? 'calculator' : 'tables'}
          options={[
            { value: 'tables', label: t('law:tables') },
            { value: 'calculator', label: t('law:calculator') },
          ]}
          onChange={(view) => setValues({ view: view === 'calculator' ? view : '', topic: '' })}
        />
      }
    >
      <p className={css.note}>
        <InfoCircleOutlined aria-hidden />
        <span>{t('law:note')}</span>
      </p>
      {computes ? (
        <CalculatorView
          topic={values.get('topic') ?? ''}
          choose={(topic) => setValues({ topic, view: 'calculator' })}
        />
      ) : (
        <TablesView on={values.get('on') ?? ''} choose={(on) => setValues({ on })} />
      )}
    </ScrollPage>
  );
}
