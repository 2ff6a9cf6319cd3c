import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldersQuery, makeFolder } from '@/api/folders';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useFirstField } from '@/ui/useFirstField';
import { FolderRow } from './FolderRow';
import css from './Folders.module.css';
import { useFiling } from './useFiling';

/** Makes, names, orders and deletes one's folders. */
export function FoldersDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(foldersQuery(org));
  const { refresh } = useFiling();
  const [name, setName] = useState('');
  const body = useRef<HTMLDivElement>(null);
  useFirstField(body);
  const make = useMutation({
    mutationFn: () => makeFolder(org, name),
    onSuccess: () => {
      setName('');
      return refresh();
    },
  });
  const all = query.data?.items ?? [];
  return (
    <Modal open footer={null} title={t('folders:folders')} onCancel={onClose}>
      <div ref={body} className={css.form}>
        <p className={css.quiet}>{t('folders:only_mine')}</p>
        {query.isPending && <Loading rows={3} />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {all.length > 0 && (
          <ul className={css.list} aria-label={t('folders:folders')}>
            {all.map((folder, index) => (
              <FolderRow key={folder.id} folder={folder} place={index + 1} last={index === all.length - 1} />
            ))}
          </ul>
        )}
        <form
          className={css.make}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() && !make.isPending) make.mutate();
          }}
        >
          <FormError error={make.error} />
          <Input
            aria-label={t('folders:new_folder')}
            placeholder={t('folders:new_folder')}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={make.isPending}>
            {t('folders:add')}
          </Button>
        </form>
      </div>
    </Modal>
  );
}
