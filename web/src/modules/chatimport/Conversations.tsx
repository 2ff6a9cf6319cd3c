import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { oldConversationsQuery } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { useFormat } from '@/ui/useFormat';
import css from './OldMessagesPage.module.css';
import { kindWords } from './words';

/** The conversations of an archive, and what each would become. */
export function Conversations({ id }: { id: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useInfiniteQuery(oldConversationsQuery(org, id));
  return (
    <Card title={t('oldchat:conversations')}>
      <ul className={css.rows}>
        {query.data?.pages
          .flatMap((page) => page.items)
          .map((one) => (
            <li key={one.n}>
              <div className={css.words}>
                <b>{one.name || t(kindWords[one.kind])}</b>
                <span>
                  {[
                    one.name && t(kindWords[one.kind]),
                    t('oldchat:members', { here: one.here_count, all: one.members_count }),
                    one.again && t('oldchat:again'),
                    one.out && t('oldchat:out'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
              <span>
                {format.number(one.messages)} {t('oldchat:messages')}
              </span>
            </li>
          ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('oldchat:more')}
        </Button>
      )}
    </Card>
  );
}
