import { useTranslation } from 'react-i18next';
import css from './OutsideTag.module.css';

/** Says beside a name that somebody is from outside, and where from; undefined: a colleague. */
export function OutsideTag({ company }: { company: string | undefined }) {
  const { t } = useTranslation();
  if (company === undefined) return null;
  const text = company ? t('chat:outside_of', { company }) : t('chat:outside');
  return (
    <span className={css.tag} title={text}>
      {text}
    </span>
  );
}
