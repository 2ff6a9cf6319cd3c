import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type QuietHours, quietHoursQuery, setQuietHours } from '@/api/ding';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './MeSections.module.css';

/** When somebody does not want to be disturbed: saved as soon as it is changed. */
export function QuietSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(quietHoursQuery(org));
  return (
    <section className={css.section} aria-labelledby="me-quiet">
      <h2 id="me-quiet">{t('ring:quiet_title')}</h2>
      <p>{t('ring:quiet_text')}</p>
      <FormError error={query.error} />
      {query.data && <HoursForm hours={query.data} />}
    </section>
  );
}

function HoursForm({ hours }: { hours: QuietHours }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const [next, setNext] = useState(hours);
  const save = useMutation({
    mutationFn: (wanted: QuietHours) => setQuietHours(org, wanted),
    onSuccess: (saved) => client.setQueryData(quietHoursQuery(org).queryKey, saved),
  });
  const put = (change: Partial<QuietHours>) => setNext({ ...next, ...change });
  // The 4th of January 1970 was a Sunday.
  const dayName = new Intl.DateTimeFormat(format.lang, { weekday: 'short', timeZone: 'UTC' });
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ value: day, label: dayName.format((3 + day) * 86_400_000) }));
  const same = JSON.stringify(next) === JSON.stringify(hours);
  const time = (name: 'from' | 'to', label: string) => (
    <Field label={label}>
      {(props) => (
        <Input
          {...props}
          type="time"
          required
          value={next[name]}
          onChange={(event) => put({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className={css.hours}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...next, days: next.days.toSorted() });
      }}
    >
      <FormError error={save.error} />
      <label className={css.switch}>
        <Switch checked={next.on} onChange={(on) => put({ on })} />
        {t('ring:quiet_on')}
      </label>
      {next.on && (
        <>
          <div className={css.times}>
            {time('from', t('ring:quiet_from'))}
            {time('to', t('ring:quiet_to'))}
          </div>
          <Checkbox.Group<number>
            aria-label={t('ring:quiet_days')}
            options={days}
            value={next.days}
            onChange={(chosen) => put({ days: chosen })}
          />
        </>
      )}
      <div>
        <Button htmlType="submit" disabled={same || (next.on && next.days.length === 0)} loading={save.isPending}>
          {t('shell:save')}
        </Button>
      </div>
    </form>
  );
}
