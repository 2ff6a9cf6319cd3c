import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announcement, announceKey, publishEdit } from '@/api/announce';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import css from './Announce.module.css';
import { ContentFields } from './ContentFields';
import { errorsByPlace } from './draft';

/** Another wording of what is published: it says what changed, and whether it has to be confirmed anew. */
export function EditForm({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const go = useGo();
  const client = useQueryClient();
  const [content, setContent] = useState(it.content);
  const [note, setNote] = useState('');
  const [anew, setAnew] = useState(false);
  const save = useMutation({
    mutationFn: () => publishEdit(org, it.id, { content, note, anew, version: it.version }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: announceKey(org) });
      void message.success(t('announce:published'));
      go(paths.announcement(org, it.id));
    },
  });
  const errors = errorsByPlace(save.error);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FormError error={save.error} />
      <ContentFields
        content={content}
        four={it.template === 'four'}
        policy={it.policy}
        change={setContent}
        errors={errors}
      />
      <Field label={t('announce:note')} help={t('announce:note_help')} error={errors.note}>
        {(props) => (
          <Input.TextArea
            {...props}
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {it.must_confirm && (
        <Checkbox checked={anew} onChange={(event) => setAnew(event.target.checked)}>
          {t('announce:anew')}
        </Checkbox>
      )}
      <div className={css.bar} data-open="true">
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!note.trim()}>
          {t('announce:publish_edit')}
        </Button>
      </div>
    </form>
  );
}
