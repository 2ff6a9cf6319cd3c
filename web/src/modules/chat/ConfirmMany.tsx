import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import css from './Composer.module.css';

interface Props {
  /** Whether everybody is called, not only up to all. */
  all: boolean;
  members: number;
  send: () => void;
  cancel: () => void;
}

/** Asked once more, before many are called at once. */
export function ConfirmMany({ all, members, send, cancel }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.confirm} role="alert">
      <span>{all ? t('chat:confirm_all', { count: members }) : t('talk:confirm_up_to', { number: members })}</span>
      <Button size="small" type="primary" onClick={send}>
        {t('chat:send_all')}
      </Button>
      <Button size="small" onClick={cancel}>
        {t('shell:cancel')}
      </Button>
    </div>
  );
}
