import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { logKeysQuery, rotateLogKey } from '@/api/record';
import type { LogKey, RecordState } from '@/api/types';
import { copyText } from '@/ui/copy';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './StateCard.module.css';

/** The key that signs the record, since when, and those that signed before it. */
export function LogKeys({ state }: { state: RecordState }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const rotate = useRotate();
  const [copied, setCopied] = useState('');
  const query = useQuery({ ...logKeysQuery(org), enabled: state.earlier_keys > 0 });
  const earlier = state.earlier_keys > 0 ? (query.data?.items.filter((key) => key.until) ?? []) : [];
  return (
    <>
      <div>
        <dt>{t('record:verifier_key')}</dt>
        <dd>
          <span className={css.code}>{state.verifier_key}</span>
          {state.key_since && (
            <p className={css.since}>{t('record:key_since', { time: format.exact(state.key_since) })}</p>
          )}
          <div className={css.tools}>
            <Button
              size="small"
              onClick={async () => setCopied((await copyText(state.verifier_key)) ? state.verifier_key : '')}
            >
              {copied === state.verifier_key ? t('shell:copied') : t('shell:copy')}
            </Button>
            {may('record.key.rotate') && (
              <Button size="small" loading={rotate.isPending} onClick={rotate.ask}>
                {t('record:key_change')}
              </Button>
            )}
          </div>
        </dd>
      </div>
      {state.earlier_keys > 0 && (
        <div>
          <dt>{t('record:earlier_keys')}</dt>
          <dd>
            <FormError error={query.error} />
            <ul className={css.keys} aria-busy={query.isPending}>
              {earlier.map((key) => (
                <EarlierKey key={key.verifier_key} one={key} />
              ))}
            </ul>
          </dd>
        </div>
      )}
    </>
  );
}

function EarlierKey({ one }: { one: LogKey }) {
  const { t } = useTranslation();
  const format = useFormat();
  const handover = `data:text/plain;charset=utf-8,${encodeURIComponent(one.handover)}`;
  return (
    <li>
      <span className={css.code}>{one.verifier_key}</span>
      <p className={css.since}>
        {t('record:key_from_to', {
          from: one.since ? format.exact(one.since) : '–',
          to: one.until ? format.exact(one.until) : '–',
        })}
      </p>
      <a href={handover} download={`handover-${one.until ?? ''}.proof.txt`}>
        {t('record:key_handover')}
      </a>
    </li>
  );
}

function useRotate() {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const toast = useProblemToast();
  const change = useMutation({
    mutationFn: () => rotateLogKey(org),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'record'] });
      void message.success(t('record:key_changed'));
    },
    onError: toast,
  });
  const ask = () =>
    modal.confirm({
      title: t('record:key_change_title'),
      content: t('record:key_change_text'),
      okText: t('record:key_change'),
      cancelText: t('shell:cancel'),
      onOk: () => change.mutateAsync().catch(() => {}),
    });
  return { ask, isPending: change.isPending };
}
