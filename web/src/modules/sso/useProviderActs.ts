import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Provider, providersQuery, removeProvider, testProvider, turnProvider } from '@/api/sso';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';

/** What an administrator does to a provider. */
export function useProviderActs(one: Provider) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct(t('sso:fresh_text'));
  const load = () => client.invalidateQueries({ queryKey: providersQuery(org).queryKey });
  const test = useMutation({
    mutationFn: () => testProvider(org, one.id),
    onSuccess: () => {
      void message.success(one.kind === 'saml' ? t('sso:tested_saml') : t('sso:tested'));
      return load();
    },
    onError: toast,
  });
  const turn = useMutation({
    mutationFn: (on: boolean) => turnProvider(org, one.id, on),
    onSuccess: load,
    onError: toast,
  });
  const remove = useMutation({ mutationFn: () => removeProvider(org, one.id), onSuccess: load, onError: toast });
  const ask = () =>
    modal.confirm({
      title: t('sso:remove_title', { name: one.name }),
      content: t('sso:remove_text'),
      okText: t('sso:remove'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => fresh.run(() => remove.mutate()),
    });
  return {
    testing: test.isPending,
    turning: turn.isPending,
    test: () => fresh.run(() => test.mutate()),
    turn: (on: boolean) => fresh.run(() => turn.mutate(on)),
    remove: ask,
    dialog: fresh.dialog,
  };
}
