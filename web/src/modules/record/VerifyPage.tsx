import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { offlinePageAddress, verifyBundle } from '@/api/record';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { EntryDetail } from './EntryDetail';
import css from './VerifyPage.module.css';

/** Checks a proof that somebody brought: by text or by file. */
export function VerifyPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [bundle, setBundle] = useState('');
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const verify = useMutation({ mutationFn: () => verifyBundle(org, bundle) });
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBundle(await file.text());
    verify.reset();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const answer = verify.data;
  return (
    <main className={css.page} id="content">
      <div className={css.column}>
        <h1>{t('shell:act_verify')}</h1>
        <p>{t('record:verify_text')}</p>
        <section
          className={css.drop}
          data-over={over}
          aria-label={t('record:bundle')}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Field label={t('record:bundle')} help={t('record:bundle_help')}>
            {(props) => (
              <Input.TextArea
                {...props}
                className={css.bundle}
                rows={10}
                spellCheck={false}
                value={bundle}
                onChange={(event) => {
                  setBundle(event.target.value);
                  verify.reset();
                }}
              />
            )}
          </Field>
        </section>
        <input ref={picker} type="file" hidden onChange={(event) => void take(event.target.files?.[0])} />
        <div className={css.actions}>
          <Button
            type="primary"
            size="large"
            disabled={!bundle.trim()}
            loading={verify.isPending}
            onClick={() => verify.mutate()}
          >
            {t('record:verify')}
          </Button>
          <Button size="large" onClick={() => picker.current?.click()}>
            {t('import:choose')}
          </Button>
        </div>
        <FormError error={verify.error} />
        {answer && (
          <section className={css.answer} data-ok={answer.ok} role="status">
            <h2>
              {answer.ok ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
              {answer.ok ? t('record:verify_ok') : t('record:verify_bad')}
            </h2>
            <p>{answer.ok ? t('record:verify_ok_text') : t('record:verify_bad_text', { step: answer.failed_step })}</p>
            {answer.ok && answer.entry && <EntryDetail entry={answer.entry} />}
          </section>
        )}
        <p>
          {t('record:offline_hint')}{' '}
          <a href={offlinePageAddress(org)} download>
            {t('record:offline_page')}
          </a>
        </p>
      </div>
    </main>
  );
}
