import { CloseOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { noticesQuery, readNotices } from '@/api/shell';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './Notices.module.css';

export function Notices({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { id } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const query = useQuery(noticesQuery(id));
  const items = query.data?.items ?? [];
  const read = useMutation({
    mutationFn: (upTo: string) => readNotices(id, upTo),
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', id, 'notices'] }),
  });
  const first = items[0];
  const anyUnread = items.some((one) => !one.read);
  return (
    <Dialog label={t('shell:notices')} place="rail" onClose={onClose}>
      <div className={css.head}>
        <h2>{t('shell:notices')}</h2>
        {first && anyUnread && (
          <Button size="small" type="link" loading={read.isPending} onClick={() => read.mutate(first.id)}>
            {t('shell:mark_all_read')}
          </Button>
        )}
        <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('shell:close')} onClick={onClose} />
      </div>
      <div className={css.list}>
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && !first && (
          <EmptyState mark title={t('shell:notices_empty')} text={t('shell:notices_empty_text')} />
        )}
        <ul>
          {items.map((one) => (
            <li key={one.id}>
              <PathLink to={paths.link(id, one.link)} className={css.item} data-unread={!one.read} onClick={onClose}>
                <span className={css.title}>
                  {one.title}
                  {!one.read && <span className="visually-hidden">{t('shell:unread')}</span>}
                </span>
                {one.body && <span className={css.body}>{one.body}</span>}
                <time className={css.time} dateTime={one.at} title={format.exact(one.at)}>
                  {format.ago(one.at)}
                </time>
              </PathLink>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
