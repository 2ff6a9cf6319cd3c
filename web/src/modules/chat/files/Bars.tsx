import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Attachments.module.css';
import { formatSeconds } from './shapes';

interface Props {
  peaks: number[];
  now: number;
  seconds: number;
  seek: (to: number) => void;
}

/** The shape of a voice message; what was heard of it is coloured. Arrow keys go five seconds. */
export function Bars({ peaks, now, seconds, seek }: Props) {
  const { t } = useTranslation();
  const bars = peaks.length > 0 ? peaks : Array.from({ length: 32 }, () => 20);
  const part = seconds > 0 ? now / seconds : 0;
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -5, ArrowRight: 5, ArrowDown: -5, ArrowUp: 5, Home: -seconds, End: seconds }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    seek(now + step);
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * seconds);
  };
  return (
    <div
      className={css.bars}
      dir="ltr"
      role="slider"
      tabIndex={0}
      aria-label={t('files:position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds)}
      aria-valuenow={Math.round(now)}
      aria-valuetext={formatSeconds(now)}
      onKeyDown={press}
      onPointerDown={point}
    >
      {bars.map((peak, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have nothing but their place
        <span key={at} data-heard={at / bars.length < part} style={{ blockSize: `${Math.max(10, peak)}%` }} />
      ))}
    </div>
  );
}
