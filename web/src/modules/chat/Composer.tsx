import { SendOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ClipboardEvent, lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { withTexts } from '@/i18n/start';
import { type Shelf, ShelfContext } from '@/ui/composer-tools';
import { useSwitch } from '@/ui/usePreference';
import { AimBar } from './AimBar';
import { Choices } from './Choices';
import css from './Composer.module.css';
import { ComposerHint } from './ComposerHint';
import { ConfirmMany } from './ConfirmMany';
import type { Carried } from './files/tray';
import { useTray } from './files/useTray';
import { callsMany, everyone, mentionsIn } from './mentions';
import type { Aim } from './message-acts';
import { takePaste } from './pasting';
import { tooLong } from './text-length';
import { useKeys } from './useKeys';
import { useWriting } from './useWriting';

const PollButton = lazy(() => import('./PollButton').then((module) => ({ default: module.PollButton })));
const OffHours = lazy(() => import('./OffHours').then((module) => ({ default: module.OffHours })));
const ReceiptsOff = lazy(() => import('./ReceiptsOff').then((module) => ({ default: module.ReceiptsOff })));
const SendLater = lazy(() => import('./SendLater').then((module) => ({ default: module.SendLater })));
const WordTools = lazy(() => import('./WordTools').then((module) => ({ default: module.WordTools })));
const AttachBar = lazy(() =>
  withTexts('files', import('./files/AttachBar')).then((module) => ({ default: module.AttachBar })),
);

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
  const { id: org } = useOrg();
  const choicesId = useId();
  const [enterSends] = useSwitch('enterSends');
  const [confirming, setConfirming] = useState(false);
  const editing = aim?.kind === 'edit';
  const { tray, items, whole } = useTray(org, draftKey);
  const uploads = (conversation.can ?? []).includes('upload');
  const laid = editing ? [] : items;
  const { draft, field, slash, mentions, write, change, clear } = useWriting({ conversation, draftKey, aim, typed });
  const text = draft.text.trim();
  const named = mentionsIn(text, draft.mentions);
  const long = tooLong(draft.text);
  const ready = (text !== '' || laid.length > 0) && whole && !long;
  const submit = (sure = false) => {
    if (!ready) return;
    const ask = callsMany(named, conversation.members_count) && !sure;
    setConfirming(ask);
    if (ask) return;
    if (send(text, named, editing ? undefined : tray.take())) clear();
    mentions.leave();
    field.current?.focus();
  };
  const keys = useKeys({
    lists: [slash, mentions],
    enterSends,
    submit,
    onEscape: aim && drop,
    onUp: draft.text === '' && !aim && editLast,
  });
  const paste = (event: ClipboardEvent) => {
    if (takePaste(event.clipboardData, write)) event.preventDefault();
    const { files } = event.clipboardData;
    if (event.defaultPrevented || editing || !uploads || files.length === 0) return;
    event.preventDefault();
    tray.add(files);
  };

  // A message without files can go out later.
  const whenToo = !editing && items.length === 0;
  const later = {
    conversation: conversation.id,
    ready: text !== '' && !long,
    write: () => ({ text, mentions: named, reply_to: aim?.message.seq ?? 0, thread }),
    done: () => {
      clear();
      drop();
    },
  };
  const open = [slash, mentions].find((one) => one.items.length > 0);
  const label = placeholder ?? t('chat:write_to', { name: title });
  return (
    <div className={css.composer}>
      <Choices id={choicesId} mentions={mentions} slash={slash} />
      {aim && <AimBar aim={aim} drop={drop} turn={turn} />}
      {confirming && (
        <ConfirmMany
          all={named.includes(everyone)}
          members={conversation.members_count}
          send={() => submit(true)}
          cancel={() => setConfirming(false)}
        />
      )}
      <Suspense fallback={null}>{whenToo && later.ready && <OffHours {...later} />}</Suspense>
      <Suspense fallback={null}>{!editing && <ReceiptsOff />}</Suspense>
      <div className={css.box}>
        <Input.TextArea
          ref={field}
          variant="borderless"
          autoSize={{ minRows: 1, maxRows: 10 }}
          value={draft.text}
          placeholder={label}
          aria-label={label}
          aria-controls={open && choicesId}
          aria-activedescendant={open && `${choicesId}-${open.at}`}
          aria-invalid={long}
          {...keys}
          onChange={(event) => {
            change(event);
            setConfirming(false);
          }}
          onBlur={mentions.leave}
          onPaste={paste}
        />
        {whenToo && (
          <Suspense fallback={null}>
            {!aim && thread === 0 && <PollButton conversation={conversation.id} />}
            <SendLater {...later} />
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
      <ComposerHint text={draft.text} typing={typing} enterSends={enterSends} />
    </div>
  );
}
