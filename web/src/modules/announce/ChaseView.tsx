import { BellOutlined, DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type Announcement,
  announceKey,
  type Chased,
  type ChaseState,
  exportReceivers,
  receiversQuery,
  remind,
} from '@/api/announce';
import { useOrg } from '@/api/org';
import { Avatar } from '@/ui/Avatar';
import { DepartmentPicker } from '@/ui/DepartmentPicker';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Announce.module.css';

const states = ['all', 'open', 'unseen', 'confirmed', 'left'] as const;
const stateWords: Record<ChaseState, string> = {
  all: 'announce:chase_all',
  open: 'announce:chase_open',
  unseen: 'announce:chase_unseen',
  confirmed: 'announce:chase_confirmed',
  left: 'announce:chase_left',
};

/** Who has it, has opened it and has confirmed it; whoever has not is reminded. */
export function ChaseView({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [values, setValues] = useAddressValues();
  const state = states.find((one) => one === values.get('state')) ?? 'all';
  const department = values.get('department') ?? '';
  const query = useInfiniteQuery(receiversQuery(org, it.id, state, department));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = states.filter((one) => it.must_confirm || (one !== 'open' && one !== 'confirmed'));
  return (
    <>
      <PathLink to={paths.announcement(org, it.id)} className={css.back}>
        {t('announce:to_text')}
      </PathLink>
      <h2 className={css.said}>{t('announce:receivers')}</h2>
      <p className={css.facts}>
        {t('announce:seen_of', { done: it.counts?.seen ?? 0, of: it.counts?.receivers ?? 0 })}
        {it.must_confirm &&
          ` · ${t('announce:confirmed_of', { done: it.counts?.confirmed ?? 0, of: it.counts?.receivers ?? 0 })}`}
      </p>
      <Tools it={it} />
      <div className={css.filters}>
        <Segmented<ChaseState>
          className={css.views}
          aria-label={t('announce:chase_filter')}
          value={state}
          options={shown.map((value) => ({ value, label: t(stateWords[value]) }))}
          onChange={(next) => setValues({ state: next === 'all' ? '' : next })}
        />
        <DepartmentPicker
          field={{ 'aria-label': t('announce:department') }}
          single
          clearable
          placeholder={t('announce:any_department')}
          value={department ? [department] : []}
          onChange={([one]) => setValues({ department: one ?? '' })}
        />
      </div>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState title={t('announce:chase_none')}>
          <Button onClick={() => setValues({ state: '', department: '' })}>{t('announce:chase_clear')}</Button>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ul className={css.list}>
          {rows.map((one) => (
            <ChasedLine key={one.person.id} one={one} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Tools({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const left = (it.counts?.receivers ?? 0) - (it.counts?.confirmed ?? 0);
  const ask = useMutation({
    mutationFn: () => remind(org, it.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: announceKey(org) });
      void message.success(t('announce:reminded', { count: left }));
    },
    onError: toast,
  });
  const file = useMutation({ mutationFn: () => exportReceivers(org, it.id), onError: toast });
  const sure = () =>
    modal.confirm({
      title: t('announce:remind_title', { count: left }),
      content: t('announce:remind_text'),
      okText: t('announce:remind'),
      cancelText: t('shell:cancel'),
      onOk: () => ask.mutateAsync().catch(() => {}),
    });
  return (
    <div className={css.buttons}>
      {it.must_confirm && it.state === 'published' && (
        <Button icon={<BellOutlined aria-hidden />} disabled={left < 1} loading={ask.isPending} onClick={sure}>
          {t('announce:remind')}
        </Button>
      )}
      <Button icon={<DownloadOutlined aria-hidden />} loading={file.isPending} onClick={() => file.mutate()}>
        {t('announce:export')}
      </Button>
    </div>
  );
}

function ChasedLine({ one }: { one: Chased }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.person(one.person);
  const facts = [
    one.seen_at ? t('announce:seen_at', { time: format.dateTime(one.seen_at) }) : t('announce:chase_unseen'),
    one.confirmed_at && t('announce:confirmed_at', { time: format.dateTime(one.confirmed_at) }),
    one.reminded_at && t('announce:reminded_at', { time: format.dateTime(one.reminded_at) }),
  ].filter(Boolean);
  return (
    <li className={css.person}>
      <Avatar id={one.person.id} name={name} picture={one.person.picture} size="small" />
      <span className={css.words}>
        <strong>{name}</strong>
        <span className={css.facts}>{facts.join(' · ')}</span>
      </span>
      {one.left && <span className={css.tag}>{t('announce:chase_left')}</span>}
      {one.open && (
        <span className={css.tag} data-tone="warn">
          {t('announce:chase_open')}
        </span>
      )}
      {!one.open && one.confirmed_version > 0 && (
        <span className={css.tag} data-tone="good">
          {t('announce:chase_confirmed')}
        </span>
      )}
    </li>
  );
}
