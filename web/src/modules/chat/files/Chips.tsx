import {
  CloseOutlined,
  EnvironmentOutlined,
  FileOutlined,
  PictureOutlined,
  ReloadOutlined,
  SoundOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/ui/useFormat';
import { useProblemText } from '@/ui/useProblem';
import css from './AttachBar.module.css';
import { formatSize } from './shapes';
import type { Laid, Tray } from './tray';

const signs = {
  file: FileOutlined,
  image: PictureOutlined,
  voice: SoundOutlined,
  location: EnvironmentOutlined,
  contact: UserOutlined,
};

/** What goes with the next message: how far it came, and what to do where it did not. */
export function Chips({ tray, items }: { tray: Tray; items: Laid[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <ul className={css.chips} aria-label={t('files:going')}>
      {items.map((one) => (
        <Chip key={one.key} one={one} tray={tray} />
      ))}
    </ul>
  );
}

function Chip({ one, tray }: { one: Laid; tray: Tray }) {
  const { t } = useTranslation();
  const { lang } = useFormat();
  const problem = useProblemText();
  const Sign = signs[one.kind];
  const name = one.name || t(one.kind === 'voice' ? 'files:voice' : 'files:location');
  return (
    <li className={css.chip} data-state={one.state}>
      {one.preview ? <img src={one.preview} alt="" /> : <Sign aria-hidden />}
      <span style={{ minInlineSize: 0, display: 'grid' }}>
        <bdi className={css.name} title={name}>
          {name}
        </bdi>
        {one.state === 'sending' ? (
          <progress className={css.progress} value={one.sent} aria-label={t('files:sending', { name })} />
        ) : (
          one.size > 0 && <span className={css.note}>{formatSize(one.size, lang)}</span>
        )}
      </span>
      <span>
        {one.state === 'failed' && (
          <Button
            type="text"
            size="small"
            icon={<ReloadOutlined aria-hidden />}
            aria-label={t('files:retry', { name })}
            title={t('chat:retry')}
            onClick={() => tray.retry(one.key)}
          />
        )}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('files:remove', { name })}
          onClick={() => tray.remove(one.key)}
        />
      </span>
      {one.state === 'failed' && (
        <span className={css.bad} role="alert">
          {problem(one.error)}
        </span>
      )}
    </li>
  );
}
