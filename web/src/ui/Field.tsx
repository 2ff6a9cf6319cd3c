import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Field.module.css';

export interface FieldProps {
  id: string;
  status?: 'error';
  'aria-describedby'?: string;
  'aria-required'?: boolean;
}

interface Props {
  label: string;
  help?: ReactNode;
  error?: string;
  optional?: boolean;
  children: (props: FieldProps) => ReactNode;
}

/** A label, its control, its help and its error, tied together for every kind of reader. */
export function Field({ label, help, error, optional = false, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const told = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
        {optional && <span className={css.optional}>{t('common:optional')}</span>}
      </label>
      {children({
        id,
        status: error ? 'error' : undefined,
        'aria-describedby': told || undefined,
        'aria-required': !optional,
      })}
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
      {help && (
        <div id={`${id}-help`} className={css.help}>
          {help}
        </div>
      )}
    </div>
  );
}
