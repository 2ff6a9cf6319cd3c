import { Checkbox, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Channel, DingOptions, Step } from '@/api/ding';
import css from './DingForm.module.css';
import { channelWords } from './words';

interface Props {
  channels: DingOptions['channels'];
  steps: Step[];
  error?: string;
  onChange: (steps: Step[]) => void;
}

/** What follows if somebody does not answer: each channel once, so many minutes after the one before. */
export function Ladder({ channels, steps, error, onChange }: Props) {
  const { t } = useTranslation();
  const set = (channel: Channel, minutes: number | null) => {
    const chosen = new Map(steps.map((one) => [one.channel, one.after_minutes]));
    if (minutes === null) chosen.delete(channel);
    else chosen.set(channel, minutes);
    // In the order of the list, whatever was ticked first.
    onChange(
      channels.flatMap(({ name }) => {
        const after = chosen.get(name);
        return after === undefined ? [] : [{ channel: name, after_minutes: after }];
      }),
    );
  };
  return (
    <fieldset className={css.ladder}>
      <legend>{t('ring:ladder')}</legend>
      <div className={css.step}>
        <Checkbox checked disabled>
          {t('ring:channel_app')}
        </Checkbox>
      </div>
      {channels.map(({ name, on, paid }) => {
        const step = steps.find((one) => one.channel === name);
        return (
          <div key={name} className={css.step}>
            <Checkbox
              checked={step !== undefined}
              disabled={!on}
              onChange={(event) => set(name, event.target.checked ? (name === 'push' ? 0 : 5) : null)}
            >
              {t(channelWords[name])}
              {paid && on && <span className={css.cost}> · {t('ring:may_cost')}</span>}
              {!on && <span className={css.cost}> · {t('ring:cause_off')}</span>}
            </Checkbox>
            {step && (
              <span className={css.after}>
                <InputNumber
                  aria-label={t('ring:after_label', { channel: t(channelWords[name]) })}
                  min={0}
                  max={60}
                  precision={0}
                  value={step.after_minutes}
                  onChange={(minutes) => set(name, minutes ?? 0)}
                />
                {t('ring:minutes_later')}
              </span>
            )}
          </div>
        );
      })}
      {error && <p className={css.error}>{error}</p>}
    </fieldset>
  );
}
