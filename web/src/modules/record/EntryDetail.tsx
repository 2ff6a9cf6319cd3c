import { useTranslation } from 'react-i18next';
import type { Entry } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { difference } from './diff';
import css from './EntryPane.module.css';
import { useActionName } from './useActionName';

export function EntryDetail({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useActionName();
  const changes = difference(entry.before, entry.after);
  const facts: { label: string; value: string; code?: boolean }[] = [
    { label: t('record:time'), value: format.exact(entry.at) },
    { label: t('record:actor'), value: entry.actor_name || t('record:system') },
    { label: t('record:action'), value: entry.action, code: true },
    { label: t('record:object'), value: entry.object_title || entry.object },
    { label: t('record:device'), value: entry.device },
    { label: t('record:address'), value: entry.address, code: true },
    { label: t('record:request'), value: entry.request, code: true },
    ...Object.entries(entry.note ?? {}).map(([label, value]) => ({ label, value, code: true })),
  ].filter((one) => one.value);
  return (
    <>
      <p className={css.summary}>{entry.summary || nameOf(entry.action)}</p>
      {entry.erased && <p className={css.erased}>{t('record:erased_text')}</p>}
      <dl className={css.facts}>
        {facts.map((one) => (
          <div key={one.label}>
            <dt>{one.label}</dt>
            <dd className={one.code ? css.code : undefined}>{one.value}</dd>
          </div>
        ))}
      </dl>
      {changes.length > 0 && (
        <section className={css.changes} aria-labelledby="entry-changes">
          <h3 id="entry-changes">{t('record:changes')}</h3>
          <ul>
            {changes.map((change) => (
              <li key={change.path}>
                <span className={css.field}>{change.path}</span>
                {change.before && (
                  <del className={css.before}>
                    <span className="visually-hidden">{t('record:before')}</span>
                    {change.before}
                  </del>
                )}
                {change.after && (
                  <ins className={css.after}>
                    <span className="visually-hidden">{t('record:after')}</span>
                    {change.after}
                  </ins>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
