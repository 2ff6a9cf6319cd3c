import { FileTextOutlined, InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import {
  type Paper,
  paperAddress,
  putPaper,
  removePaper,
  type Verification,
  verificationQuery,
} from '@/api/verification';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors, useProblemText } from '@/ui/useProblem';
import css from './VerificationPage.module.css';
import { paperWord } from './words';

const most = 10 * 1024 * 1024;

interface Props {
  kind: string;
  paper?: Paper;
  error?: string;
}

/** One paper: dropped or chosen, on its way, there, replaced or taken out. */
export function PaperField({ kind, paper, error }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const text = useProblemText();
  const client = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const label = useId();
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const [tooLarge, setTooLarge] = useState(false);
  const onSuccess = (next: Verification) => client.setQueryData(verificationQuery(org).queryKey, next);
  const add = useMutation({ mutationFn: (file: File) => putPaper(org, kind, file, setShare), onSuccess });
  const remove = useMutation({ mutationFn: () => removePaper(org, kind), onSuccess });
  const take = (file: File | undefined) => {
    if (!file) return;
    setShare(0);
    setTooLarge(file.size > most);
    add.reset();
    if (file.size <= most) add.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const failed = add.error ?? remove.error;
  const refusal = failed ? (fieldErrors(failed)[0]?.message ?? text(failed)) : undefined;
  const wrong = tooLarge ? t('verification:paper_too_large') : (refusal ?? (paper ? undefined : error));
  const name = t(paperWord(kind));
  return (
    <section
      className={css.paper}
      aria-labelledby={label}
      data-over={over}
      data-wrong={Boolean(wrong)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {paper ? <FileTextOutlined aria-hidden /> : <InboxOutlined aria-hidden />}
      <div className={css.words}>
        <strong id={label}>{name}</strong>
        <span>
          {paper
            ? `${paper.name} · ${t('verification:kilobytes', { count: Math.ceil(paper.size / 1024) })} · ${format.dateTime(paper.added_at)}`
            : t('verification:paper_drop')}
        </span>
        {add.isPending && (
          <Progress size="small" aria-label={t('verification:sending')} percent={Math.round(share * 100)} />
        )}
        {wrong && (
          <span className={css.wrong} role="alert">
            {wrong}
          </span>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={name}
        accept=".pdf,.jpg,.jpeg,.png"
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div className={css.buttons}>
        {paper && (
          <Button
            href={paperAddress(org, kind)}
            target="_blank"
            rel="noreferrer"
            aria-label={t('verification:view_of', { name })}
          >
            {t('verification:view')}
          </Button>
        )}
        <Button
          loading={add.isPending}
          aria-label={t('verification:choose_of', { name })}
          onClick={() => picker.current?.click()}
        >
          {t(paper ? 'verification:replace' : 'verification:choose')}
        </Button>
        {paper && (
          <Button
            danger
            loading={remove.isPending}
            aria-label={t('verification:remove_of', { name })}
            onClick={() => remove.mutate()}
          >
            {t('verification:remove')}
          </Button>
        )}
      </div>
    </section>
  );
}
