import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { unmarked } from '@/ui/markdown-links';
import { useFormat } from '@/ui/useFormat';
import css from './AimBar.module.css';
import type { Aim } from './message-acts';

interface Props {
  aim: Aim;
  drop: () => void;
  turn: (aim: Aim) => void;
}

/** Says above the composer what the text is for; the cross or Escape gives it up. */
export function AimBar({ aim, drop, turn }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { message, theirs } = aim;
  if (theirs) return <Overtaken text={theirs.text} take={drop} keep={() => turn({ kind: 'edit', message: theirs })} />;
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

/** Two devices changed one message: what the other one wrote, and what is to become of it. */
function Overtaken({ text, take, keep }: { text: string; take: () => void; keep: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.overtaken} role="alert">
      <b>{t('talk:edit_theirs')}</b>
      <p dir="auto">{unmarked(text)}</p>
      <div>
        <Button size="small" onClick={keep}>
          {t('talk:edit_keep')}
        </Button>
        <Button size="small" onClick={take}>
          {t('talk:edit_take')}
        </Button>
      </div>
    </div>
  );
}
