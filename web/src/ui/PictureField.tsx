import { CameraOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { Avatar } from './Avatar';
import { Menu, type MenuItem } from './Menu';
import css from './PictureField.module.css';
import { acceptedPictures, removePicture, setPicture } from './picture';
import { useProblemToast } from './useProblem';

interface Props {
  person: { id: string; picture: string };
  name: string;
}

/** A person's picture with what can be done about it: for oneself, and for those who may edit. */
export function PictureField({ person, name }: Props) {
  const { t } = useTranslation();
  const org = useOrg();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const picker = useRef<HTMLInputElement>(null);
  const settled = { onSuccess: () => client.invalidateQueries({ queryKey: ['o', org.id] }), onError: toast };
  const set = useMutation({ mutationFn: (file: File) => setPicture(org, person.id, file), ...settled });
  const remove = useMutation({ mutationFn: () => removePicture(org, person.id), ...settled });
  const ask = () =>
    modal.confirm({
      title: t('common:picture_remove_title', { name }),
      okText: t('common:picture_remove'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => remove.mutateAsync().catch(() => {}),
    });
  const label = t('common:picture_of', { name });
  const items: MenuItem[] = [
    { kind: 'action', key: 'set', label: t('common:picture_choose'), onClick: () => picker.current?.click() },
  ];
  if (person.picture)
    items.push({ kind: 'action', key: 'remove', label: t('common:picture_remove'), danger: true, onClick: ask });
  return (
    <span className={css.field} data-busy={set.isPending}>
      <Menu
        label={label}
        items={items}
        trigger={(props) => (
          <button type="button" className={css.button} aria-label={label} disabled={set.isPending} {...props}>
            <Avatar id={person.id} name={name} picture={person.picture} size="large" />
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
          if (file) set.mutate(file);
        }}
      />
    </span>
  );
}
