import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '@/api/client';
import { readArchive, tableFile } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import { type Sending, sendPieces } from '@/api/tus';
import { Card } from '@/ui/Card';
import { FormError } from '@/ui/FormError';
import css from './OldMessagesPage.module.css';

const most = 2 * 1024 ** 3;

/** Sends an archive in pieces, and has it read. */
export function SendArchive({ read }: { read: (id: string) => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const picker = useRef<HTMLInputElement>(null);
  const sending = useRef<Sending | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [refused, setRefused] = useState(false);
  const take = useMutation({
    mutationFn: (upload: string) => readArchive(org, upload),
    onSuccess: (one) => read(one.id),
  });
  useEffect(() => () => sending.current?.stop(), []);

  const over = () => {
    sending.current = null;
    setSent(null);
  };
  const send = (file: File | undefined) => {
    if (!file) return;
    setError(null);
    setRefused(file.size > most);
    if (file.size > most) return;
    setSent(0);
    sending.current = sendPieces(
      org,
      file,
      { filename: file.name, kind: 'archive' },
      {
        progress: setSent,
        done: (upload) => {
          over();
          take.mutate(upload);
        },
        failed: (why) => {
          over();
          setError(why);
        },
      },
    );
  };
  return (
    <Card title={t('oldchat:choose')}>
      <p>{t('oldchat:intro')}</p>
      <p className={css.note}>{t('oldchat:formats')}</p>
      <FormError error={error ?? take.error} />
      {refused && (
        <p className={css.refused} role="alert">
          {t('oldchat:too_large')}
        </p>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        accept=".zip,.jsonl,.csv"
        onChange={(event) => {
          send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {sent === null ? (
        <div className={css.actions}>
          <Button type="primary" size="large" loading={take.isPending} onClick={() => picker.current?.click()}>
            {t('oldchat:choose')}
          </Button>
          <a href={tableFile(org)} download>
            {t('oldchat:template')}
          </a>
        </div>
      ) : (
        <>
          <progress className={css.progress} max={1} value={sent} aria-label={t('oldchat:sending')} />
          <div className={css.actions}>
            <Button
              onClick={() => {
                sending.current?.stop();
                over();
              }}
            >
              {t('oldchat:stop_sending')}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}
