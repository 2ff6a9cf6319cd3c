import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './AttachBar.module.css';
import { longestVoice, Recording, type Take } from './recording';
import { formatSeconds, toPeaks } from './shapes';
import type { Tray } from './tray';
import { Player } from './VoicePlayer';

/** Records a voice message as soon as it is opened, lets it be heard, and puts it to the message. */
export function VoiceRecorder({ tray, done }: { tray: Tray; done: () => void }) {
  const { t } = useTranslation();
  const running = useRef<Recording>(null);
  const [heard, setHeard] = useState({ level: 0, seconds: 0 });
  const [take, setTake] = useState<(Take & { src: string }) | null>(null);
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    let gone = false;
    Recording.begin((level, seconds) => setHeard({ level, seconds })).then(
      (recording) => {
        if (gone) recording.close();
        else running.current = recording;
      },
      () => setRefused(true),
    );
    return () => {
      gone = true;
      running.current?.close();
    };
  }, []);

  const stop = async () => {
    const recording = running.current;
    running.current = null;
    if (!recording) return;
    const made = await recording.stop();
    setTake({ ...made, src: URL.createObjectURL(made.file) });
  };
  const full = heard.seconds >= longestVoice;
  useEffect(() => {
    if (full) void stop();
  });
  const src = take?.src ?? '';
  useEffect(() => () => URL.revokeObjectURL(src), [src]);

  if (refused) {
    return (
      <div className={css.voice} role="alert">
        <span className={css.bad}>{t('files:no_microphone')}</span>
        <Button onClick={done}>{t('shell:close')}</Button>
      </div>
    );
  }
  const cancel = <Button onClick={done}>{t('files:discard')}</Button>;
  if (!take) {
    return (
      <div className={css.voice}>
        <span role="status">{t('files:recording')}</span>
        <span className={css.level} aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(heard.level * 100)}%` }} />
        </span>
        <span>{`${formatSeconds(heard.seconds)} / ${formatSeconds(longestVoice)}`}</span>
        <Button type="primary" autoFocus onClick={() => void stop()}>
          {t('files:stop')}
        </Button>
        {cancel}
      </div>
    );
  }
  const peaks = toPeaks(take.levels);
  const keep = () => {
    tray.add([take.file], { seconds: take.seconds, peaks });
    done();
  };
  return (
    <div className={css.voice}>
      <Player src={take.src} seconds={take.seconds} peaks={peaks} />
      <Button type="primary" autoFocus onClick={keep}>
        {t('files:keep')}
      </Button>
      {cancel}
    </div>
  );
}
