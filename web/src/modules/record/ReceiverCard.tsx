import { CheckCircleFilled, ClockCircleOutlined, WarningFilled } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { endReceiver, type Receiver, type RecordGroup, tryReceiver } from '@/api/receivers';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import css from './ReceiversPage.module.css';
import { failureKeys } from './receiver-words';

interface Props {
  one: Receiver;
  groups: RecordGroup[];
  edit: () => void;
}

/** A receiver: how far it is, and what is wrong if something is. */
export function ReceiverCard({ one, groups, edit }: Props) {
  const { t } = useTranslation();
  const { may } = useOrg();
  const format = useFormat();
  const acts = useReceiverActs(one);
  const wanted = groups.filter((group) => one.groups?.includes(group.group)).map((group) => group.title);
  const facts = [
    { label: t('receivers:address'), value: `${one.host}:${one.port}` },
    { label: t('receivers:format'), value: one.format === 'cef' ? 'CEF' : 'OCSF 1.8.0' },
    { label: t('receivers:gets'), value: wanted.length > 0 ? wanted.join(t('receivers:comma')) : t('receivers:all') },
    { label: t('receivers:bodies_short'), value: one.bodies ? t('receivers:bodies_on') : t('receivers:bodies_off') },
    { label: t('receivers:sent_at'), value: one.sent_at ? format.exact(one.sent_at) : t('receivers:never') },
  ];
  return (
    <section className={css.card} aria-label={one.name}>
      <h2>{one.name}</h2>
      <StateLine one={one} />
      <dl className={css.facts}>
        {facts.map((fact) => (
          <div key={fact.label} style={{ display: 'contents' }}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      {may('record.receiver.write') && (
        <div className={css.buttons}>
          <Button loading={acts.trying} onClick={acts.attempt}>
            {t('receivers:test')}
          </Button>
          <Button onClick={edit}>{t('receivers:change')}</Button>
          <Button danger onClick={acts.end}>
            {t('receivers:end')}
          </Button>
        </div>
      )}
      {acts.dialog}
    </section>
  );
}

function StateLine({ one }: { one: Receiver }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (one.failure) {
    return (
      <div>
        <p className={css.state} data-state="fails">
          <WarningFilled aria-hidden />
          {t(failureKeys[one.failure])}
        </p>
        <p>
          {t('receivers:fails_since', { time: one.failed_at ? format.exact(one.failed_at) : '–' })}{' '}
          {t('receivers:waiting', { count: one.waiting })}{' '}
          {one.retry_at && t('receivers:retry_at', { time: format.exact(one.retry_at) })}
        </p>
      </div>
    );
  }
  if (one.waiting > 0) {
    return (
      <p className={css.state}>
        <ClockCircleOutlined aria-hidden />
        {t('receivers:waiting', { count: one.waiting })}
      </p>
    );
  }
  return (
    <p className={css.state} data-state="up">
      <CheckCircleFilled aria-hidden />
      {t('receivers:has_all')}
    </p>
  );
}

function useReceiverActs(one: Receiver) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct(t('receivers:fresh_text'));
  const load = () => void client.invalidateQueries({ queryKey: ['o', org, 'record'] });
  const attempt = useMutation({
    mutationFn: () => tryReceiver(org, one.id),
    onSuccess: ({ failure }) => {
      load();
      if (failure) void message.warning(t(failureKeys[failure]));
      else void message.success(t('receivers:arrived'));
    },
    onError: toast,
  });
  const end = useMutation({ mutationFn: () => endReceiver(org, one.id), onSuccess: load, onError: toast });
  const ask = () =>
    modal.confirm({
      title: t('receivers:end_title', { name: one.name }),
      content: t('receivers:end_text'),
      okText: t('receivers:end'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => fresh.run(() => end.mutate()),
    });
  return {
    trying: attempt.isPending,
    attempt: () => fresh.run(() => attempt.mutate()),
    end: ask,
    dialog: fresh.dialog,
  };
}
