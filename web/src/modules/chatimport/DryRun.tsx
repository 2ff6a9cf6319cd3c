import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { beginImport, oldImportQuery } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import type { OldImport } from '@/api/types';
import { Card } from '@/ui/Card';
import { sourceName } from '@/ui/source-name';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import { CancelButton } from './CancelButton';
import { CountList } from './CountList';
import css from './OldMessagesPage.module.css';

const names: Parameters<typeof CountList>[0]['names'] = [
  ['messages', 'oldchat:messages'],
  ['replies', 'oldchat:replies'],
  ['reactions', 'oldchat:reactions'],
  ['files', 'oldchat:files'],
  ['cut', 'oldchat:cut'],
  ['missing', 'oldchat:missing'],
  ['too_large', 'oldchat:too_large_files'],
  ['old', 'oldchat:old'],
  ['system', 'oldchat:system'],
  ['no_emoji', 'oldchat:no_emoji'],
];

/** What an archive holds, counted, and the beginning of its import. */
export function DryRun({ one }: { one: OldImport }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const format = useFormat();
  const toast = useProblemToast();
  const fresh = useFreshAct(t('oldchat:fresh'));
  const begin = useMutation({
    mutationFn: () => beginImport(org, one.id),
    onSuccess: (next) => client.setQueryData(oldImportQuery(org, one.id).queryKey, next),
    onError: (error) => fresh.asked(error, () => begin.mutate()) || toast(error),
  });
  const label = t('oldchat:begin', { count: one.counts.messages, formatted: format.number(one.counts.messages) });
  const ask = () =>
    modal.confirm({
      title: t('oldchat:begin_title'),
      content: t('oldchat:begin_text'),
      okText: label,
      cancelText: t('shell:cancel'),
      onOk: () => fresh.run(() => begin.mutate()),
    });
  return (
    <Card title={t('oldchat:dry_run')}>
      <p className={css.note}>
        {sourceName(one.source, t('oldchat:a_table'))} · {one.file_name} · {t('oldchat:nothing_changed')}
      </p>
      <CountList one={one} names={names} always="messages" />
      <div className={css.actions}>
        <Button
          type="primary"
          size="large"
          disabled={one.counts.messages === 0}
          loading={begin.isPending}
          onClick={ask}
        >
          {label}
        </Button>
        <CancelButton one={one} />
      </div>
      {fresh.dialog}
    </Card>
  );
}
