import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { plansQuery, setFirstPlan } from '@/api/plan';
import type { PlansAnswer } from '@/api/types';
import { Field } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';

/** What organisations that are created from now on begin with. */
export function FirstPlan({ answer }: { answer: PlansAnswer }) {
  const { t } = useTranslation();
  const { lang } = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const set = useMutation({
    mutationFn: setFirstPlan,
    onSuccess: (next) => client.setQueryData(plansQuery(lang).queryKey, next),
    onError: toast,
  });
  return (
    <>
      <Field label={t('plan:first')} help={t('plan:first_help')}>
        {(props) => (
          <Select
            {...props}
            value={answer.first}
            loading={set.isPending}
            onChange={(name) => fresh.run(() => set.mutate(name))}
            options={[
              { value: '', label: t('plan:everything') },
              ...(answer.items ?? []).map((one) => ({ value: one.name, label: one.name })),
            ]}
          />
        )}
      </Field>
      {fresh.dialog}
    </>
  );
}
