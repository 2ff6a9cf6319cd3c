import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeFolder, deleteFolder } from '@/api/folders';
import { useOrg } from '@/api/org';
import type { ConversationFolder } from '@/api/types';
import { useAddressValues } from '@/ui/navigation';
import { useProblemToast } from '@/ui/useProblem';
import css from './Folders.module.css';
import { useFiling } from './useFiling';

interface Props {
  folder: ConversationFolder;
  place: number;
  last: boolean;
}

/** One of one's folders, and what can be done with it. */
export function FolderRow({ folder, place, last }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const { refresh } = useFiling();
  const onError = useProblemToast();
  const [values, setValues] = useAddressValues();
  const [name, setName] = useState<string>();
  const change = useMutation({
    mutationFn: (next: { name?: string; place?: number }) => changeFolder(org, folder.id, next),
    onSuccess: () => {
      setName(undefined);
      return refresh();
    },
    onError,
  });
  const remove = async () => {
    try {
      await deleteFolder(org, folder.id);
      if (values.get('filter') === `f:${folder.id}`) setValues({ filter: '' }, true);
      await refresh();
    } catch (error) {
      onError(error);
    }
  };
  const ask = () =>
    modal.confirm({
      title: t('folders:delete_title', { name: folder.name }),
      content: t('folders:delete_text', { count: folder.filed }),
      okText: t('folders:delete'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: remove,
    });
  const tool = (label: string, icon: ReactNode, onClick: () => void, disabled = false) => (
    <Button type="text" icon={icon} aria-label={label} title={label} disabled={disabled} onClick={onClick} />
  );
  if (name !== undefined) {
    return (
      <li>
        <form
          className={css.make}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) change.mutate({ name });
          }}
        >
          <Input
            autoFocus
            aria-label={t('folders:name')}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button htmlType="submit" type="primary" disabled={!name.trim()} loading={change.isPending}>
            {t('shell:save')}
          </Button>
          <Button onClick={() => setName(undefined)}>{t('shell:cancel')}</Button>
        </form>
      </li>
    );
  }
  const { name: called } = folder;
  return (
    <li className={css.row}>
      <span className={css.name}>{called}</span>
      <span className={css.quiet}>{t('folders:filed', { count: folder.filed })}</span>
      <span className={css.tools}>
        {tool(
          t('folders:up', { name: called }),
          <ArrowUpOutlined aria-hidden />,
          () => change.mutate({ place: place - 1 }),
          place === 1 || change.isPending,
        )}
        {tool(
          t('folders:down', { name: called }),
          <ArrowDownOutlined aria-hidden />,
          () => change.mutate({ place: place + 1 }),
          last || change.isPending,
        )}
        {tool(t('folders:rename', { name: called }), <EditOutlined aria-hidden />, () => setName(called))}
        {tool(t('folders:delete_one_folder', { name: called }), <DeleteOutlined aria-hidden />, ask)}
      </span>
    </li>
  );
}
