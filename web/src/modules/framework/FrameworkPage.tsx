import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { frameworkFile, frameworkQuery } from '@/api/framework';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { ControlLine } from './ControlLine';
import css from './FrameworkPage.module.css';

/** The controls of a framework, each with the evidence there is at this moment. */
export function FrameworkPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang, dateTime } = useFormat();
  const go = useGo();
  const { name = '' } = useParams({ strict: false });
  const query = useQuery(frameworkQuery(org, name, lang));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const one = query.data;
  const { met = 0, open = 0, yours = 0 } = one.counts;
  return (
    <ScrollPage
      title={one.title}
      tools={
        <>
          <Button onClick={() => go(paths.frameworks(org))}>{t('shell:back')}</Button>
          <Button icon={<DownloadOutlined aria-hidden />} href={frameworkFile(org, name)} download>
            {t('frameworks:download')}
          </Button>
        </>
      }
    >
      <div className={css.column}>
        <p>{t('frameworks:intro')}</p>
        <p className={css.counts}>{t('frameworks:counts', { met, open, yours })}</p>
        <ul className={css.controls}>
          {(one.controls ?? []).map((control) => (
            <ControlLine key={control.name} control={control} />
          ))}
        </ul>
        <p className={css.source}>
          {t('frameworks:source', { source: one.source })} · {t('frameworks:looked', { time: dateTime(one.at) })}
        </p>
      </div>
    </ScrollPage>
  );
}
