import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationQuery, conversationsQuery, heldQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { paths } from '@/ui/paths';
import { Composer } from './Composer';
import { ConversationMenu } from './ConversationMenu';
import css from './ConversationView.module.css';
import { conversationTitle } from './conversations';
import { MembersPane } from './MembersPane';
import { type Aim, useMessageActs } from './message-acts';
import { asHeld } from './outbox';
import { SelectionBar } from './Selection';
import { Timeline } from './Timeline';
import { useAround } from './useAround';
import { useMessages } from './useMessages';
import { useOutbox } from './useOutbox';
import { useReadMark } from './useReadMark';
import { useTraced } from './useTraced';

const PinsPane = lazy(() => import('./PinsPane').then((module) => ({ default: module.PinsPane })));
const Watermark = lazy(() => import('@/ui/Watermark').then((module) => ({ default: module.Watermark })));
const ReadsPane = lazy(() => import('./ReadsPane').then((module) => ({ default: module.ReadsPane })));

export function ConversationView({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { id: org, me } = useOrg();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const list = useQuery(conversationsQuery(org));
  const fromList = list.data?.items.find((one) => one.id === id);
  const own = useQuery({ ...conversationQuery(org, id), enabled: list.isFetched && !fromList });
  const one = fromList ?? own.data;
  const { query, take, change, loadOlder } = useMessages(org, id);
  const { edit, ...acts } = useMessageActs(change);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Message> | null>(null);
  const select = (message: Message) =>
    setChosen((old) => {
      const next = new Map(old ?? []);
      if (!next.delete(message.id)) next.set(message.id, message);
      return next;
    });
  const [aim, setAim] = useState<Aim | null>(null);
  const outbox = useOutbox(org, id, take);
  const held = useQuery({ ...heldQuery(org, id), select: asHeld });
  const pending = [...(held.data ?? []), ...outbox.pending];
  const [atBottom, setAtBottom] = useState(false);
  const traced = useTraced(one?.traced === true);
  const place = Number(values.get('at') ?? 0);
  const apart = useAround(org, id, place, query.data);
  const log = apart.wanted ? apart.log : query.data;
  useReadMark(org, id, query.data?.items.at(-1)?.seq ?? 0, atBottom && !apart.wanted);

  const error = own.error ?? apart.error ?? (log ? null : query.error);
  if (error) {
    const again = apart.error ? apart.refetch : query.refetch;
    return (
      <main className={css.view} id="content">
        <ErrorState error={error} retry={() => void again()} level="h1" />
      </main>
    );
  }
  const title = one ? conversationTitle(one, i18n.language) : '';
  const send = (text: string, mentions: string[]) => {
    if (aim?.kind === 'edit') {
      edit.mutate({ message: aim.message, text, mentions }, { onSuccess: () => setAim(null) });
      return false;
    }
    outbox.send(text, mentions, aim?.message.seq);
    setAim(null);
    if (apart.wanted) setValues({ at: '' }, true);
    return true;
  };
  const editLast = () => {
    const last = log?.items.findLast((message) => message.sender_id === me.person.id && message.kind === 'text');
    if (last) setAim({ kind: 'edit', message: last });
  };
  const pane = values.get('pane') === 'members';
  const pins = values.get('pane') === 'pins';
  const reads = Number(values.get('reads') ?? 0);
  const back = { label: t('shell:back'), go: () => go(paths.chat(org)) };
  return (
    <>
      <main className={css.view} id="content">
        <PageHeader
          level="h2"
          back={back}
          tools={false}
          title={title}
          detail={
            one?.kind === 'direct' ? one.other?.title : one && t('chat:members_count', { count: one.members_count })
          }
        >
          {one && (
            <ConversationMenu
              one={one}
              pane={pane}
              togglePane={() => setValues({ pane: pane ? '' : 'members', reads: '' }, true)}
              showPins={() => setValues({ pane: 'pins', reads: '' }, true)}
            />
          )}
        </PageHeader>
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
                select,
                selected: chosen && new Set(chosen.keys()),
                reads: (message) => setValues({ reads: String(message.seq), pane: '' }, true),
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
          <SelectionBar messages={[...chosen.values()].sort((a, b) => a.seq - b.seq)} done={() => setChosen(null)} />
        ) : one && (one.can ?? []).includes('post') ? (
          <Composer
            key={aim?.kind === 'edit' ? aim.message.id : 'new'}
            conversation={one}
            title={title}
            aim={aim}
            drop={() => setAim(null)}
            send={send}
            editLast={editLast}
          />
        ) : (
          one && <p className={css.closed}>{one.barred || t(one.archived ? 'chat:archived' : 'chat:cannot_post')}</p>
        )}
      </main>
      <Suspense fallback={null}>{one?.watermark && <Watermark />}</Suspense>
      {reads > 0 && (
        <Suspense fallback={null}>
          <ReadsPane conversation={id} seq={reads} close={() => setValues({ reads: '' }, true)} />
        </Suspense>
      )}
      {pins && one && (
        <Suspense fallback={null}>
          <PinsPane conversation={one} close={() => setValues({ pane: '' }, true)} />
        </Suspense>
      )}
      {pane && one && (
        <MembersPane conversation={one} onClose={() => setValues({ pane: '' }, true)}>
          {one.kind === 'direct' && one.other && (
            <Button onClick={() => go(paths.person(org, one.other?.id ?? ''))}>{t('chat:open_profile')}</Button>
          )}
        </MembersPane>
      )}
    </>
  );
}
