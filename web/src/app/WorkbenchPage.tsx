import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { PageHeader } from '@/ui/PageHeader';
import { PathLink } from '@/ui/PathLink';
import { workbenchTools } from './modules';
import css from './WorkbenchPage.module.css';

/** Only what works and what this person may use. */
export function WorkbenchPage() {
  const { t } = useTranslation();
  const { id, may } = useOrg();
  const tools = workbenchTools.filter((tool) => !tool.needs || may(tool.needs));
  return (
    <>
      <PageHeader title={t('shell:apps')} />
      <main className={css.page} id="content">
        {tools.length === 0 && <EmptyState mark title={t('shell:apps_empty')} text={t('shell:apps_empty_text')} />}
        <ul className={css.grid}>
          {tools.map((tool) => (
            <li key={tool.id}>
              <PathLink to={tool.path(id)} className={css.tool}>
                <span className={css.icon}>{tool.icon}</span>
                <span className={css.words}>
                  <span className={css.title}>{t(tool.label)}</span>
                  <span className={css.text}>{t(tool.text)}</span>
                </span>
              </PathLink>
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}
