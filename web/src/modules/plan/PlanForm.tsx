import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { savePlan } from '@/api/plan';
import type { OfferedPlan, PlanTerm } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import { perUnit } from './amount';
import css from './PlanPage.module.css';

interface Props {
  plan: OfferedPlan;
  terms: PlanTerm[];
  onClose: () => void;
}

/** Writes a plan. An empty limit is none. */
export function PlanForm({ plan, terms, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const fresh = useFreshAct();
  const [name, setName] = useState(plan.name);
  const [limits, setLimits] = useState<Record<string, number>>(plan.limits);
  const [off, setOff] = useState(plan.off ?? []);
  const save = useMutation({
    mutationFn: () => savePlan(name.trim(), { limits, off }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['operator'] });
      onClose();
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((one) => [one.name, one.message]));
  const limit = (what: string, value: number | null) => {
    const { [what]: _, ...rest } = limits;
    setLimits(value === null ? rest : { ...rest, [what]: value });
  };
  return (
    <FormDialog
      title={plan.name ? t('plan:change_named', { name: plan.name }) : t('plan:add')}
      okText={t('shell:save')}
      ready={Boolean(name.trim())}
      busy={save.isPending}
      onOk={() => fresh.run(() => save.mutate())}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        {plan.organisations > 0 && (
          <p className={css.note}>{t('plan:counts_at_once', { count: plan.organisations })}</p>
        )}
        {!plan.name && (
          <Field label={t('plan:name')} help={t('plan:name_help')} error={errors.name}>
            {(props) => (
              <Input {...props} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
        )}
        {terms
          .filter((term) => term.kind !== 'switch')
          .map((term) => (
            <Field key={term.name} label={t('plan:most', { what: term.title })} error={errors[term.name]} optional>
              {(props) => (
                <InputNumber
                  {...props}
                  className={css.wide}
                  min={0}
                  precision={0}
                  placeholder={t('plan:unlimited')}
                  suffix={term.kind === 'bytes' ? 'GB' : undefined}
                  value={term.name in limits ? (limits[term.name] ?? 0) / perUnit(term.kind) : null}
                  onChange={(value) => limit(term.name, value === null ? null : value * perUnit(term.kind))}
                />
              )}
            </Field>
          ))}
        <Checkbox.Group
          value={terms.filter((term) => !off.includes(term.name)).map((term) => term.name)}
          options={terms
            .filter((term) => term.kind === 'switch')
            .map((term) => ({ value: term.name, label: term.title }))}
          onChange={(there) =>
            setOff(
              terms.filter((term) => term.kind === 'switch' && !there.includes(term.name)).map((term) => term.name),
            )
          }
        />
      </div>
      {fresh.dialog}
    </FormDialog>
  );
}
