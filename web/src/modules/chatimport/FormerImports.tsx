import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { oldImportsQuery } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { useFormat } from '@/ui/useFormat';
import css from './OldMessagesPage.module.css';
import { stateWords } from './words';

/** Imports that were begun before, to look at them again. */
export function FormerImports({ open }: { open: (id: string) => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const { data } = useQuery(oldImportsQuery(org));
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t('oldchat:former')}>
      <ul className={css.rows}>
        {items.map((one) => (
          <li key={one.id}>
            <Button type="link" onClick={() => open(one.id)}>
              {one.file_name}
            </Button>
            <span className={css.note}>
              {t(stateWords[one.state])} · {format.dateTime(one.made_at)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
