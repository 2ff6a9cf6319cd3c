import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { buildTemplate, undoTemplate } from '@/api/directory';
import { useOrg } from '@/api/org';
import { useProblemToast } from '@/ui/useProblem';
import css from './DepartmentTree.module.css';

const templates = [
  ['functional', 'people:template_functional', 'people:template_functional_text'],
  ['geographic', 'people:template_geographic', 'people:template_geographic_text'],
  ['mixed', 'people:template_mixed', 'people:template_mixed_text'],
] as const;

/** Where no department is yet: begin with a tree, and take it back. */
export function TemplateStart() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const toast = useProblemToast();
  const client = useQueryClient();
  const fresh = () => client.invalidateQueries({ queryKey: ['o', org, 'departments'] });
  const undo = useMutation({ mutationFn: (name: string) => undoTemplate(org, name), onSuccess: fresh, onError: toast });
  const build = useMutation({
    mutationFn: (name: string) => buildTemplate(org, name),
    onSuccess: (_, name) => {
      void fresh();
      const key = 'template';
      void message.success({
        key,
        duration: 10,
        content: (
          <>
            {t('people:template_built')}{' '}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                undo.mutate(name);
              }}
            >
              {t('people:undo')}
            </Button>
          </>
        ),
      });
    },
    onError: toast,
  });
  return (
    <section className={css.templates} aria-label={t('people:template')}>
      <p>{t('people:template')}</p>
      {templates.map(([name, label, text]) => (
        <button key={name} type="button" disabled={build.isPending} onClick={() => build.mutate(name)}>
          <strong>{t(label)}</strong>
          <span>{t(text)}</span>
        </button>
      ))}
    </section>
  );
}
