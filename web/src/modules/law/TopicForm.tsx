import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/client';
import { computeLaw, type Topic } from '@/api/law';
import { useOrg } from '@/api/org';
import { FormError } from '@/ui/FormError';
import css from './Calculator.module.css';
import { FactField } from './FactField';
import { buildGiven, factAt, type Mistake } from './given';
import { Outcome } from './Outcome';

export function TopicForm({ topic }: { topic: Topic }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [form, setForm] = useState<Record<string, string>>({});
  const [mistakes, setMistakes] = useState<Record<string, Mistake>>({});
  const [open, setOpen] = useState(false);
  const compute = useMutation({
    mutationFn: (given: Record<string, unknown>) => computeLaw(org, topic.name, given),
    onError: (error) => refusalsOf(error).some((one) => more.some((fact) => fact.name === one.fact)) && setOpen(true),
  });
  // The first field with a mistake takes the focus.
  const box = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new refusal moves it.
  useEffect(() => {
    const field = box.current?.querySelector('[id$="-error"]')?.parentElement;
    field?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [mistakes, compute.error]);
  const facts = topic.keys ?? [];
  // Where every fact may be left out, all stand open: a form without a field says nothing.
  const allOptional = facts.every((fact) => fact.optional);
  const shown = facts.filter((fact) => allOptional || !fact.optional);
  const more = facts.filter((fact) => !shown.includes(fact));
  const told: Record<Mistake, string> = {
    missing: t('law:mistake_missing'),
    number: t('law:mistake_number'),
    json: t('law:mistake_json'),
    period: t('law:mistake_period'),
  };
  const refusals = refusalsOf(compute.error);
  const errorOf = (name: string) => {
    const own = mistakes[name];
    return own ? told[own] : refusals.find((one) => one.fact === name)?.message;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = buildGiven(facts, form);
    setMistakes(asked.mistakes);
    if (more.some((fact) => asked.mistakes[fact.name])) setOpen(true);
    if (Object.keys(asked.mistakes).length > 0) compute.reset();
    else compute.mutate(asked.given);
  };
  const field = (fact: (typeof facts)[number]) => (
    <FactField
      key={fact.name}
      fact={fact}
      value={form[fact.name] ?? ''}
      error={errorOf(fact.name)}
      change={(value) => setForm((old) => ({ ...old, [fact.name]: value }))}
    />
  );
  return (
    <>
      <form ref={box} className={css.form} onSubmit={submit} noValidate aria-label={topic.title}>
        {shown.map(field)}
        {more.length > 0 && (
          <details className={css.more} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t('law:more_facts')}</summary>
            <div className={css.form}>{more.map(field)}</div>
          </details>
        )}
        <FormError error={compute.error} />
        {Object.keys(mistakes).length > 0 && (
          <p className={css.mistakes} role="alert">
            {t('law:mistakes')}
          </p>
        )}
        <div>
          <Button type="primary" size="large" htmlType="submit" loading={compute.isPending}>
            {t('law:compute')}
          </Button>
        </div>
      </form>
      {compute.data && <Outcome answer={compute.data} />}
    </>
  );
}

function refusalsOf(error: unknown): { fact: string; message: string }[] {
  if (!(error instanceof ApiError)) return [];
  return (error.problem.errors ?? []).map((one) => ({ fact: factAt(one.location), message: one.message }));
}
