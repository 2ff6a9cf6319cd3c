import { Modal } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  okText: string;
  ready: boolean;
  busy: boolean;
  wide?: boolean;
  onOk: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that is a form: the first field has the focus, Escape leaves, the words on the button say what happens. */
export function FormDialog({ title, okText, ready, busy, wide = false, onOk, onClose, children }: Props) {
  const { t } = useTranslation();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The dialog takes the focus itself when it opens; the field takes it from there, but not
    // from somebody who is in another field by then: their words would go on in this one.
    const timer = window.setTimeout(() => {
      if (body.current?.contains(document.activeElement)) return;
      body.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    }, 80);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <Modal
      open
      title={title}
      width={wide ? 620 : undefined}
      okText={okText}
      cancelText={t('shell:cancel')}
      okButtonProps={{ disabled: !ready, loading: busy }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div ref={body}>{children}</div>
    </Modal>
  );
}
