import { lazy, Suspense } from 'react';
import type { Attachment } from '@/api/types';
import { withTexts } from '@/i18n/start';
import { reserved } from './shapes';

const Attachments = lazy(() =>
  withTexts('files', import('./Attachments')).then((module) => ({ default: module.Attachments })),
);

interface Props {
  files: Attachment[] | null | undefined;
  conversation: string;
  /** 0: held, without a place, and so nothing of it can be fetched. */
  seq: number;
}

/** Keeps the room of what a message carries until it is drawn. */
export function AttachmentsSlot({ files, conversation, seq }: Props) {
  if (!files || files.length === 0) return null;
  return (
    <div style={{ gridColumn: 2, minInlineSize: 0 }}>
      <Suspense fallback={<div style={{ minBlockSize: reserved(files) }} />}>
        <Attachments files={files} at={{ conversation, seq }} />
      </Suspense>
    </div>
  );
}
