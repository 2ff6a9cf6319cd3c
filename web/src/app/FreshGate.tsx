import { useTranslation } from 'react-i18next';
import { FreshForm } from '@/ui/FreshForm';
import css from './FreshGate.module.css';

/** The console asks for a proof again when the last one is older than the server allows. */
export function FreshGate() {
  const { t } = useTranslation();
  return (
    <main className={css.gate} id="content">
      <div className={css.card}>
        <h1>{t('shell:fresh_title')}</h1>
        <p>{t('shell:fresh_text')}</p>
        <FreshForm />
      </div>
    </main>
  );
}
