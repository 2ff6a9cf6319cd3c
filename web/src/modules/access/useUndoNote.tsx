import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import css from './RolesView.module.css';

const seconds = 10;

/** Says what was done, with a button that takes it back for ten seconds. */
export function useUndoNote() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (text: string, undo: () => void) => {
    const key = `undo-${Date.now()}`;
    const content = (
      <span className={css.undo}>
        {text}
        <Button
          size="small"
          onClick={() => {
            message.destroy(key);
            undo();
          }}
        >
          {t('access:undo')}
        </Button>
      </span>
    );
    void message.open({ key, type: 'success', content, duration: seconds });
  };
}
