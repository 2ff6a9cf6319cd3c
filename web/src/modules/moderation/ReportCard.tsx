import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { decideReport } from '@/api/moderation';
import { useOrg } from '@/api/org';
import type { Report, ReportOutcome } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './ModerationPage.module.css';

/** What was handed over, and what can be decided about it. */
export function ReportCard({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const decide = useMutation({
    mutationFn: (outcome: ReportOutcome) => decideReport(org, report.id, outcome),
    onSettled: () => void client.invalidateQueries({ queryKey: ['o', org, 'reports'] }),
    onError: toast,
  });
  const causes = {
    harassment: t('judge:cause_harassment'),
    confidential: t('judge:cause_confidential'),
    unlawful: t('judge:cause_unlawful'),
    spam: t('judge:cause_spam'),
    other: t('judge:cause_else'),
  };
  const outcomes = {
    dismissed: t('judge:outcome_dismissed'),
    recalled: t('judge:outcome_recalled'),
    warned: t('judge:outcome_warned'),
  };
  const recall = () =>
    modal.confirm({
      title: t('judge:recall_title'),
      content: t('judge:recall_text'),
      okText: t('judge:recall'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => decide.mutateAsync('recalled').catch(() => {}),
    });
  return (
    <li className={css.report}>
      <p>
        <strong>
          {t('judge:by', { reporter: format.person(report.reporter), sender: format.person(report.sender) })}
        </strong>
        <span className={css.quiet}>
          {causes[report.cause]} · <time dateTime={report.made_at}>{format.dateTime(report.made_at)}</time>
        </span>
      </p>
      {report.note && <p>{report.note}</p>}
      <ol className={css.said}>
        {report.said.map((one, n) => (
          <li key={one.at + one.sender.id} data-about={n === report.said.length - 1}>
            <b>{format.person(one.sender)}</b> <time dateTime={one.at}>{format.time(one.at)}</time>
            <span>{one.text}</span>
          </li>
        ))}
      </ol>
      {report.outcome ? (
        <p className={css.quiet}>
          {outcomes[report.outcome]} · {report.decided_by && format.person(report.decided_by)}
        </p>
      ) : (
        <div className={css.buttons}>
          <Button loading={decide.isPending} onClick={() => decide.mutate('dismissed')}>
            {t('judge:dismiss')}
          </Button>
          <Button loading={decide.isPending} onClick={() => decide.mutate('warned')}>
            {t('judge:warn_sender')}
          </Button>
          <Button danger loading={decide.isPending} onClick={recall}>
            {t('judge:recall')}
          </Button>
        </div>
      )}
    </li>
  );
}
