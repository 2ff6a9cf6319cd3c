import {
  DownloadOutlined,
  FileExcelOutlined,
  FileOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  FileWordOutlined,
  FileZipOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type At, fileAddress } from '@/api/files';
import { useOrg } from '@/api/org';
import type { Attachment } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './Attachments.module.css';
import { formatSize } from './shapes';
import { useTakesAway } from './useTakesAway';

const signs: [RegExp, typeof FileOutlined][] = [
  [/pdf/, FilePdfOutlined],
  [/sheet|excel|csv/, FileExcelOutlined],
  [/word|opendocument\.text/, FileWordOutlined],
  [/zip|compressed|tar|rar/, FileZipOutlined],
  [/^text\//, FileTextOutlined],
];

/** A file: what it is called, how large it is, and the way to it. */
export function FileRow({ file, at }: { file: Attachment; at: At }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const takesAway = useTakesAway();
  const { lang } = useFormat();
  const Sign = signs.find(([type]) => type.test(file.type))?.[1] ?? FileOutlined;
  return (
    <div className={css.card}>
      <Sign className={css.sign} aria-hidden />
      <span className={css.words}>
        <bdi className={css.name} title={file.name}>
          {file.name}
        </bdi>
        <span className={css.note}>{formatSize(file.size, lang)}</span>
      </span>
      {takesAway && at.seq > 0 && (
        <Button
          type="text"
          icon={<DownloadOutlined aria-hidden />}
          aria-label={t('files:download', { name: file.name })}
          title={t('files:download', { name: file.name })}
          href={fileAddress(org, at, file.n)}
          download={file.name}
        />
      )}
    </div>
  );
}
