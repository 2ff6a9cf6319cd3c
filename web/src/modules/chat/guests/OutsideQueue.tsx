import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outsideQuery, passOutside, refuseOutside } from '@/api/guests';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useProblemToast } from '@/ui/useProblem';
import css from './Guests.module.css';
import { OutsideRow } from './OutsideRow';

/** What other organisations ask of this one's people, waiting or decided. */
export function OutsideQueue({ decided }: { decided: boolean }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const query = useInfiniteQuery(outsideQuery(org, decided));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [refusing, setRefusing] = useState('');
  const [reason, setReason] = useState('');
  const done = () => {
    setRefusing('');
    setReason('');
    void client.invalidateQueries({ queryKey: ['o', org, 'outside-invitations'] });
  };
  const pass = useMutation({
    mutationFn: (id: string) => passOutside(org, id),
    onSuccess: done,
    onError: useProblemToast(),
  });
  const refuse = useMutation({ mutationFn: () => refuseOutside(org, refusing, reason.trim()), onSuccess: done });
  return (
    <>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && !decided && (
        <EmptyState title={t('guests:none_outside')} text={t('guests:none_outside_text')} />
      )}
      {decided && all.length > 0 && <h2>{t('guests:decided')}</h2>}
      <ul className={css.list}>
        {all.map((one) => (
          <OutsideRow
            key={one.id}
            one={one}
            busy={pass.isPending}
            pass={() => pass.mutate(one.id)}
            refuse={() => setRefusing(one.id)}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
      {refusing && (
        <FormDialog
          title={t('guests:refuse_title')}
          okText={t('guests:refuse')}
          ready={reason.trim() !== ''}
          busy={refuse.isPending}
          onOk={() => refuse.mutate()}
          onClose={() => setRefusing('')}
        >
          <FormError error={refuse.error} />
          <Field label={t('guests:reason')} help={t('guests:reason_help')}>
            {(props) => (
              <Input.TextArea
                {...props}
                rows={3}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        </FormDialog>
      )}
    </>
  );
}
