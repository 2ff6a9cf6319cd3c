import { useTranslation } from 'react-i18next';
import type { ChatGoing } from '@/api/types';
import { useFormat } from '@/ui/useFormat';

/** What a period would take if it held now, and what a legal hold keeps of it. */
export function GoingWords({ going }: { going: ChatGoing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { oldest, newest } = going;
  return (
    <div role="status">
      <p>
        {oldest && newest
          ? t('gates:going', {
              messages: format.number(going.messages),
              conversations: format.number(going.conversations),
              oldest: format.date(oldest),
              newest: format.date(newest),
            })
          : t('gates:going_none')}
      </p>
      {going.held > 0 && <p>{t('gates:going_held', { number: format.number(going.held) })}</p>}
    </div>
  );
}
