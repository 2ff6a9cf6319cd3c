import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { heldQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import { withTexts } from '@/i18n/start';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { paths } from '@/ui/paths';
import { Composer } from './Composer';
import { ConversationDetail } from './ConversationDetail';
import { ConversationMenu } from './ConversationMenu';
import { ConversationPanes } from './ConversationPanes';
import css from './ConversationView.module.css';
import { conversationTitle } from './conversations';
import type { Carried } from './files/tray';
import { useFileDrop, useTray } from './files/useTray';
import { insertInto, quoted } from './inserting';
import { useMessageActs } from './message-acts';
import { NotShown } from './NotShown';
import { OutsideStrip } from './OutsideStrip';
import { asHeld } from './outbox';
import { SelectionBar } from './Selection';
import { Timeline } from './Timeline';
import { useAim } from './useAim';
import { useAround } from './useAround';
import { useBeside } from './useBeside';
import { useChosen } from './useChosen';
import { useConversation } from './useConversation';
import { useEditing } from './useEditing';
import { useLeave } from './useLeave';
import { useMessages } from './useMessages';
import { useOutbox } from './useOutbox';
import { useReadMark } from './useReadMark';
import { useTraced } from './useTraced';
import { useTyping } from './useTyping';

const Watermark = lazy(() => import('@/ui/Watermark').then((module) => ({ default: module.Watermark })));
const CameFrom = lazy(() =>
  withTexts('oldchat', import('./CameFrom')).then((module) => ({ default: module.CameFrom })),
);

export function ConversationView({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { id: org, me } = useOrg();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const { one, error: missing } = useConversation(org, id);
  const { query, take, change, loadOlder } = useMessages(org, id);
  const acts = useMessageActs(change);
  const beside = useBeside();
  const { chosen, toggle, end } = useChosen();
  const [aim, setAim] = useAim(org, id);
  const save = useEditing(aim, setAim, change);
  const outbox = useOutbox(org, id, take);
  const { tray } = useTray(org, id);
  const dropping = useFileDrop((one?.can ?? []).includes('upload'), (files) => tray.add(files));
  const held = useQuery({ ...heldQuery(org, id), select: asHeld });
  const pending = [...(held.data ?? []), ...outbox.pending.filter((one) => !one.thread)];
  const [atBottom, setAtBottom] = useState(false);
  const typing = useTyping(one);
  const traced = useTraced(one?.traced === true);
  const place = Number(values.get('at') ?? 0);
  const apart = useAround(org, id, place, query.data);
  const log = apart.wanted ? apart.log : query.data;
  useReadMark(org, id, query.data?.items.at(-1)?.seq ?? 0, atBottom && !apart.wanted);

  useLeave(paths.chat(org, id));

  const title = one ? conversationTitle(one, i18n.language) : '';
  const back = { label: t('shell:back'), go: () => go(paths.chat(org)) };
  const error = missing ?? apart.error ?? (log ? null : query.error);
  if (error) {
    const again = () => void (apart.error ? apart.refetch() : query.refetch());
    return (
      <main className={css.view} id="content">
        <PageHeader level="h2" back={back} tools={false} title={title} />
        <NotShown error={error} retry={again} />
      </main>
    );
  }
  const send = (text: string, mentions: string[], carried?: Carried) => {
    if (aim?.kind === 'edit') {
      save(text, mentions);
      return false;
    }
    outbox.send(text, mentions, aim?.message.seq, carried);
    setAim(null);
    if (apart.wanted) setValues({ at: '' }, true);
    return true;
  };
  const editLast = () => {
    const last = log?.items.findLast((message) => message.sender_id === me.person.id && message.kind === 'text');
    if (last) setAim({ kind: 'edit', message: last });
  };
  return (
    <>
      <main className={css.view} id="content" {...dropping}>
        <PageHeader
          level="h2"
          back={back}
          tools={false}
          title={title}
          detail={one && <ConversationDetail one={one} typing={typing.line} />}
        >
          {one && (
            <ConversationMenu
              one={one}
              pane={beside.pane === 'members'}
              togglePane={() => beside.show({ pane: beside.pane === 'members' ? '' : 'members' })}
              showPins={() => beside.show({ pane: 'pins' })}
              showFiles={() => beside.show({ pane: 'files' })}
              showSight={() => beside.show({ pane: 'sight' })}
            />
          )}
        </PageHeader>
        <Suspense fallback={null}>{one?.came_from && <CameFrom one={one} />}</Suspense>
        {one?.outside && <OutsideStrip outside={one.outside} />}
        <div className={css.log} onCopy={traced.onCopy}>
          {log && one ? (
            <Timeline
              key={place}
              conversation={one}
              log={log}
              place={place}
              apart={apart.wanted ? { loadNewer: apart.loadNewer, toEnd: () => setValues({ at: '' }, true) } : null}
              pending={apart.wanted ? [] : pending}
              acts={{
                ...acts,
                aim: setAim,
                quote: (one.can ?? []).includes('post') ? (text) => insertInto(id, quoted(text)) : undefined,
                select: toggle,
                selected: chosen && new Set(chosen.keys()),
                reads: (message) => beside.show({ reads: String(message.seq) }),
                thread: (message) => beside.show({ thread: String(message.thread || message.seq) }),
              }}
              loadOlder={apart.wanted ? apart.loadOlder : loadOlder}
              onAtBottom={setAtBottom}
              retry={outbox.retry}
              drop={outbox.drop}
            />
          ) : (
            <Loading />
          )}
        </div>
        {chosen ? (
          <SelectionBar messages={[...chosen.values()].sort((a, b) => a.seq - b.seq)} done={end} />
        ) : one && (one.can ?? []).includes('post') ? (
          <Composer
            key={aim?.kind === 'edit' ? aim.message.id : 'new'}
            conversation={one}
            title={title}
            typing={typing.line}
            typed={typing.typed}
            aim={aim}
            drop={() => setAim(null)}
            turn={setAim}
            send={send}
            editLast={editLast}
          />
        ) : (
          one && <p className={css.closed}>{one.barred || t(one.archived ? 'chat:archived' : 'chat:cannot_post')}</p>
        )}
      </main>
      <Suspense fallback={null}>{one?.watermark && <Watermark />}</Suspense>
      <ConversationPanes id={id} one={one} outbox={outbox} />
    </>
  );
}
