import { ReloadOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import css from './UpdatePill.module.css';
import { takeUpdate, useUpdateWaiting } from './updates';

export function UpdatePill() {
  const { t } = useTranslation();
  if (!useUpdateWaiting()) return null;
  return (
    <button type="button" className={css.pill} onClick={takeUpdate}>
      <ReloadOutlined aria-hidden />
      {t('shell:update_ready')}
    </button>
  );
}
