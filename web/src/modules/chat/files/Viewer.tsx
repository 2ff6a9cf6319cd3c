import {
  CloseOutlined,
  DownloadOutlined,
  LeftOutlined,
  PauseOutlined,
  PlayCircleOutlined,
  RightOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type At, fileAddress } from '@/api/files';
import { useOrg } from '@/api/org';
import type { Attachment } from '@/api/types';
import { useTakesAway } from './useTakesAway';
import css from './Viewer.module.css';

interface Props {
  images: Attachment[];
  first: number;
  at: At;
  close: () => void;
}

/** The images of a message, large: the arrow keys go from one to the next, Escape closes. */
export function Viewer({ images, first, at, close }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const takesAway = useTakesAway();
  const [here, setHere] = useState(first);
  const [playing, setPlaying] = useState('');
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const one = images[here];
  if (!one) return null;
  // What is drawn of an animation stands still; it moves only when somebody wants it to (WCAG 2.2.2).
  const plays = playing === one.id;
  const go = (step: number) => setHere((here + step + images.length) % images.length);
  const press = (event: KeyboardEvent) => {
    const toward = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    event.stopPropagation();
    if (!toward || images.length < 2) return;
    event.preventDefault();
    go(document.documentElement.dir === 'rtl' ? -toward : toward);
  };
  return (
    <dialog
      ref={box}
      className={css.viewer}
      aria-label={t('files:viewer')}
      onKeyDown={press}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className={css.bar}>
        <span className={css.name}>{one.name}</span>
        {images.length > 1 && <span aria-live="polite">{t('files:of', { n: here + 1, count: images.length })}</span>}
        {one.type === 'image/gif' && takesAway && (
          <Button
            type="text"
            icon={plays ? <PauseOutlined aria-hidden /> : <PlayCircleOutlined aria-hidden />}
            aria-label={t(plays ? 'files:stand_still' : 'files:play_animation')}
            onClick={() => setPlaying(plays ? '' : one.id)}
          />
        )}
        {takesAway && (
          <Button
            type="text"
            icon={<DownloadOutlined aria-hidden />}
            aria-label={t('files:download', { name: one.name })}
            href={fileAddress(org, at, one.n)}
            download={one.name}
          />
        )}
        <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('shell:close')} onClick={close} />
      </div>
      <div className={css.stage}>
        {images.length > 1 && (
          <Button
            type="text"
            icon={<LeftOutlined aria-hidden className={css.flip} />}
            aria-label={t('files:previous')}
            onClick={() => go(-1)}
          />
        )}
        <img key={one.id} src={fileAddress(org, at, one.n, plays ? undefined : 'view')} alt={one.name} />
        {images.length > 1 && (
          <Button
            type="text"
            icon={<RightOutlined aria-hidden className={css.flip} />}
            aria-label={t('files:next')}
            onClick={() => go(1)}
          />
        )}
      </div>
    </dialog>
  );
}
