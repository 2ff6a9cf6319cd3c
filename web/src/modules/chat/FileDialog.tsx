import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationQuery } from '@/api/chat';
import { foldersQuery, makeFolder } from '@/api/folders';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { conversationTitle } from './conversations';
import css from './Folders.module.css';
import { useFiling } from './useFiling';

/** In which of one's folders a conversation is; a new one is made on the way. */
export function FileDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { id: org } = useOrg();
  const { file } = useFiling();
  const one = useQuery({ ...conversationQuery(org, id), staleTime: 0 });
  const folders = useQuery(foldersQuery(org));
  const [changed, setChanged] = useState<string[]>();
  const [name, setName] = useState('');
  const all = folders.data?.items ?? [];
  const chosen = changed ?? one.data?.folder_ids ?? [];
  const save = useMutation({
    mutationFn: async () => {
      let ids = chosen;
      if (name.trim()) {
        const made = (await makeFolder(org, name)).items.at(-1);
        if (made) ids = [...ids, made.id];
        // Made is made, also where filing is refused.
        setChanged(ids);
        setName('');
      }
      await file(id, ids);
    },
    onSuccess: onClose,
  });
  const toggle = (folder: string) =>
    setChanged(chosen.includes(folder) ? chosen.filter((other) => other !== folder) : [...chosen, folder]);
  return (
    <FormDialog
      title={
        one.data ? t('folders:file_title', { title: conversationTitle(one.data, i18n.language) }) : t('folders:folders')
      }
      okText={t('shell:save')}
      ready={one.isSuccess && folders.isSuccess}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
        <FormError error={save.error ?? one.error ?? folders.error} />
        {folders.isPending && <Loading rows={3} />}
        {all.length > 0 && (
          <fieldset className={css.choice}>
            <legend className="visually-hidden">{t('folders:folders')}</legend>
            {all.map((folder) => (
              <Checkbox key={folder.id} checked={chosen.includes(folder.id)} onChange={() => toggle(folder.id)}>
                {folder.name}
              </Checkbox>
            ))}
          </fieldset>
        )}
        <Field label={t('folders:new_folder')} optional help={t('folders:only_mine')}>
          {(props) => (
            <Input {...props} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      </form>
    </FormDialog>
  );
}
