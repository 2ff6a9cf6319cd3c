import { DownloadOutlined, FileZipOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { copyAddress } from '@/api/retention';
import type { CopyView } from '@/api/types';
import css from './CopyList.module.css';
import { useFormat } from './useFormat';

interface Props {
  copies: CopyView[];
  /** Say whose data each is. */
  named?: boolean;
}

/** Copies of somebody's data: on their way, to be downloaded, or over. */
export function CopyList({ copies, named = false }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const state = (one: CopyView) => {
    if (one.state === 'preparing') return t('data:copy_preparing');
    if (one.state === 'expired') return t('data:copy_expired');
    return t('data:copy_until', { time: format.dateTime(one.expires_at ?? one.made_at) });
  };
  const taken = () =>
    window.setTimeout(() => {
      void client.invalidateQueries({ queryKey: ['o', org, 'data', 'copies'] });
      void client.invalidateQueries({ queryKey: ['o', org, 'work'] });
    }, 1000);
  if (copies.length === 0) return null;
  return (
    <ul className={css.list}>
      {copies.map((one) => (
        <li key={one.id} data-over={one.state === 'expired'}>
          <FileZipOutlined aria-hidden className={css.icon} />
          <div className={css.words}>
            <strong>{named ? format.person(one.person) || t('data:forgotten') : format.dateTime(one.made_at)}</strong>
            <span>
              {state(one)}
              {one.state === 'ready' && ` · ${t('data:copy_rows', { count: one.rows })}`}
            </span>
            {one.state === 'preparing' && (
              <Progress
                size="small"
                aria-label={t('data:copy_preparing')}
                percent={Math.round((100 * one.done) / Math.max(one.of, 1))}
              />
            )}
          </div>
          {one.state === 'ready' && (
            <Button href={copyAddress(org, one.id)} icon={<DownloadOutlined aria-hidden />} onClick={taken}>
              {t('data:download')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
