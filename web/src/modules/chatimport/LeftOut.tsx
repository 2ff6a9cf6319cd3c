import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { oldProblemsQuery, problemsFile } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import type { OldImport } from '@/api/types';
import { Card } from '@/ui/Card';
import { useFormat } from '@/ui/useFormat';
import css from './OldMessagesPage.module.css';

/** What can't be read, named by file and line: the first hundred, all as a table. */
export function LeftOut({ one }: { one: OldImport }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const { data } = useQuery(oldProblemsQuery(org, one.id));
  return (
    <Card title={t('oldchat:left_out')}>
      <p className={css.note}>
        {format.number(one.counts.problems)} {t('oldchat:problems')} ·{' '}
        <a href={problemsFile(org, one.id)} download>
          {t('oldchat:all_problems')}
        </a>
      </p>
      <ul className={css.rows}>
        {(data?.items ?? []).map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a line may have two problems
          <li key={index}>
            <div className={css.words}>
              {problem.why}
              <span>
                {[problem.file, problem.line > 0 && t('oldchat:line', { line: problem.line })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
