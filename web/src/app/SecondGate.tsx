import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery } from '@/api/session';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { FreshGate } from './FreshGate';
import css from './FreshGate.module.css';

/** The console is shut in a session of one factor: prove the second one, or get one. */
export function SecondGate() {
  const { t } = useTranslation();
  const { id } = useOrg();
  const go = useGo();
  const factors = useQuery(bootQuery).data?.session?.second_factor;
  if (factors && (factors.authenticator || factors.passkeys > 0)) return <FreshGate />;
  return (
    <main className={css.gate} id="content">
      <div className={css.card}>
        <h1>{t('shell:second_needed_title')}</h1>
        <p>{t('shell:second_needed_text')}</p>
        <Button type="primary" size="large" onClick={() => go(paths.protect)}>
          {t('shell:continue')}
        </Button>
        <Button type="text" size="large" onClick={() => go(paths.home(id))}>
          {t('shell:admin_leave')}
        </Button>
      </div>
    </main>
  );
}
