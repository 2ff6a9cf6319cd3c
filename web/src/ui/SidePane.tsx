import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './SidePane.module.css';

interface Props {
  label: string;
  /** A heading in the bar; none where the content has its own. */
  title?: string;
  wide?: boolean;
  close: () => void;
  children: ReactNode;
}

/** What stands beside a page, and over it where the window is narrow. Takes the focus; Escape closes it. */
export function SidePane({ label, title, wide = false, close, children }: Props) {
  const { t } = useTranslation();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    pane.current?.focus();
    return () => {
      // Whoever has gone on elsewhere meanwhile is left there.
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // Escape in an open menu or list of the pane is its own.
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || (event.target as Element).closest('[popover]')) return;
    event.preventDefault();
    close();
  };
  return (
    <aside ref={pane} tabIndex={-1} className={css.pane} data-wide={wide} aria-label={label} onKeyDown={leave}>
      <div className={css.bar} data-titled={title !== undefined}>
        {title !== undefined && <h2>{title}</h2>}
        <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('shell:close')} onClick={close} />
      </div>
      <div className={css.content}>{children}</div>
    </aside>
  );
}
