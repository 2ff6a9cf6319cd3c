import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { copyText } from '@/ui/copy';
import css from './RecoveryCodes.module.css';

interface Props {
  codes: string[];
  done: () => void;
}

/** New recovery codes, in the only moment in which they can be read. */
export function RecoveryCodes({ codes, done }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const text = `${codes.join('\n')}\n`;
  const copy = async () => {
    if (await copyText(text)) void message.success(t('account:codes_copied'));
  };
  return (
    <div className={css.codes}>
      <p>{t('account:codes_text')}</p>
      <ul translate="no">
        {codes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <div className={css.buttons}>
        <Button onClick={() => void copy()}>{t('account:codes_copy')}</Button>
        <Button
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="tramway-recovery-codes.txt"
        >
          {t('account:codes_save')}
        </Button>
        <Button type="primary" onClick={done}>
          {t('account:codes_kept')}
        </Button>
      </div>
    </div>
  );
}
