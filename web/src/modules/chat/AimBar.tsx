import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { unmarked } from '@/ui/markdown-links';
import { useFormat } from '@/ui/useFormat';
import css from './AimBar.module.css';
import type { Aim } from './message-acts';

/** Says above the composer what the text is for; the cross or Escape gives it up. */
export function AimBar({ aim, drop }: { aim: Aim; drop: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { message } = aim;
  const name = format.person({ name: message.sender_name, name_zh: message.sender_name_zh });
  return (
    <div className={css.bar}>
      <span className={css.words} dir="auto">
        <b>{aim.kind === 'edit' ? t('chat:editing') : t('chat:answering', { name })}</b> {unmarked(message.text)}
      </span>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t('shell:cancel')}
        onClick={drop}
      />
    </div>
  );
}
