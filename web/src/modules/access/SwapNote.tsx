import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { agreeSwap, stopSwap, swapQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './RolesView.module.css';

/** An administrator's replacement that waits for the other one's word. */
export function SwapNote() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const query = useQuery(swapQuery(org));
  const done = {
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', org, 'access'] }),
    onError: toast,
  };
  const agree = useMutation({ mutationFn: () => agreeSwap(org), ...done });
  const stop = useMutation({ mutationFn: () => stopSwap(org), ...done });
  const swap = query.data?.swap;
  if (!swap) return null;
  const names = { goes: format.person(swap.goes), comes: format.person(swap.comes), by: format.person(swap.asked_by) };
  const ask = () =>
    modal.confirm({
      title: t('access:swap_agree_title', names),
      okText: t('access:swap_agree'),
      cancelText: t('shell:cancel'),
      onOk: () => agree.mutateAsync().catch(() => {}),
    });
  return (
    <div className={css.swap} role="status">
      <p>{t('access:swap_pending', { ...names, time: format.dateTime(swap.until) })}</p>
      <div className={css.swapActs}>
        {swap.can?.includes('agree') && (
          <Button type="primary" onClick={ask}>
            {t('access:swap_agree')}
          </Button>
        )}
        <Button loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('access:swap_stop')}
        </Button>
      </div>
    </div>
  );
}
