import { EnvironmentOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '@/api/types';
import { copyText } from '@/ui/copy';
import css from './Attachments.module.css';

/** Five places after the point are about a metre. */
export const coordinates = (lat: number, lon: number) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

/** A place in words and numbers. No map is fetched: that would tell others who looks where. */
export function PlaceCard({ place }: { place: Attachment }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const lat = place.lat ?? 0;
  const lon = place.lon ?? 0;
  const where = coordinates(lat, lon);
  return (
    <div className={css.card}>
      <EnvironmentOutlined className={css.sign} aria-hidden />
      <span className={css.words}>
        <bdi className={css.name}>{place.label || t('files:location')}</bdi>
        <span className={css.note}>
          <bdi>{where}</bdi>{' '}
          <button type="button" className={css.link} onClick={async () => setCopied(await copyText(where))}>
            {copied ? t('shell:copied') : t('shell:copy')}
          </button>
        </span>
        <span className={css.note}>
          <a
            href={`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('files:open_map')}
          </a>{' '}
          {t('files:map_warning')}
        </span>
      </span>
    </div>
  );
}
