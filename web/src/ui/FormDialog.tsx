import { Modal } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFirstField } from './useFirstField';

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
  useFirstField(body);
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
