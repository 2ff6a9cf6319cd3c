import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type At, fileAddress } from '@/api/files';
import { useOrg } from '@/api/org';
import type { Attachment } from '@/api/types';
import css from './Attachments.module.css';
import { Bars } from './Bars';
import { formatSeconds } from './shapes';

/** A voice message: its shape is drawn before a byte of it is fetched. */
export function VoicePlayer({ voice, at }: { voice: Attachment; at: At }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  if (at.seq === 0) return <div className={css.card}>{t('files:voice')}</div>;
  return <Player src={fileAddress(org, at, voice.n, 'sound')} seconds={voice.seconds ?? 0} peaks={voice.peaks ?? []} />;
}

export function Player({ src, seconds, peaks }: { src: string; seconds: number; peaks: number[] }) {
  const { t } = useTranslation();
  const sound = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [broken, setBroken] = useState(false);
  const [now, setNow] = useState(0);
  const toggle = () => {
    if (playing) sound.current?.pause();
    else void sound.current?.play().catch(() => setBroken(true));
  };
  const seek = (to: number) => {
    const next = Math.min(Math.max(to, 0), seconds);
    if (sound.current) sound.current.currentTime = next;
    setNow(next);
  };
  return (
    <div className={css.card}>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said */}
      <audio
        ref={sound}
        src={src}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => seek(0)}
        onError={() => setBroken(true)}
        onTimeUpdate={(event) => setNow(event.currentTarget.currentTime)}
      />
      <Button
        shape="circle"
        className={css.play}
        icon={playing ? <PauseOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
        aria-label={playing ? t('files:pause') : t('files:play', { time: formatSeconds(seconds) })}
        onClick={toggle}
      />
      <Bars peaks={peaks} now={now} seconds={seconds} seek={seek} />
      <span className={css.long}>{broken ? t('files:broken') : formatSeconds(playing || now > 0 ? now : seconds)}</span>
    </div>
  );
}
