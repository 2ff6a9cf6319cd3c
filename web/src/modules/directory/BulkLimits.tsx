import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { putViewLimits, viewLimitsQuery } from '@/api/sight';
import type { ViewLimits } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import css from './SightPage.module.css';

/** From how many colleagues in an hour on administrators hear of it. */
export function BulkLimits() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const kept = useQuery(viewLimitsQuery(org));
  const [changed, setChanged] = useState<Partial<ViewLimits>>({});
  const save = useMutation({
    mutationFn: (limits: ViewLimits) => putViewLimits(org, limits),
    onSuccess: (made) => {
      client.setQueryData(viewLimitsQuery(org).queryKey, made);
      setChanged({});
      void message.success(t('sight:bulk_saved'));
    },
  });
  if (!kept.data) return <FormError error={kept.error} />;
  const limits = { ...kept.data, ...changed };
  const cells = [
    ['profiles', 'sight:bulk_profiles', 10, 100_000],
    ['listed', 'sight:bulk_listed', 50, 1_000_000],
  ] as const;
  return (
    <section className={css.trial}>
      <h2>{t('sight:bulk')}</h2>
      <p className={css.intro}>{t('sight:bulk_text')}</p>
      <FormError error={save.error} />
      <div className={css.pair}>
        {cells.map(([name, label, min, max]) => (
          <Field key={name} label={t(label)}>
            {(props) => (
              <InputNumber
                {...props}
                style={{ inlineSize: '100%' }}
                min={min}
                max={max}
                precision={0}
                value={limits[name]}
                onChange={(value) => setChanged({ ...changed, [name]: value ?? kept.data[name] })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className={css.save}>
        <Button
          disabled={limits.profiles === kept.data.profiles && limits.listed === kept.data.listed}
          loading={save.isPending}
          onClick={() => save.mutate(limits)}
        >
          {t('shell:save')}
        </Button>
      </p>
    </section>
  );
}
