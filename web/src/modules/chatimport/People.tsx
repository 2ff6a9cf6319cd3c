import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { oldConversationsQuery, oldPeopleQuery, sayWho } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { FormError } from '@/ui/FormError';
import css from './OldMessagesPage.module.css';
import { PersonChoice } from './PersonChoice';

export type Who = { key: string; how: 'name' | 'out' | 'chosen'; person?: string };

/** Who of an archive was found, and who the others are. */
export function People({ id }: { id: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const query = useInfiniteQuery(oldPeopleQuery(org, id));
  const say = useMutation({
    mutationFn: ({ key, how, person }: Who) => sayWho(org, id, key, how, person),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: oldPeopleQuery(org, id).queryKey });
      void client.invalidateQueries({ queryKey: oldConversationsQuery(org, id).queryKey });
    },
  });
  const hows = query.data?.pages[0]?.hows ?? {};
  const unknown = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t('oldchat:people')}>
      <p>
        {t('oldchat:people_found', {
          mail: hows.mail ?? 0,
          phone: hows.phone ?? 0,
          chosen: hows.chosen ?? 0,
          name: hows.name ?? 0,
          out: hows.out ?? 0,
        })}
      </p>
      <FormError error={say.error} />
      {unknown.length > 0 && (
        <>
          <p className={css.note}>{t('oldchat:unknown_text')}</p>
          <div className={css.actions}>
            <Button disabled={say.isPending} onClick={() => say.mutate({ key: '', how: 'name' })}>
              {t('oldchat:all_name')}
            </Button>
            <Button disabled={say.isPending} onClick={() => say.mutate({ key: '', how: 'out' })}>
              {t('oldchat:all_out')}
            </Button>
          </div>
        </>
      )}
      <ul className={css.rows}>
        {unknown.map((one) => (
          <PersonChoice key={one.key} one={one} say={say.mutate} />
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
