import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { giveRole, takeRole } from '@/api/access';
import { useOrg } from '@/api/org';
import type { Role, RoleHolder } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { useUndoNote } from './useUndoNote';

/** Asks, takes the role, and offers for some seconds to give it back. */
export function useTakeRole(role: Role) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const note = useUndoNote();
  const fresh = () => void client.invalidateQueries({ queryKey: ['o', org, 'access'] });
  const back = useMutation({
    mutationFn: (one: RoleHolder) => giveRole(org, role.name, one.id),
    onSuccess: fresh,
    onError: toast,
  });
  const take = useMutation({
    mutationFn: (one: RoleHolder) => takeRole(org, role.name, one.id),
    onSuccess: (_, one) => {
      fresh();
      note(t('access:taken', { role: role.title, name: format.person(one) }), () => back.mutate(one));
    },
    onError: toast,
  });
  return (one: RoleHolder) =>
    modal.confirm({
      title: t('access:take_title', { role: role.title, name: format.person(one) }),
      content: t('access:take_text'),
      okText: t('access:take'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => take.mutateAsync(one).catch(() => {}),
    });
}
