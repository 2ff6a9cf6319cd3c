import { CheckCircleFilled, CloseCircleFilled, SyncOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { offlinePageAddress, recordStateQuery } from '@/api/record';
import type { RecordState } from '@/api/types';
import { copyText } from '@/ui/copy';
import { FormError } from '@/ui/FormError';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { LogKeys } from './LogKeys';
import css from './StateCard.module.css';

const titles: Record<RecordState['verified'], string> = {
  whole: 'record:whole',
  broken: 'record:broken',
  checking: 'record:checking',
};
const icons = {
  whole: <CheckCircleFilled aria-hidden />,
  broken: <CloseCircleFilled aria-hidden />,
  checking: <SyncOutlined aria-hidden spin />,
};

/** Is the record whole? Answered by the server's own check, with what anybody needs to check it alone. */
export function StateCard() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const query = useQuery(recordStateQuery(org));
  const state = query.data;
  if (query.isError && !state) return <FormError error={query.error} />;
  if (!state) return <div className={css.card} aria-busy="true" />;
  return (
    <section className={css.card} data-state={state.verified} aria-labelledby="record-state">
      <div className={css.top}>
        <span className={css.icon}>{icons[state.verified]}</span>
        <div className={css.words}>
          <h2 id="record-state">{t(titles[state.verified])}</h2>
          <p>
            {state.verified === 'broken'
              ? t('record:broken_text')
              : t('record:state_text', {
                  size: format.number(state.size),
                  time: state.checked_at ? format.exact(state.checked_at) : '–',
                })}
          </p>
        </div>
        <div className={css.ways}>
          {may('retention.read') && <PathLink to={paths.data(org)}>{t('record:kept_how_long')}</PathLink>}
          <Button href={offlinePageAddress(org)} download>
            {t('record:offline_page')}
          </Button>
        </div>
      </div>
      <details className={css.details}>
        <summary>{t('record:checkpoint_details')}</summary>
        <dl>
          <div>
            <dt>{t('record:checkpoint_at')}</dt>
            <dd>{state.checkpoint_at ? format.exact(state.checkpoint_at) : '–'}</dd>
          </div>
          <div>
            <dt>{t('record:root')}</dt>
            <dd className={css.code}>{state.root}</dd>
          </div>
          <LogKeys state={state} />
          <div>
            <dt>{t('record:checkpoint')}</dt>
            <dd>
              <pre className={css.code}>{state.checkpoint}</pre>
              <Button size="small" onClick={async () => setCopied(await copyText(state.checkpoint))}>
                {copied ? t('shell:copied') : t('shell:copy')}
              </Button>
            </dd>
          </div>
        </dl>
      </details>
    </section>
  );
}
