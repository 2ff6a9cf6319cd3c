import { useTranslation } from 'react-i18next';
import type { OldImport } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './OldMessagesPage.module.css';

type Name = keyof OldImport['counts'];

/** Figures with what they count; those that are nothing are only shown where always says so. */
export function CountList({ one, names, always }: { one: OldImport; names: [Name, string][]; always: Name }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={css.counts}>
      {names
        .filter(([name]) => name === always || one.counts[name] > 0)
        .map(([name, words]) => (
          <div key={name}>
            <dd>{format.number(one.counts[name])}</dd>
            <dt>{t(words)}</dt>
          </div>
        ))}
    </dl>
  );
}
