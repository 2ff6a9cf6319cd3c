import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { decideHeld, heldMessagesQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { HeldMessage } from '@/api/types';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './RulesPage.module.css';

/** Messages that wait: who, when and why. What they say stays between the sender and the inspector. */
export function HeldMessages() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const query = useQuery(heldMessagesQuery(org));
  const decide = useMutation({
    mutationFn: ({ one, act }: { one: HeldMessage; act: 'release' | 'refuse' }) => decideHeld(org, one.id, act),
    onSettled: () => void client.invalidateQueries({ queryKey: heldMessagesQuery(org).queryKey }),
    onError: toast,
  });
  const refuse = (one: HeldMessage) =>
    modal.confirm({
      title: t('talk:refuse_title'),
      content: t('talk:refuse_text'),
      okText: t('talk:refuse'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => decide.mutateAsync({ one, act: 'refuse' }).catch(() => {}),
    });
  return (
    <Card title={t('talk:held_heading')}>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <EmptyState title={t('talk:held_none')} />}
      <ul className={css.held}>
        {query.data?.items.map((one) => (
          <li key={one.id}>
            <span className={css.words}>
              <b>{format.person(one.sender)}</b>
              <span>{t('talk:held_by', { inspector: one.inspector, reason: one.reason })}</span>
              <time dateTime={one.at}>{format.dateTime(one.at)}</time>
            </span>
            <Button onClick={() => decide.mutate({ one, act: 'release' })}>{t('talk:release')}</Button>
            <Button danger onClick={() => refuse(one)}>
              {t('talk:refuse')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
