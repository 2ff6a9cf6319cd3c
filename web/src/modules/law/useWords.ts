import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/ui/useFormat';
import { humanise, isDay } from './values';
import { holidays, values, words } from './words';

const own = (texts: Record<string, string>, key: string) => (Object.hasOwn(texts, key) ? texts[key] : undefined);

/** Names and values of the law as people read them. */
export function useWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useCallback(
    (key: string) => {
      const text = own(words, key) ?? own(holidays, key);
      return text ? t(text) : humanise(key);
    },
    [t],
  );
  // Noon in UTC is the same day in every zone an organisation can have.
  const day = useCallback((date: string) => format.date(`${date}T12:00:00Z`), [format]);
  const show = useCallback(
    (value: unknown): string => {
      if (value === null || value === 'undetermined') return t('law:undetermined');
      if (typeof value === 'boolean') return value ? t('law:yes') : t('law:no');
      if (typeof value === 'number') return format.number(value);
      if (Array.isArray(value)) return value.map(show).join(' · ');
      if (isDay(value)) return day(value);
      const text = String(value);
      const known = own(holidays, text) ?? own(values, text);
      if (known) return t(known);
      return /^[a-z]+(_[a-z0-9]+)+$/.test(text) ? humanise(text) : text;
    },
    [t, format, day],
  );
  return { name, day, show };
}
