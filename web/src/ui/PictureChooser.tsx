import { CameraOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu, type MenuItem } from './Menu';
import css from './PictureField.module.css';
import { acceptedPictures } from './picture';
import { useProblemToast } from './useProblem';

interface Props {
  name: string;
  /** Whether there is one that can be taken away. */
  given: boolean;
  square?: boolean;
  set: (file: File) => Promise<unknown>;
  remove: () => Promise<unknown>;
  /** What is shown now. */
  children: ReactNode;
}

/** A picture with what can be done about it. */
export function PictureChooser({ name, given, square = false, set, remove, children }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const toast = useProblemToast();
  const picker = useRef<HTMLInputElement>(null);
  const setting = useMutation({ mutationFn: set, onError: toast });
  const removing = useMutation({ mutationFn: remove, onError: toast });
  const ask = () =>
    modal.confirm({
      title: t('common:picture_remove_title', { name }),
      okText: t('common:picture_remove'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => removing.mutateAsync().catch(() => {}),
    });
  const label = t('common:picture_of', { name });
  const items: MenuItem[] = [
    { kind: 'action', key: 'set', label: t('common:picture_choose'), onClick: () => picker.current?.click() },
  ];
  if (given)
    items.push({ kind: 'action', key: 'remove', label: t('common:picture_remove'), danger: true, onClick: ask });
  return (
    <span className={css.field} data-busy={setting.isPending}>
      <Menu
        label={label}
        items={items}
        trigger={(props) => (
          <button
            type="button"
            className={css.button}
            data-square={square}
            aria-label={label}
            disabled={setting.isPending}
            {...props}
          >
            {children}
            <span className={css.mark}>
              <CameraOutlined aria-hidden />
            </span>
          </button>
        )}
      />
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={label}
        accept={acceptedPictures.join()}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) setting.mutate(file);
        }}
      />
    </span>
  );
}
