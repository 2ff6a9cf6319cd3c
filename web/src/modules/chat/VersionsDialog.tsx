import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { versionsQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { RestrictedLine } from './RestrictedLine';
import css from './VersionsDialog.module.css';

/** What a message said, from the first wording to the present one. */
export function VersionsDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useQuery(versionsQuery(org, message.conversation_id, message.seq));
  const all = query.data && [...query.data.items, { text: message.text, at: message.edited_at ?? message.at }];
  return (
    <Modal open title={t('talk:versions')} footer={null} onCancel={onClose}>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      <ol className={css.versions}>
        {all?.map((one) => (
          <li key={one.at}>
            <time dateTime={one.at}>{format.exact(one.at)}</time>
            <p dir="auto">{one.text}</p>
          </li>
        ))}
      </ol>
      <RestrictedLine message={message} />
    </Modal>
  );
}
