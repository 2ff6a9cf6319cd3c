import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import css from './AttachBar.module.css';
import type { Tray } from './tray';

/** Puts a place to the message. The browser is asked where it is only by the press of a button. */
export function PlaceDialog({ tray, done }: { tray: Tray; done: () => void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState('');
  const [lat, setLat] = useState<number | null>(null);
  const [lon, setLon] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState(false);
  const find = () => {
    setAsking(true);
    setRefused(false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLat(Number(coords.latitude.toFixed(5)));
        setLon(Number(coords.longitude.toFixed(5)));
        setAsking(false);
      },
      () => {
        setRefused(true);
        setAsking(false);
      },
      { timeout: 15_000, maximumAge: 60_000 },
    );
  };
  const degrees = (name: string, most: number, value: number | null, set: (value: number | null) => void) => (
    <Field label={name}>
      {(props) => <InputNumber {...props} min={-most} max={most} step={0.001} value={value} onChange={set} />}
    </Field>
  );
  return (
    <FormDialog
      title={t('files:add_location')}
      okText={t('files:keep')}
      ready={lat !== null && lon !== null}
      busy={false}
      onOk={() => {
        tray.place({ lat: lat ?? 0, lon: lon ?? 0, label: label.trim() });
        done();
      }}
      onClose={done}
    >
      <div className={css.form}>
        <Field label={t('files:place_name')}>
          {(props) => (
            <Input {...props} maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />
          )}
        </Field>
        <div>
          <Button loading={asking} onClick={find}>
            {t('files:here')}
          </Button>
        </div>
        {refused && (
          <span className={css.bad} role="alert">
            {t('files:no_place')}
          </span>
        )}
        {degrees(t('files:latitude'), 90, lat, setLat)}
        {degrees(t('files:longitude'), 180, lon, setLon)}
      </div>
    </FormDialog>
  );
}
