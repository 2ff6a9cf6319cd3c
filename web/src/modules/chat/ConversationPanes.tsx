import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { withTexts } from '@/i18n/start';
import { useAddressValues, useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { MembersPane } from './MembersPane';
import { useBeside } from './useBeside';
import type { useOutbox } from './useOutbox';

const PinsPane = lazy(() => import('./PinsPane').then((module) => ({ default: module.PinsPane })));
const ThreadPane = lazy(() => import('./ThreadPane').then((module) => ({ default: module.ThreadPane })));
const FilesPane = lazy(() =>
  withTexts('files', import('./files/FilesPane')).then((module) => ({ default: module.FilesPane })),
);
const SightPane = lazy(() =>
  withTexts('kept', import('./SightPane')).then((module) => ({ default: module.SightPane })),
);
const ReadsPane = lazy(() => import('./ReadsPane').then((module) => ({ default: module.ReadsPane })));

interface Props {
  id: string;
  /** The conversation, as soon as it is known. */
  one: Conversation | undefined;
  outbox: ReturnType<typeof useOutbox>;
}

/** The pane beside a conversation that the address asks for. */
export function ConversationPanes({ id, one, outbox }: Props) {
  const { pane, reads, thread, show } = useBeside();
  const [, setValues] = useAddressValues();
  const close = () => show({});
  return (
    <Suspense fallback={null}>
      {reads > 0 && <ReadsPane conversation={id} dings={(one?.can ?? []).includes('ding')} seq={reads} close={close} />}
      {pane === 'files' && (
        <FilesPane conversation={id} show={(seq) => setValues({ at: String(seq), pane: '' }, true)} close={close} />
      )}
      {pane === 'sight' && one && <SightPane one={one} close={close} />}
      {pane === 'pins' && one && <PinsPane conversation={one} close={close} />}
      {thread > 0 && one && (
        <ThreadPane
          key={thread}
          conversation={one}
          root={thread}
          outbox={outbox}
          reads={(message) => show({ reads: String(message.seq) })}
          close={close}
        />
      )}
      {pane === 'members' && one && (
        <MembersPane conversation={one} onClose={close}>
          {one.kind === 'direct' && one.other && <Profile person={one.other.id} />}
        </MembersPane>
      )}
    </Suspense>
  );
}

function Profile({ person }: { person: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const go = useGo();
  return <Button onClick={() => go(paths.person(org, person))}>{t('chat:open_profile')}</Button>;
}
