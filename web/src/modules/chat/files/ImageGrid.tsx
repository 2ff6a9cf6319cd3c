import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type At, fileAddress } from '@/api/files';
import { useOrg } from '@/api/org';
import type { Attachment } from '@/api/types';
import css from './Attachments.module.css';
import { imageBox } from './shapes';

const Viewer = lazy(() => import('./Viewer').then((module) => ({ default: module.Viewer })));

/** Images side by side; one alone has its own shape. A press opens them large. */
export function ImageGrid({ images, at }: { images: Attachment[]; at: At }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [open, setOpen] = useState<number | null>(null);
  const alone = images.length === 1;
  return (
    <div className={css.grid}>
      {images.map((one, index) => {
        const box = imageBox(one.width ?? 0, one.height ?? 0);
        const shape = alone ? { inlineSize: box.width, aspectRatio: `${box.width} / ${box.height}` } : undefined;
        return (
          <button
            key={one.id}
            type="button"
            className={alone ? css.image : `${css.image} ${css.tile}`}
            style={shape}
            disabled={at.seq === 0}
            aria-label={t('files:open_image', { name: one.name })}
            onClick={() => setOpen(index)}
          >
            {at.seq > 0 && <img src={fileAddress(org, at, one.n, 'thumb')} alt="" decoding="async" />}
          </button>
        );
      })}
      {open !== null && (
        <Suspense fallback={null}>
          <Viewer images={images} first={open} at={at} close={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
}
