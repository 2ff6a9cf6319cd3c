import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { announcementsQuery } from '@/api/announce';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { FormError } from '@/ui/FormError';
import css from './Announce.module.css';
import { AnnouncementLine } from './AnnouncementLine';

/** What somebody is asked to acknowledge, for the page of first steps. */
export function WaitingSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(announcementsQuery(org, 'mine'));
  const waiting = (query.data?.pages ?? []).flatMap((page) => page.items).filter((row) => row.mine?.open);
  const none = query.isSuccess && waiting.length === 0 && !query.hasNextPage;
  return (
    <Card title={t('welcome:notices')} text={none ? t('welcome:notices_none') : t('welcome:notices_text')}>
      <FormError error={query.error} />
      {waiting.length > 0 && (
        <ul className={css.list}>
          {waiting.map((row) => (
            <AnnouncementLine key={row.id} row={row} written={false} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('shell:load_more')}
        </Button>
      )}
    </Card>
  );
}
