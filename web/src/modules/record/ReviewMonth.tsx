import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Review, reviewFile, reviewQuery } from '@/api/reviews';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { ReviewSign } from './ReviewSign';
import css from './ReviewsPage.module.css';
import { actionOf, daysOf, kindKeys } from './review-words';

/** What happened in a month, each number leading to its entries. */
export function ReviewMonth({ month }: { month: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(reviewQuery(org, month, lang));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const one = query.data;
  return (
    <div className={css.column}>
      <div className={css.tools}>
        <PathLink to={paths.reviews(org)}>{t('review:all_months')}</PathLink>
        <Button icon={<DownloadOutlined aria-hidden />} href={reviewFile(org, month)} download>
          {t('review:csv')}
        </Button>
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
          {t('review:print')}
        </Button>
      </div>
      <SumTable one={one} />
      <ActorTable one={one} />
      <p className={css.digest}>
        {t('review:digest')} <code>{one.digest}</code>
      </p>
      <ReviewSign one={one} />
    </div>
  );
}

function entriesOf(org: string, month: string, filter: { action?: string; actor?: string }) {
  return `${paths.record(org)}?${new URLSearchParams({ ...filter, ...daysOf(month) })}`;
}

function SumTable({ one }: { one: Review }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  return (
    <table className={css.sums}>
      <caption>{t('review:sums')}</caption>
      <tbody>
        {(one.sums ?? []).map((sum) => {
          const parts = sum.parts ?? [];
          const single = parts.length === 1 && parts[0];
          return (
            <tr key={sum.kind} data-none={sum.count === 0}>
              <th scope="row">
                {t(kindKeys[sum.kind] ?? sum.kind)}
                {parts.length > 1 && (
                  <ul>
                    {parts.map((part) => (
                      <li key={part.action}>
                        <PathLink to={entriesOf(org, one.month, { action: actionOf(part.action) })}>
                          {part.title || part.action}: {format.number(part.count)}
                        </PathLink>
                      </li>
                    ))}
                  </ul>
                )}
              </th>
              <td>
                {single ? (
                  <PathLink to={entriesOf(org, one.month, { action: actionOf(single.action) })}>
                    {format.number(sum.count)}
                  </PathLink>
                ) : (
                  format.number(sum.count)
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ActorTable({ one }: { one: Review }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const actors = one.actors ?? [];
  if (actors.length === 0) return null;
  return (
    <table className={css.sums}>
      <caption>{t('review:actors')}</caption>
      <tbody>
        {actors.map((actor) => (
          <tr key={actor.person_id}>
            <th scope="row">{actor.name || t('record:system')}</th>
            <td>
              <PathLink to={entriesOf(org, one.month, { actor: actor.person_id })}>
                {format.number(actor.count)}
              </PathLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
