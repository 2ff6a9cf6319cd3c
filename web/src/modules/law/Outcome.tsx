import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LawAnswer } from '@/api/law';
import css from './Outcome.module.css';
import { ValueList } from './ValueList';

/** The figures, and every step that led to them. */
export function Outcome({ answer }: { answer: LawAnswer }) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer is brought into view.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [answer]);
  return (
    <section ref={box} className={css.outcome} role="status" aria-label={t('law:figures')}>
      <h2>{t('law:figures')}</h2>
      {Object.keys(answer.figures).length > 0 ? <ValueList values={answer.figures} /> : <p>{t('law:figures_none')}</p>}
      {answer.working.length > 0 && (
        <>
          <h2>{t('law:working')}</h2>
          <ol className={css.working}>
            {answer.working.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one answer never move.
              <li key={index}>
                {line.text}
                {line.source && <span className={css.source}>{line.source}</span>}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
