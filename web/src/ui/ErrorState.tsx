import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, quotableCode } from '@/api/client';
import { copyText } from './copy';
import css from './states.module.css';

interface Props {
  error: unknown;
  retry?: () => void;
  level?: 'h1' | 'h2';
}

/** What failed, what is safe, what to do, and a code to quote; never a stack trace. */
export function ErrorState({ error, retry, level: Title = 'h2' }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const code = quotableCode(error);
  const api = error instanceof ApiError ? error : null;

  let title = t('shell:error_title');
  let text = t('shell:error_text');
  if (api?.offline) {
    title = t('shell:error_offline_title');
    text = t('shell:error_offline_text');
  } else if (api && (api.status === 404 || api.status === 403)) {
    title = t('shell:error_missing_title');
    text = t('shell:error_missing_text');
  } else if (api?.problem.detail) text = api.problem.detail;

  const details = [
    code,
    api ? `${api.status} ${api.code}` : String(error),
    window.location.pathname,
    navigator.userAgent,
  ];
  const copy = async () => setCopied(await copyText(details.join('\n')));
  return (
    <div className={css.state} role="alert">
      <Title>{title}</Title>
      <p>{text}</p>
      <p className={css.code}>{t('shell:error_code', { code })}</p>
      <div className={css.actions}>
        {retry && (
          <Button type="primary" onClick={retry}>
            {t('shell:try_again')}
          </Button>
        )}
        <Button onClick={copy}>{copied ? t('shell:copied') : t('shell:copy_details')}</Button>
      </div>
    </div>
  );
}
