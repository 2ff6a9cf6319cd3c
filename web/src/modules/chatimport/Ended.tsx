import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OldImport } from '@/api/types';
import { Card } from '@/ui/Card';
import { CountList } from './CountList';
import css from './OldMessagesPage.module.css';
import { stateWords } from './words';

/** What became of an import. */
export function Ended({ one, another }: { one: OldImport; another: () => void }) {
  const { t } = useTranslation();
  return (
    <Card title={t(stateWords[one.state])}>
      <p className={css.note}>{one.file_name}</p>
      {one.reason && <p role="alert">{one.reason}</p>}
      <CountList
        one={one}
        names={[
          ['added', 'oldchat:added'],
          ['had', 'oldchat:had'],
          ['out', 'oldchat:were_out'],
        ]}
        always="added"
      />
      <div className={css.actions}>
        <Button type="primary" size="large" onClick={another}>
          {t('oldchat:another')}
        </Button>
      </div>
    </Card>
  );
}
