import { CheckOutlined, MinusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gatesAtQuery, openGate, shutGate } from '@/api/monitoring';
import { useOrg } from '@/api/org';
import type { MonitoringGate, MonitoringNotice } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { AssessForm } from './AssessForm';
import css from './Monitoring.module.css';

const day = 86_400_000;
const opensFor = 90;

interface Props {
  gate: MonitoringGate;
  notices: MonitoringNotice[];
}

/** How one gate stands, and what lacks before it can be opened. */
export function GateCard({ gate, notices }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const fresh = useFreshAct();
  const [writing, setWriting] = useState(false);
  const open = useMutation({
    mutationFn: () => openGate(org, gate.function, new Date(Date.now() + opensFor * day).toISOString()),
    onSuccess: (saved) => client.setQueryData(gatesAtQuery(org).queryKey, saved),
    onError: (error) => void fresh.asked(error, () => open.mutate()),
  });
  const shut = useMutation({
    mutationFn: () => shutGate(org, gate.function),
    onSuccess: () => client.invalidateQueries({ queryKey: gatesAtQuery(org).queryKey }),
  });
  const lacks = new Set<string>(gate.missing);
  const notice =
    gate.notice && (format.lang.startsWith('zh') && gate.notice.title_zh ? gate.notice.title_zh : gate.notice.title_en);
  const points = [
    { met: !lacks.has('purpose'), text: t('monitoring:point_purpose') },
    {
      met: !lacks.has('notice') && !lacks.has('effective'),
      text: gate.notice
        ? t('monitoring:point_told', {
            title: notice,
            label: gate.notice.label,
            date: format.date(gate.notice.effective_on),
          })
        : t('monitoring:point_notice'),
    },
    {
      met: !lacks.has('consents'),
      text: t('monitoring:point_consents', { consents: gate.consents, people: gate.people, coverage: gate.coverage }),
    },
  ];
  return (
    <section className={css.card} aria-labelledby={`gate-${gate.function}`}>
      <div className={css.head}>
        <h2 id={`gate-${gate.function}`}>
          {t(gate.function === 'chats' ? 'monitoring:chats' : 'monitoring:location')}
        </h2>
        <Tag color={gate.open ? 'warning' : 'default'}>
          {gate.open && gate.until
            ? t('monitoring:open_until', { date: format.date(gate.until) })
            : t('monitoring:shut')}
        </Tag>
      </div>
      <p className={css.quiet}>{t(gate.function === 'chats' ? 'monitoring:chats_text' : 'monitoring:location_text')}</p>
      <ul className={css.list}>
        {points.map((point) => (
          <li key={point.text} className={css.check}>
            {point.met ? (
              <CheckOutlined role="img" aria-label={t('monitoring:met')} />
            ) : (
              <MinusOutlined role="img" aria-label={t('monitoring:lacking')} />
            )}
            {point.text}
          </li>
        ))}
      </ul>
      <FormError error={open.error ?? shut.error} />
      <div className={css.buttons}>
        <Button onClick={() => setWriting(true)}>
          {t(gate.version > 0 ? 'monitoring:change' : 'monitoring:assess')}
        </Button>
        {gate.open ? (
          <Button danger loading={shut.isPending} onClick={() => shut.mutate()}>
            {t('monitoring:close')}
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={lacks.size > 0}
            loading={open.isPending}
            onClick={() => fresh.run(() => open.mutate())}
          >
            {t('monitoring:open', { count: opensFor })}
          </Button>
        )}
      </div>
      {fresh.dialog}
      {writing && <AssessForm gate={gate} notices={notices} close={() => setWriting(false)} />}
    </section>
  );
}
