import { CloseOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { readPreference, writePreference } from '@/ui/preferences';
import { shortcuts } from '@/ui/shortcuts';
import { keyName } from './keys';
import css from './ShortcutSheet.module.css';

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [single, setSingle] = useState(readPreference('singleKeys') !== 'off');
  const change = (on: boolean) => {
    writePreference('singleKeys', on ? '' : 'off');
    setSingle(on);
  };
  return (
    <Dialog label={t('shell:shortcuts')} onClose={onClose}>
      <div className={css.head}>
        <h2>{t('shell:shortcuts')}</h2>
        <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('shell:close')} onClick={onClose} />
      </div>
      <div className={css.list}>
        <ul>
          {shortcuts.map((one) => (
            <li key={one.id} data-off={Boolean(one.single && !single)}>
              <span>{t(one.label)}</span>
              <span className={css.keys}>
                {one.keys.map((chord, step) => (
                  <span key={chord.join()} className={css.chord}>
                    {step > 0 && <span className={css.then}>{t('shell:key_then')}</span>}
                    {chord.map((key) => (
                      <kbd key={key}>{keyName(key)}</kbd>
                    ))}
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
        <label className={css.switch}>
          <Switch checked={single} onChange={change} aria-label={t('shell:single_keys')} />
          <span>{t('shell:single_keys')}</span>
        </label>
      </div>
    </Dialog>
  );
}
