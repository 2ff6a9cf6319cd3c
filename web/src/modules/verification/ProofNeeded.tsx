import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { bootQuery } from '@/api/session';
import { FreshForm } from '@/ui/FreshForm';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import css from './OperatorPage.module.css';

/** Operators work with two factors: prove the second one, or get one. */
export function ProofNeeded({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const go = useGo();
  const factors = useQuery(bootQuery).data?.session?.second_factor;
  const has = factors && (factors.authenticator || factors.passkeys > 0);
  return (
    <section className={css.gate} aria-labelledby="proof-needed">
      <h2 id="proof-needed">{t(has ? 'shell:fresh_title' : 'shell:second_needed_title')}</h2>
      <p>{t(has ? 'verification:operator_prove' : 'verification:operator_second')}</p>
      {has ? (
        <FreshForm done={done} />
      ) : (
        <Button type="primary" size="large" onClick={() => go(paths.protect)}>
          {t('shell:continue')}
        </Button>
      )}
    </section>
  );
}
