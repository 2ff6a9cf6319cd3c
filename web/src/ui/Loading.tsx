import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './states.module.css';

/** Nothing at first, then the shape of a list, then words when it takes long. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  const [age, setAge] = useState(0);
  useEffect(() => {
    const timers = [300, 3000].map((delay, index) => window.setTimeout(() => setAge(index + 1), delay));
    return () => {
      for (const timer of timers) window.clearTimeout(timer);
    };
  }, []);
  if (age === 0) return null;
  return (
    <div className={css.rows} aria-busy="true">
      <span className="visually-hidden">{t('shell:loading')}</span>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={css.line} aria-hidden="true">
          <span className={css.blob} />
          <span className={css.bars}>
            <span className={css.bar} />
            <span className={css.bar} />
          </span>
        </div>
      ))}
      {age > 1 && <p className={css.slow}>{t('shell:loading_slow')}</p>}
    </div>
  );
}
