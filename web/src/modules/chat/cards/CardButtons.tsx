import { ExportOutlined, LoadingOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CardButton } from '@/api/types';
import css from './Card.module.css';
import { inLanguage, machineOf } from './card-text';

interface Props {
  buttons: CardButton[];
  open: boolean;
  /** The one that waits for its answer; empty: none. */
  waits: string;
  send: (action: string) => void;
}

/** The buttons of a card. Those that open a page say where that is. */
export function CardButtons({ buttons, open, waits, send }: Props) {
  const { t, i18n } = useTranslation();
  const { modal } = App.useApp();
  const text = (one: CardButton['text'] | undefined) => inLanguage(one, i18n.language);
  const machines = [...new Set(buttons.map((one) => machineOf(one.url ?? '')).filter(Boolean))];
  const pressed = (one: CardButton) => {
    if (waits) return;
    if (!one.confirm) {
      send(one.id ?? '');
      return;
    }
    modal.confirm({
      title: text(one.confirm),
      okText: text(one.text),
      okButtonProps: { danger: one.style === 'danger' },
      cancelText: t('shell:cancel'),
      onOk: () => send(one.id ?? ''),
    });
  };
  return (
    <div className={css.actions}>
      {buttons.map((one) => {
        const look = {
          type: one.style === 'primary' ? ('primary' as const) : ('default' as const),
          danger: one.style === 'danger',
        };
        if (one.url) {
          return (
            <Button
              key={one.url + text(one.text)}
              {...look}
              icon={<ExportOutlined aria-hidden />}
              href={machineOf(one.url) ? one.url : undefined}
              target="_blank"
              rel="noopener noreferrer nofollow"
            >
              {text(one.text)}
            </Button>
          );
        }
        const busy = waits === one.id;
        return (
          <Button
            key={one.id}
            {...look}
            className={css.button}
            aria-busy={busy}
            aria-disabled={waits !== ''}
            disabled={!open}
            onClick={() => pressed(one)}
          >
            <span className={css.word}>{text(one.text)}</span>
            {busy && <LoadingOutlined className={css.spin} aria-hidden />}
          </Button>
        );
      })}
      {machines.length > 0 && (
        <span className={css.context}>{t('cards:leaves', { machines: machines.join(', ') })}</span>
      )}
    </div>
  );
}
