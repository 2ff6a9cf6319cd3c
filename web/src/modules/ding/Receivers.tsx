import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Ding, type DingReceiver, type ReceiverState, receiversQuery, type Taken } from '@/api/ding';
import { useOrg } from '@/api/org';
import { Avatar } from '@/ui/Avatar';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import page from './DingPage.module.css';
import css from './DingPane.module.css';
import { causeWords, channelWords, receiverWords, takenWords } from './words';

const states: ReceiverState[] = ['waiting', 'delivered', 'seen', 'confirmed', 'failed', 'left'];

/** How far a notice came with each receiver; it changes while one looks. */
export function Receivers({ ding }: { ding: Ding }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [state, setState] = useState<ReceiverState | ''>('');
  const query = useInfiniteQuery(receiversQuery(org, ding.id, state));
  const rows = query.data?.pages.flatMap((one) => one.items) ?? [];
  const options = [
    { value: '' as const, label: t('ring:all', { count: ding.receivers }) },
    ...states
      .filter((one) => (ding.counts?.[one] ?? 0) > 0)
      .map((one) => ({ value: one, label: `${t(receiverWords[one])} ${ding.counts?.[one] ?? 0}` })),
  ];
  return (
    <>
      <div className={css.filter}>
        <Segmented<ReceiverState | ''>
          aria-label={t('ring:receivers')}
          value={state}
          options={options}
          onChange={setState}
        />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      <ul className={css.people} aria-label={t('ring:receivers')}>
        {rows.map((one) => (
          <Row key={one.person.id} one={one} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('ring:load_more')}
        </Button>
      )}
    </>
  );
}

function Row({ one }: { one: DingReceiver }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.person(one.person);
  const at = one.confirmed_at ?? one.seen_at ?? one.delivered_at;
  return (
    <li>
      <Avatar id={one.person.id} name={name} picture={one.person.picture} size="small" />
      <span className={css.name}>{name}</span>
      <span className={page.tag} data-state={one.state} title={at ? format.exact(at) : undefined}>
        {t(receiverWords[one.state])}
        {at && ` ${format.time(at)}`}
      </span>
      {(one.quiet || one.steps.length > 0) && (
        <span className={css.steps}>
          {one.quiet && one.next_at && <span>{t('ring:quiet_until', { time: format.dateTime(one.next_at) })}</span>}
          {one.steps.map((step) => (
            <StepLine key={`${step.channel}${step.at}`} step={step} />
          ))}
        </span>
      )}
    </li>
  );
}

function StepLine({ step }: { step: Taken }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cause = causeWords[step.cause];
  const words = [t(channelWords[step.channel]), t(takenWords[step.state]), format.time(step.at)];
  if (cause) words.push(t(cause));
  if (step.state === 'waiting' && step.next_at && step.tries > 0)
    words.push(t('ring:again_at', { time: format.time(step.next_at) }));
  return <span data-state={step.state}>{words.join(' · ')}</span>;
}
