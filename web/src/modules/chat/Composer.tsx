import { SendOutlined } from '@ant-design/icons';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import {
  type ChangeEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { membersPagesQuery, membersQuery } from '@/api/chat';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Conversation, Mention } from '@/api/types';
import { withTexts } from '@/i18n/start';
import { type Shelf, ShelfContext } from '@/ui/composer-tools';
import { CompositionGuard } from '@/ui/ime';
import { useFormat } from '@/ui/useFormat';
import { useOnePane } from '@/ui/useMedia';
import { useSwitch } from '@/ui/usePreference';
import { useShortcut } from '@/ui/useShortcut';
import { AimBar } from './AimBar';
import css from './Composer.module.css';
import { type Draft, emptyDraft, keepDraft, readDraft } from './drafts';
import type { Carried } from './files/tray';
import { useTray } from './files/useTray';
import { appended } from './inserting';
import { MentionPicker } from './MentionPicker';
import { mentionChoices } from './mention-choices';
import { callsMany, everyone, insertMention, type MentionQuery, mentionAt, mentionsIn } from './mentions';
import type { Aim } from './message-acts';
import { takePaste } from './pasting';
import { SlashMenu } from './SlashMenu';
import { sends } from './sending-key';
import { useInserted } from './useInserted';
import { useSlash } from './useSlash';
import { writeAtCaret } from './writing';

const PollButton = lazy(() => import('./PollButton').then((module) => ({ default: module.PollButton })));
const OffHours = lazy(() => import('./OffHours').then((module) => ({ default: module.OffHours })));
const ReceiptsOff = lazy(() => import('./ReceiptsOff').then((module) => ({ default: module.ReceiptsOff })));
const SendLater = lazy(() => import('./SendLater').then((module) => ({ default: module.SendLater })));
const WordTools = lazy(() => import('./WordTools').then((module) => ({ default: module.WordTools })));
const AttachBar = lazy(() =>
  withTexts('files', import('./files/AttachBar')).then((module) => ({ default: module.AttachBar })),
);

const longest = 20_000;

interface Props {
  conversation: Conversation;
  title: string;
  placeholder?: string;
  /** Who else is typing; on small screens it stands above. */
  typing?: string;
  /** Called as its writer types. */
  typed?: () => void;
  /** Under which name the draft is kept; the conversation's own if none is given. */
  draftKey?: string;
  /** The message in whose thread is written; 0: in none. */
  thread?: number;
  /** What the text is for, if not a new message. */
  aim: Aim | null;
  drop: () => void;
  turn: (aim: Aim) => void;
  /** True when the text has gone on its way. */
  send: (text: string, mentions: string[], carried?: Carried) => boolean;
  editLast: () => void;
}

/** Where a message is written; its tools know of each other by their names. */
export function Composer(props: Props) {
  const [shelf] = useState<Shelf>(() => new Map());
  return (
    <ShelfContext value={shelf}>
      <Writing {...props} />
    </ShelfContext>
  );
}

function Writing({
  conversation,
  title,
  placeholder,
  typing = '',
  typed,
  draftKey = conversation.id,
  thread = 0,
  aim,
  drop,
  turn,
  send,
  editLast,
}: Props) {
  const { t } = useTranslation();
  const { id: org, me, drawer } = useOrg();
  const format = useFormat();
  const touch = useOnePane();
  const pickerId = useId();
  const field = useRef<TextAreaRef>(null);
  const guard = useRef(new CompositionGuard());
  const [enterSends] = useSwitch('enterSends');
  const editing = aim?.kind === 'edit';
  const { tray, items, whole } = useTray(org, draftKey);
  const uploads = (conversation.can ?? []).includes('upload');
  const laid = editing ? [] : items;
  const [draft, setDraft] = useState<Draft>(() =>
    editing
      ? { text: aim.message.text, mentions: aim.message.mentions ?? [], reply_to: 0 }
      : readDraft(drawer, draftKey),
  );
  const [asked, setAsked] = useState<MentionQuery | null>(null);
  const [choice, setChoice] = useState(0);
  const [confirming, setConfirming] = useState(false);
  const group = conversation.kind !== 'direct';
  const members = useQuery({ ...membersQuery(org, conversation.id), enabled: group && asked !== null });
  // Of more than are listed at once, those who are called so are looked for.
  const called = useInfiniteQuery({
    ...membersPagesQuery(org, conversation.id, asked?.words ?? ''),
    enabled: group && Boolean(asked?.words) && Boolean(members.data?.next),
    placeholderData: keepPreviousData,
  }).data?.pages[0]?.items;
  const callsAll = (conversation.can ?? []).includes('mention_all');
  const departments = useQuery({ ...departmentsQuery(org), enabled: group && asked !== null && callsAll });
  const choices =
    asked && group
      ? mentionChoices(asked.words, {
          members: (asked.words && called) || (members.data?.items ?? []),
          departments: (callsAll && departments.data?.items) || [],
          circles: callsAll
            ? {
                [everyone]: t('chat:everyone'),
                'role:administrator': t('chat:administrators'),
                'role:manager': t('chat:managers'),
              }
            : {},
          me: me.person.id,
          nameOf: format.person,
        })
      : [];
  useShortcut('compose', () => field.current?.focus());

  // Whoever chose to answer or edit writes at once.
  const aimed = aim?.message.id ?? '';
  useEffect(() => {
    const area = field.current?.resizableTextArea?.textArea;
    if (!aimed || !area) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, [aimed]);

  // Behind a picked name, before the next key can be typed.
  const caret = useRef(-1);
  useLayoutEffect(() => {
    const area = field.current?.resizableTextArea?.textArea;
    if (caret.current < 0 || !area) return;
    area.focus();
    area.setSelectionRange(caret.current, caret.current);
    caret.current = -1;
  });

  const keep = (next: Draft) => {
    setDraft(next);
    if (!editing) keepDraft(drawer, draftKey, { ...next, reply_to: aim?.message.seq ?? 0 });
  };
  useInserted(draftKey, (piece) => {
    const text = appended(draft.text, piece);
    keep({ ...draft, text });
    caret.current = text.length;
  });
  const write = (piece: string) => {
    const area = field.current?.resizableTextArea?.textArea;
    if (area) writeAtCaret(area, piece);
  };
  const slash = useSlash(editing ? '' : draft.text, () => keep(emptyDraft));
  const change = (event: ChangeEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = event.target;
    keep({ ...draft, text: value });
    if (value && !editing) typed?.();
    setAsked(group ? mentionAt(value, selectionStart) : null);
    setChoice(0);
    setConfirming(false);
  };
  const pick = (one: Mention) => {
    const area = field.current?.resizableTextArea?.textArea;
    if (!asked || !area) return;
    const next = insertMention(draft.text, asked, area.selectionStart, one.name);
    keep({ ...draft, text: next.text, mentions: [...draft.mentions, one] });
    setAsked(null);
    caret.current = next.caret;
  };
  const length = draft.text.length > longest - 500 ? [...draft.text].length : 0;
  const tooLong = length > longest;
  const ready = (draft.text.trim() !== '' || laid.length > 0) && whole && !tooLong;
  const submit = (sure = false) => {
    const text = draft.text.trim();
    if (!ready) return;
    const mentions = mentionsIn(text, draft.mentions);
    if (callsMany(mentions, conversation.members_count) && !sure) {
      setConfirming(true);
      return;
    }
    if (send(text, mentions, editing ? undefined : tray.take())) keep(emptyDraft);
    setAsked(null);
    setConfirming(false);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (guard.current.owns(event.nativeEvent) || slash.press(event)) return;
    if (asked && choices.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const chosen = choices[choice];
      if (step) setChoice((choice + step + choices.length) % choices.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen);
      else if (event.key === 'Escape') setAsked(null);
      else return;
      event.preventDefault();
      return;
    }
    if (event.key === 'Escape' && aim) {
      event.preventDefault();
      drop();
      return;
    }
    if (event.key === 'ArrowUp' && draft.text === '' && !aim) {
      event.preventDefault();
      editLast();
      return;
    }
    // On a touch keyboard Enter breaks the line; the button sends.
    if (sends(event, enterSends && !touch)) {
      event.preventDefault();
      submit();
    }
  };

  // A message without files can go out later.
  const whenToo = !editing && items.length === 0;
  const written = () => ({
    text: draft.text.trim(),
    mentions: mentionsIn(draft.text, draft.mentions),
    reply_to: aim?.message.seq ?? 0,
    thread,
  });
  const scheduled = () => {
    keep(emptyDraft);
    drop();
  };
  const open = (asked && choices.length > 0) || slash.items.length > 0;
  return (
    <div className={css.composer}>
      {asked && choices.length > 0 && <MentionPicker id={pickerId} choices={choices} at={choice} pick={pick} />}
      {slash.items.length > 0 && <SlashMenu id={pickerId} items={slash.items} at={slash.at} pick={slash.pick} />}
      {aim && <AimBar aim={aim} drop={drop} turn={turn} />}
      {confirming && (
        <div className={css.confirm} role="alert">
          <span>
            {mentionsIn(draft.text, draft.mentions).includes(everyone)
              ? t('chat:confirm_all', { count: conversation.members_count })
              : t('talk:confirm_up_to', { number: conversation.members_count })}
          </span>
          <Button size="small" type="primary" onClick={() => submit(true)}>
            {t('chat:send_all')}
          </Button>
          <Button size="small" onClick={() => setConfirming(false)}>
            {t('shell:cancel')}
          </Button>
        </div>
      )}
      {whenToo && draft.text.trim() !== '' && !tooLong && (
        <Suspense fallback={null}>
          <OffHours conversation={conversation.id} write={written} done={scheduled} />
        </Suspense>
      )}
      {!editing && (
        <Suspense fallback={null}>
          <ReceiptsOff />
        </Suspense>
      )}
      <div className={css.box}>
        <Input.TextArea
          ref={field}
          variant="borderless"
          autoSize={{ minRows: 1, maxRows: 10 }}
          value={draft.text}
          placeholder={placeholder ?? t('chat:write_to', { name: title })}
          aria-label={placeholder ?? t('chat:write_to', { name: title })}
          aria-controls={open ? pickerId : undefined}
          aria-activedescendant={open ? `${pickerId}-${asked ? choice : slash.at}` : undefined}
          aria-invalid={tooLong}
          onChange={change}
          onKeyDown={press}
          onCompositionStart={guard.current.start}
          onCompositionEnd={guard.current.end}
          onBlur={() => setAsked(null)}
          onPaste={(event) => {
            if (takePaste(event.clipboardData, write)) event.preventDefault();
            const { files } = event.clipboardData;
            if (event.defaultPrevented || editing || !uploads || files.length === 0) return;
            event.preventDefault();
            tray.add(files);
          }}
        />
        {whenToo && (
          <Suspense fallback={null}>
            {!aim && thread === 0 && <PollButton conversation={conversation.id} />}
            <SendLater
              conversation={conversation.id}
              ready={draft.text.trim() !== '' && !tooLong}
              write={written}
              done={scheduled}
            />
          </Suspense>
        )}
        <Button
          type="primary"
          icon={<SendOutlined aria-hidden className={css.flip} />}
          aria-label={t('chat:send')}
          title={t('chat:send')}
          disabled={!ready}
          onClick={() => submit()}
        />
      </div>
      {!editing && (
        <div className={css.attach}>
          <Suspense fallback={null}>
            <AttachBar
              tray={tray}
              items={laid}
              files={uploads}
              before={<WordTools conversation={conversation} write={write} />}
            />
          </Suspense>
        </div>
      )}
      <p className={css.hint} data-bad={tooLong} role={tooLong ? 'alert' : undefined}>
        {length > 0
          ? t('chat:length', { length: format.number(length), longest: format.number(longest) })
          : !touch &&
            (typing ? (
              <span aria-hidden="true">{typing}</span>
            ) : (
              t(enterSends ? 'chat:enter_sends' : 'talk:mod_enter_sends')
            ))}
      </p>
    </div>
  );
}
