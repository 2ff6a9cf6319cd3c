import { ArrowDownOutlined } from '@ant-design/icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { dayKey } from '@/ui/format';
import { useFormat } from '@/ui/useFormat';
import type { MessageLog } from './merge';
import type { MessageActs } from './message-acts';
import type { Pending } from './outbox';
import { keepPlace, placeOf } from './places';
import { RovingContext } from './roving';
import css from './Timeline.module.css';
import { TimelineRow } from './TimelineRow';
import { buildRows, firstIndex, holds, stopOf } from './timeline-rows';
import { useEndHold } from './useEndHold';
import { useMessageWalk } from './useMessageWalk';

interface Props {
  conversation: Conversation;
  log: MessageLog;
  /** The place to open at; 0: where it was left. */
  place: number;
  /** Set while the log is a stretch apart from the end. */
  apart: { loadNewer: () => void; toEnd: () => void } | null;
  pending: Pending[];
  acts: MessageActs;
  loadOlder: () => void;
  onAtBottom: (at: boolean) => void;
  retry: (one: Pending) => void;
  drop: (clientId: string) => void;
}

export function Timeline({
  conversation,
  log,
  place,
  apart,
  pending,
  acts,
  loadOlder,
  onAtBottom,
  retry,
  drop,
}: Props) {
  const { t } = useTranslation();
  const { me } = useOrg();
  const { zone } = useFormat();
  // The line stays where it was on opening, until the person leaves the conversation.
  const [newAfter] = useState(() => (conversation.unread > 0 ? conversation.read_seq : null));
  const [anchor] = useState(() => log.items[0]?.seq ?? 0);
  const [atBottom, setAtBottom] = useState(true);
  const [seenSeq, setSeenSeq] = useState(0);

  const rows = useMemo(
    () => buildRows(log.items, pending, { me: me.person.id, newAfter, dayOf: (at) => dayKey(at, zone) }),
    [log.items, pending, me.person.id, newAfter, zone],
  );
  const [start] = useState(() => {
    if (place > 0) {
      const there = rows.findIndex((row) => 'message' in row && row.message.seq >= place);
      if (there >= 0) return { index: there, align: 'center' as const };
    }
    const line = rows.findIndex((row) => row.kind === 'new');
    // With little below the line the end shows it anyway.
    if (line >= 0 && rows.length - line > 8) return { index: line, align: 'start' as const };
    if (line >= 0) return { index: 'LAST' as const, align: 'end' as const };
    const kept = placeOf(conversation.id);
    const at = kept ? rows.findIndex((row) => row.key === kept) : -1;
    return at >= 0 ? { index: at, align: 'start' as const } : { index: 'LAST' as const, align: 'end' as const };
  });
  const first = firstIndex(rows, anchor);
  const lastSeq = log.items.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (atBottom) setSeenSeq(lastSeq);
  }, [atBottom, lastSeq]);
  const below = log.items.filter((message) => message.seq > seenSeq && message.sender_id !== me.person.id).length;

  const scroller = useRef<HTMLElement | null>(null);
  const list = useRef<VirtuosoHandle>(null);
  const walk = useMessageWalk({
    log: () => scroller.current,
    stops: useMemo(() => rows.flatMap((row) => stopOf(row) ?? []), [rows]),
    reveal: (seq, done) => list.current?.scrollIntoView({ index: rows.findIndex((row) => stopOf(row) === seq), done }),
    main: true,
  });
  const { hold, holding, grew, reached } = useEndHold(scroller);
  const follows = useRef(start.index === 'LAST');
  useEffect(() => {
    if (start.index === 'LAST') hold(700);
  }, [hold, start]);

  // News follow a person who reads at the end; what I just sent is in sight wherever I was reading.
  const tail = rows.at(-1);
  const ownTail = tail?.kind === 'pending' || (tail?.kind === 'message' && tail.message.sender_id === me.person.id);
  const tailKey = tail?.key ?? '';
  const shownTail = useRef(tailKey);
  const wasApart = useRef(apart !== null);
  useEffect(() => {
    const joined = wasApart.current; // what comes after a stretch is no news
    wasApart.current = apart !== null;
    if (shownTail.current === tailKey) return;
    shownTail.current = tailKey;
    // While the end is being held, rows that came since are not yet below what is in sight.
    if (!joined && (ownTail || atBottom || holding())) hold(400);
  }, [tailKey, ownTail, atBottom, hold, holding, apart]);

  const moved = (at: boolean) => {
    // A row may find its height after the end was held for it: only who moves away stays behind.
    if (!at && follows.current && grew()) {
      hold(400);
      return;
    }
    follows.current = at && apart === null;
    if (at) reached();
    setAtBottom(at);
    onAtBottom(at);
    if (at) keepPlace(conversation.id, '');
  };
  if (rows.length === 0) return <EmptyState title={t('chat:start_title')} text={t('chat:start_text')} />;
  return (
    <RovingContext value={walk.roving}>
      <Virtuoso
        ref={list}
        {...walk.on}
        className={css.list}
        role="log"
        aria-label={t('chat:log')}
        data={rows}
        firstItemIndex={first}
        initialTopMostItemIndex={start}
        computeItemKey={(_, row) => row.key}
        itemContent={(_, row) => (
          <div className={css.row} data-here={holds(row, place)}>
            <TimelineRow conversation={conversation} row={row} acts={acts} retry={retry} drop={drop} />
          </div>
        )}
        startReached={loadOlder}
        endReached={apart?.loadNewer}
        atBottomThreshold={40}
        atBottomStateChange={moved}
        alignToBottom
        scrollerRef={(box) => {
          scroller.current = box instanceof HTMLElement ? box : null;
        }}
        increaseViewportBy={600}
        rangeChanged={(range) => {
          const top = rows[range.startIndex - first];
          if (top && !atBottom) keepPlace(conversation.id, top.key);
          walk.keep();
        }}
      />
      {(apart || !atBottom) && (
        <button type="button" className={css.latest} onClick={() => (apart ? apart.toEnd() : hold(600))}>
          <ArrowDownOutlined aria-hidden />
          {below > 0 ? t('chat:new_below', { count: below }) : t('chat:latest')}
        </button>
      )}
    </RovingContext>
  );
}
