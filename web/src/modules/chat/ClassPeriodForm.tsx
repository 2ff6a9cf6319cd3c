import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goingQuery, periodsQuery, putPeriod } from '@/api/gates';
import { useOrg } from '@/api/org';
import type { ChatPeriod, ChatPeriodInput } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { GoingWords } from './GoingWords';
import css from './GroupSettings.module.css';
import { useClasses } from './useClasses';

type How = 'ever' | 'each' | 'idle';

/** Sets the period of a class; what it would take is shown before. */
export function ClassPeriodForm({ one, close }: { one: ChatPeriod; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const fresh = useFreshAct();
  const classes = useClasses();
  const [how, setHow] = useState<How>(one.days === 0 ? 'ever' : one.idle ? 'idle' : 'each');
  const [days, setDays] = useState(one.days || 365);
  const input: ChatPeriodInput = { class: one.class, days: how === 'ever' ? 0 : days, idle: how === 'idle' };
  const save = useMutation({
    mutationFn: () => putPeriod(org, input),
    onSuccess: (saved) => {
      client.setQueryData(periodsQuery(org).queryKey, saved);
      close();
    },
    onError: (error) => void fresh.asked(error, () => save.mutate()),
  });
  const preset = (next: How, number: number) => () => {
    setHow(next);
    setDays(number);
  };
  return (
    <>
      <FormDialog
        title={t('gates:period_change', { name: classes[one.class] })}
        okText={t('shell:save')}
        ready
        busy={save.isPending}
        onOk={() => fresh.run(() => save.mutate())}
        onClose={close}
      >
        <div className={css.form}>
          <FormError error={save.error} />
          <div>
            <Button size="small" onClick={preset('each', 30)}>
              {t('gates:preset_month')}
            </Button>{' '}
            <Button size="small" onClick={preset('each', 90)}>
              {t('gates:preset_quarter')}
            </Button>{' '}
            <Button size="small" onClick={preset('idle', 365)}>
              {t('gates:preset_year')}
            </Button>
          </div>
          <Radio.Group
            aria-label={t('gates:period_how')}
            value={how}
            onChange={(event) => setHow(event.target.value)}
            options={[
              { value: 'ever', label: t('gates:how_ever') },
              { value: 'each', label: t('gates:how_each') },
              { value: 'idle', label: t('gates:how_idle') },
            ]}
          />
          {how !== 'ever' && (
            <Field label={t('gates:period_days')}>
              {(props) => (
                <InputNumber
                  {...props}
                  min={1}
                  max={36_600}
                  precision={0}
                  value={days}
                  onChange={(number) => setDays(number ?? 1)}
                />
              )}
            </Field>
          )}
          {how !== 'ever' && <Going input={input} />}
        </div>
      </FormDialog>
      {fresh.dialog}
    </>
  );
}

function Going({ input }: { input: ChatPeriodInput }) {
  const { id: org } = useOrg();
  const { data, error } = useQuery(goingQuery(org, input));
  if (error) return <FormError error={error} />;
  return data ? <GoingWords going={data} /> : null;
}
