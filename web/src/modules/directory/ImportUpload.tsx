import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importsQuery, uploadImport } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Import } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './ImportPage.module.css';
import { acceptedFiles, refuseFile } from './import-steps';

const states: Record<Import['state'], string> = {
  ready: 'import:state_ready',
  applying: 'import:state_applying',
  applied: 'import:state_applied',
  undoing: 'import:state_undoing',
  undone: 'import:state_undone',
};

export function ImportUpload({ onReady }: { onReady: (made: Import) => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const former = useQuery(importsQuery(org));
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState('');
  const upload = useMutation({ mutationFn: (file: File) => uploadImport(org, file), onSuccess: onReady });

  const take = (file: File | undefined) => {
    if (!file) return;
    const why = refuseFile(file);
    setRefused(why ? t(why) : '');
    if (!why) upload.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const items = former.data?.items ?? [];
  return (
    <>
      <section
        className={css.drop}
        data-over={over}
        aria-label={t('import:step_upload')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <InboxOutlined aria-hidden className={css.inbox} />
        <h2>{t('import:drop_title')}</h2>
        <p>{t('import:drop_text')}</p>
        <input
          ref={picker}
          type="file"
          hidden
          accept={acceptedFiles.join()}
          onChange={(event) => take(event.target.files?.[0])}
        />
        <Button type="primary" size="large" loading={upload.isPending} onClick={() => picker.current?.click()}>
          {t('import:choose')}
        </Button>
        {refused && (
          <p className={css.refused} role="alert">
            {refused}
          </p>
        )}
      </section>
      <FormError error={upload.error} />
      <p className={css.note}>{t('import:safe')}</p>
      {items.length > 0 && (
        <section className={css.former} aria-labelledby="former-imports">
          <h2 id="former-imports">{t('import:former')}</h2>
          <ul>
            {items.map((one) => (
              <li key={one.id}>
                <PathLink to={paths.imports(org, one.id)}>{one.file_name}</PathLink>
                <span>{t(states[one.state])}</span>
                <time dateTime={one.created_at}>{format.dateTime(one.created_at)}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
