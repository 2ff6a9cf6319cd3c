import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { cancelImport, oldImportQuery } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import type { OldImport } from '@/api/types';
import { useProblemToast } from '@/ui/useProblem';

/** Stops an import after asking once more. */
export function CancelButton({ one }: { one: OldImport }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const cancel = useMutation({
    mutationFn: () => cancelImport(org, one.id),
    onSuccess: (next) => client.setQueryData(oldImportQuery(org, one.id).queryKey, next),
    onError: toast,
  });
  const ask = () =>
    modal.confirm({
      title: t('oldchat:cancel_title'),
      content: t('oldchat:cancel_text'),
      okText: t('oldchat:cancel'),
      okButtonProps: { danger: true },
      cancelText: t('shell:back'),
      onOk: () => cancel.mutate(),
    });
  return (
    <Button size="large" loading={cancel.isPending} onClick={ask}>
      {t('oldchat:cancel')}
    </Button>
  );
}
