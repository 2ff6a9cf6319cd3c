import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerDing, type Ding, dingQuery, exportDing, seeDing } from '@/api/ding';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { Answers } from './Answers';
import css from './DingPane.module.css';
import { Receivers } from './Receivers';
import { channelWords, dingWords } from './words';

/** One notice: for a receiver to answer, for its sender with the table of who did. */
export function DingPane({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(dingQuery(org, id));
  return (
    <SidePane wide label={t('ding:title')} title={t('ding:title')} close={close}>
      <div className={css.pane}>
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.data?.own && <Got ding={query.data} />}
        {query.data?.counts && <Sent ding={query.data} />}
      </div>
    </SidePane>
  );
}

function Words({ ding }: { ding: Ding }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  return (
    <>
      <p className={css.text}>{ding.text}</p>
      {ding.message && (
        <PathLink className={css.link} to={paths.link(org, ding.message)}>
          {t('ring:open_message')}
        </PathLink>
      )}
    </>
  );
}

function Got({ ding }: { ding: Ding }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const open = ding.own?.open ?? false;
  useEffect(() => {
    if (!open) return;
    // Whoever opened it has it before their eyes.
    void seeDing(org, ding.id, true)
      .then(() => client.invalidateQueries({ queryKey: ['o', org, 'ding-open'] }))
      .catch(() => {});
  }, [org, ding.id, open, client]);
  return (
    <>
      <p className={css.detail}>
        {t('ring:from', { name: format.person(ding.sender) })} · {format.dateTime(ding.send_at)}
      </p>
      <Words ding={ding} />
      {open && ding.confirm ? (
        <Answers ding={ding} />
      ) : (
        <p className={css.detail}>{ding.state === 'cancelled' ? t('ring:state_cancelled') : t('ring:answered')}</p>
      )}
    </>
  );
}

function Sent({ ding }: { ding: Ding }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const take = useMutation({ mutationFn: () => exportDing(org, ding.id), onError: toast });
  const cancel = useMutation({
    mutationFn: () => answerDing(org, ding.id, 'cancel'),
    onError: toast,
    onSettled: () =>
      Promise.all(['ding', 'dings'].map((name) => client.invalidateQueries({ queryKey: ['o', org, name] }))),
  });
  const ask = () =>
    modal.confirm({
      title: t('ring:cancel_title'),
      content: t('ring:cancel_text', { count: ding.receivers }),
      okText: t('ring:cancel'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => cancel.mutateAsync().catch(() => {}),
    });
  const steps = ding.steps.map((one) =>
    one.after_minutes === 0
      ? t(channelWords[one.channel])
      : t('ring:step_after', { channel: t(channelWords[one.channel]), minutes: one.after_minutes }),
  );
  return (
    <>
      <p className={css.detail}>
        {t(dingWords[ding.state])} · {format.dateTime(ding.send_at)}
        {ding.state === 'chasing' && ding.ends_at && ` · ${t('ring:until', { time: format.dateTime(ding.ends_at) })}`}
      </p>
      <Words ding={ding} />
      <p className={css.detail}>
        {[
          t('ring:channel_app'),
          ...steps,
          ding.repeat_minutes > 0 ? t('ring:every', { minutes: ding.repeat_minutes }) : '',
        ]
          .filter(Boolean)
          .join(' → ')}
      </p>
      <div className={css.tools}>
        {ding.can.includes('cancel') && (
          <Button danger loading={cancel.isPending} onClick={ask}>
            {t('ring:cancel')}
          </Button>
        )}
        {ding.receivers > 0 && (
          <Button icon={<DownloadOutlined aria-hidden />} loading={take.isPending} onClick={() => take.mutate()}>
            {t('ring:export')}
          </Button>
        )}
      </div>
      {ding.receivers > 0 && <Receivers ding={ding} />}
    </>
  );
}
