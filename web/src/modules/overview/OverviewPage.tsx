import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { overviewQuery } from '@/api/overview';
import type { OverviewLine } from '@/api/types';
import { Card } from '@/ui/Card';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { Figures } from './Figures';
import css from './OverviewPage.module.css';
import { Points } from './Points';

/** Where the console begins: what to mend first, what could be better, and how much there is. */
export function OverviewPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(overviewQuery(org, lang));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const { items, fine, of, version } = query.data;
  const all = items ?? [];
  const wrong = all.filter((one) => one.state !== 'fine');
  // What is broken, whoever mends it; else what the reader can do something about.
  const first = wrong.find((one) => one.state === 'broken' || one.link) ?? wrong[0];
  const rest = all.filter((one) => one !== first);
  return (
    <ScrollPage title={t('overview:title')}>
      <div className={css.column}>
        {first ? <First line={first} /> : <p className={css.well}>{t('overview:all_fine')}</p>}
        <div className={css.score}>
          <p>{t('overview:score', { fine, of })}</p>
          <progress max={of} value={fine} aria-label={t('overview:score', { fine, of })} />
        </div>
        <Points state="broken" lines={rest} />
        <Points state="better" lines={rest} />
        <Points state="fine" lines={rest} />
        {may('plan.read') && <Figures />}
        <p className={css.version}>{t('overview:version', { version })}</p>
      </div>
    </ScrollPage>
  );
}

function First({ line }: { line: OverviewLine }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const go = useGo();
  return (
    <div className={css.first} data-state={line.state}>
      <Card title={line.title} text={line.text}>
        {line.link ? (
          <Button type="primary" className={css.resolve} onClick={() => go(paths.within(org, line.link))}>
            {t('overview:resolve')}
          </Button>
        ) : (
          <p className={css.note}>{t('overview:not_here')}</p>
        )}
      </Card>
    </div>
  );
}
