import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { consent, type Watched, watchedQuery } from '@/api/monitoring';
import { useOrg } from '@/api/org';
import type { MonitoringAsked } from '@/api/types';
import { Card } from '@/ui/Card';
import { FormError } from '@/ui/FormError';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './Monitoring.module.css';

/** What I am asked to consent to, and who read my conversations; nothing where neither is the case. */
export function ConsentSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const mine = useQuery(watchedQuery(org)).data;
  if (!mine || (mine.asked.length === 0 && mine.readings.length === 0)) return null;
  return (
    <Card title={t('monitoring:title')}>
      {mine.asked.map((one) => (
        <AskedRow key={one.function} one={one} />
      ))}
      {mine.readings.length > 0 && <h3>{t('monitoring:read_of_mine')}</h3>}
      <ul className={css.list}>
        {mine.readings.map((one) => (
          <li key={one.id}>
            <span>
              {t('monitoring:read_line', {
                name: format.person(one.reader),
                at: format.exact(one.made_at),
                from: format.date(one.from),
                to: format.date(one.to),
                count: one.conversations,
              })}
            </span>
            <span className={css.quiet}>{one.reason}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AskedRow({ one }: { one: MonitoringAsked }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (yes: boolean) => consent(org, one.function as Watched, yes),
    onSuccess: (saved) => client.setQueryData(watchedQuery(org).queryKey, saved),
  });
  const title = format.lang.startsWith('zh') && one.notice.title_zh ? one.notice.title_zh : one.notice.title_en;
  return (
    <div className={css.fields}>
      <dl className={css.facts}>
        <dt>{t('monitoring:purpose')}</dt>
        <dd>{one.purpose}</dd>
        <dt>{t('monitoring:readers')}</dt>
        <dd>{one.readers}</dd>
        <dt>{t('monitoring:notice')}</dt>
        <dd>
          <PathLink to={paths.announcement(org, one.notice.id)}>
            {title} {one.notice.label}
          </PathLink>
        </dd>
      </dl>
      <FormError error={save.error} />
      <label className={css.switch}>
        <Switch
          checked={save.isPending ? save.variables : one.consented}
          loading={save.isPending}
          onChange={(yes) => save.mutate(yes)}
        />
        {t(one.function === 'chats' ? 'monitoring:consent_chats' : 'monitoring:consent_location')}
      </label>
      <p className={css.quiet}>{t('monitoring:consent_text', { count: one.kept_days })}</p>
    </div>
  );
}
