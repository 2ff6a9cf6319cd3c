import { useTranslation } from 'react-i18next';
import type { Verification } from '@/api/verification';
import css from './VerificationPage.module.css';
import { numberOrder, numberWords } from './words';

/** What was handed in, to be read. */
export function CaseFacts({ data }: { data: Verification }) {
  const { t } = useTranslation();
  const rows = numberOrder
    .filter((one) => data.numbers[one])
    .map((one) => ({ key: one, label: t(numberWords[one].label), value: data.numbers[one] }));
  return (
    <dl className={css.facts}>
      {rows.map((one) => (
        <div key={one.key}>
          <dt>{one.label}</dt>
          <dd translate="no">{one.value}</dd>
        </div>
      ))}
      {data.contact && (
        <div>
          <dt>{t('verification:contact')}</dt>
          <dd translate="no">{data.contact}</dd>
        </div>
      )}
      {data.appeal && (
        <div>
          <dt>{t('verification:appeal')}</dt>
          <dd>{data.appeal}</dd>
        </div>
      )}
    </dl>
  );
}
