import { CheckCircleOutlined, UndoOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { importQuery, undoImport } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Import } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './ImportPage.module.css';

export function ImportDone({ one }: { one: Import }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const go = useGo();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoImport(org, one.id),
    onSuccess: (done) => {
      client.setQueryData(importQuery(org, one.id).queryKey, done);
      for (const name of ['people', 'departments', 'imports'])
        void client.invalidateQueries({ queryKey: ['o', org, name] });
    },
  });
  const undone = one.state === 'undone';
  return (
    <section className={css.section} data-center="true" aria-labelledby="import-done">
      {undone ? (
        <UndoOutlined aria-hidden className={css.inbox} />
      ) : (
        <CheckCircleOutlined aria-hidden className={css.inbox} />
      )}
      <h2 id="import-done">{undone ? t('import:undone_title') : t('import:done_title')}</h2>
      <p>
        {undone
          ? t('import:undone_text')
          : t('import:done_text', {
              create: format.number(one.dry_run.create),
              update: format.number(one.dry_run.update),
              time: one.applied_at ? format.dateTime(one.applied_at) : '',
            })}
      </p>
      <FormError error={undo.error} />
      <div className={css.actions}>
        <Button type="primary" size="large" onClick={() => go(paths.contacts(org))}>
          {t('import:see_people')}
        </Button>
        {undone ? (
          <Button size="large" onClick={() => go(paths.imports(org))}>
            {t('import:another')}
          </Button>
        ) : (
          <Button
            size="large"
            icon={<UndoOutlined aria-hidden />}
            loading={undo.isPending}
            onClick={() => undo.mutate()}
          >
            {t('import:undo')}
          </Button>
        )}
      </div>
    </section>
  );
}
