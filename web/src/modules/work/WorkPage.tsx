import { RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { workQuery } from '@/api/shell';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { dayKey } from '@/ui/format';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { groupWork, type WorkGroup } from './groups';
import css from './WorkPage.module.css';

const names: Record<WorkGroup, string> = {
  overdue: 'work:overdue',
  today: 'work:today',
  later: 'work:later',
  undated: 'work:undated',
};

export function WorkPage() {
  const { t } = useTranslation();
  const { id } = useOrg();
  const format = useFormat();
  const go = useGo();
  const query = useQuery(workQuery(id));
  const groups = groupWork(query.data?.items ?? [], new Date(), (at) => dayKey(at, format.zone));
  return (
    <>
      <PageHeader title={t('shell:work')} />
      <main className={css.page} id="content">
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && groups.length === 0 && (
          <EmptyState mark title={t('work:empty_title')} text={t('work:empty_text')}>
            <Button onClick={() => go(paths.home(id))}>{t('shell:go_home')}</Button>
          </EmptyState>
        )}
        {groups.map(({ group, items }) => (
          <section key={group} className={css.group} aria-labelledby={`work-${group}`}>
            <h2 id={`work-${group}`} data-late={group === 'overdue'}>
              {t(names[group])}
              <span>{format.number(items.length)}</span>
            </h2>
            <ul>
              {items.map((item) => (
                <li key={item.ref}>
                  <PathLink to={paths.link(id, item.link)} className={css.item}>
                    <span className={css.words}>
                      <span className={css.title}>{item.title}</span>
                      {item.detail && <span className={css.detail}>{item.detail}</span>}
                    </span>
                    {item.due_at && (
                      <time dateTime={item.due_at} className={css.due} title={format.exact(item.due_at)}>
                        {t('work:due', { time: format.dateTime(item.due_at) })}
                      </time>
                    )}
                    <RightOutlined aria-hidden className={css.go} />
                  </PathLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </main>
    </>
  );
}
