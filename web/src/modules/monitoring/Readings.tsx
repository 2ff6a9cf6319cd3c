import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginReading, readingsQuery, readPage } from '@/api/monitoring';
import { useOrg } from '@/api/org';
import type { Reading } from '@/api/types';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import css from './Monitoring.module.css';

/** What the reader of this page read behind the gate; while it is open, a form for more. */
export function Readings({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const [shown, setShown] = useState('');
  const list = useQuery(readingsQuery(org));
  const line = (one: Reading) =>
    t('monitoring:reading_line', {
      name: format.person(one.person),
      from: format.date(one.from),
      to: format.date(one.to),
      open: one.conversations,
      shut: one.shut,
    });
  return (
    <Card title={t('monitoring:readings')}>
      <p className={css.quiet}>{t('monitoring:readings_text')}</p>
      {open && <BeginForm begun={setShown} />}
      {list.isPending && <Loading />}
      {list.isError && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <EmptyState title={t('monitoring:readings_none')} />}
      <ul className={css.list}>
        {list.data?.items.map((one) => (
          <li key={one.id}>
            <span>{line(one)}</span>
            <span className={css.quiet}>{one.reason}</span>
            {shown === one.id ? (
              <Messages id={one.id} />
            ) : (
              <span>
                <Button size="small" onClick={() => setShown(one.id)}>
                  {t('monitoring:show')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A moment's day in Hong Kong: 2026-11-23. */
const dayOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

function BeginForm({ begun }: { begun: (id: string) => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const fresh = useFreshAct();
  const [person, setPerson] = useState<string[]>([]);
  const [days, setDays] = useState({ from: dayOf(Date.now() - 7 * 86_400_000), to: dayOf(Date.now()) });
  const [reason, setReason] = useState('');
  const begin = useMutation({
    mutationFn: () =>
      beginReading(org, {
        person_id: person[0] ?? '',
        from: `${days.from}T00:00:00+08:00`,
        to: `${days.to}T23:59:59+08:00`,
        reason,
      }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: readingsQuery(org).queryKey });
      setReason('');
      begun(made.id);
    },
    onError: (error) => void fresh.asked(error, () => begin.mutate()),
  });
  const day = (name: 'from' | 'to', label: string) => (
    <Field label={label}>
      {(props) => (
        <Input
          {...props}
          type="date"
          required
          value={days[name]}
          onChange={(event) => setDays({ ...days, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className={css.fields}
      onSubmit={(event) => {
        event.preventDefault();
        fresh.run(() => begin.mutate());
      }}
    >
      <FormError error={begin.error} />
      <Field label={t('monitoring:whose')}>
        {(props) => <PeoplePicker field={props} single value={person} onChange={setPerson} />}
      </Field>
      <div className={css.buttons}>
        {day('from', t('monitoring:from'))}
        {day('to', t('monitoring:to'))}
      </div>
      <Field label={t('monitoring:reason')} help={t('monitoring:reason_help')}>
        {(props) => (
          <Input.TextArea
            {...props}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={person.length === 0 || [...reason.trim()].length < 20}
          loading={begin.isPending}
        >
          {t('monitoring:begin')}
        </Button>
      </div>
      {fresh.dialog}
    </form>
  );
}

function Messages({ id }: { id: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const log = useInfiniteQuery({
    queryKey: ['o', org, 'monitoring', 'reading', id],
    queryFn: ({ pageParam, signal }) => readPage(org, id, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
    retry: false,
  });
  if (log.isPending) return <Loading />;
  if (log.isError) return <ErrorState error={log.error} retry={() => void log.refetch()} />;
  const items = log.data.pages.flatMap((page) => page.items);
  return (
    <div>
      {items.length === 0 && <EmptyState title={t('monitoring:nothing_said')} />}
      {items.map((one) => (
        <div key={one.id} className={css.said}>
          <strong>{format.person(one.sender)}</strong> <time className={css.quiet}>{format.exact(one.at)}</time>
          <div dir="auto">{one.text}</div>
        </div>
      ))}
      {log.hasNextPage && (
        <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('shell:load_more')}
        </Button>
      )}
    </div>
  );
}
