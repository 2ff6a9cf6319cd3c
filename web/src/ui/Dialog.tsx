import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import css from './Dialog.module.css';

interface Props {
  label: string;
  onClose: () => void;
  /** Where it stands: in the middle, near the top, or beside the rail. */
  place?: 'middle' | 'top' | 'rail';
  children: ReactNode;
}

/** The browser's own modal: it traps the focus, closes by Esc and gives the focus back. */
export function Dialog({ label, onClose, place = 'middle', children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const click = (event: MouseEvent) => {
    if (event.target === ref.current) onClose();
  };
  return (
    <dialog
      ref={ref}
      className={css.dialog}
      data-place={place}
      aria-label={label}
      onClick={click}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={css.body}>{children}</div>
    </dialog>
  );
}
