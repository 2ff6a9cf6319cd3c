import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rightsQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import { FormError } from '@/ui/FormError';
import { RightsList } from '@/ui/RightsList';
import { useFormat } from '@/ui/useFormat';
import css from './MePage.module.css';
import { Section } from './Section';

/** What I may do here, with the reason for each; what I may not, and why, when asked. */
export function RightsSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const rights = useQuery(rightsQuery(org, lang));
  const items = rights.data?.items ?? [];
  const may = items.filter((one) => one.answer !== 'no');
  const not = items.filter((one) => one.answer === 'no');
  return (
    <Section title={t('me:rights')} text={t('me:rights_text')}>
      <FormError error={rights.error} />
      {may.length > 0 && (
        <details className={css.rights}>
          <summary>{t('me:rights_may', { count: may.length })}</summary>
          <RightsList items={may} />
        </details>
      )}
      {not.length > 0 && (
        <details className={css.rights}>
          <summary>{t('me:rights_not', { count: not.length })}</summary>
          <RightsList items={not} />
        </details>
      )}
    </Section>
  );
}
