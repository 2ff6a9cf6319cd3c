// Every key of the page, in one place. Browser keys are never taken; single letters are off while
// typing and can be switched off (WCAG 2.1.4).

export type ShortcutId =
  | 'palette'
  | 'sheet'
  | 'conversation_previous'
  | 'conversation_next'
  | 'unread_previous'
  | 'unread_next'
  | 'go_messages'
  | 'go_work'
  | 'go_people'
  | 'go_apps'
  | 'go_mentions'
  | 'compose'
  | 'file_conversation'
  | 'ding'
  | 'message_next'
  | 'message_previous'
  | 'message_reply'
  | 'message_thread'
  | 'message_edit'
  | 'message_recall'
  | 'message_forward'
  | 'leave';

export interface Shortcut {
  id: ShortcutId;
  label: string;
  /** Each inner list is pressed together; lists follow one another. */
  keys: string[][];
  single?: boolean;
}

export const shortcuts: Shortcut[] = [
  { id: 'palette', label: 'shell:key_palette', keys: [['Mod', 'K']] },
  { id: 'sheet', label: 'shell:key_sheet', keys: [['?']], single: true },
  { id: 'conversation_previous', label: 'shell:key_conversation_previous', keys: [['Alt', '↑']] },
  { id: 'conversation_next', label: 'shell:key_conversation_next', keys: [['Alt', '↓']] },
  { id: 'unread_previous', label: 'shell:key_unread_previous', keys: [['Alt', 'Shift', '↑']] },
  { id: 'unread_next', label: 'shell:key_unread_next', keys: [['Alt', 'Shift', '↓']] },
  { id: 'go_messages', label: 'shell:key_go_messages', keys: [['G'], ['M']], single: true },
  { id: 'go_work', label: 'shell:key_go_work', keys: [['G'], ['W']], single: true },
  { id: 'go_people', label: 'shell:key_go_people', keys: [['G'], ['P']], single: true },
  { id: 'go_apps', label: 'shell:key_go_apps', keys: [['G'], ['A']], single: true },
  { id: 'go_mentions', label: 'shell:key_go_mentions', keys: [['G'], ['N']], single: true },
  { id: 'compose', label: 'shell:key_compose', keys: [['C']], single: true },
  { id: 'file_conversation', label: 'shell:key_file_conversation', keys: [['M']], single: true },
  { id: 'ding', label: 'shell:key_ding', keys: [['D']], single: true },
  { id: 'message_next', label: 'shell:key_message_next', keys: [['J']], single: true },
  { id: 'message_previous', label: 'shell:key_message_previous', keys: [['K']], single: true },
  { id: 'message_reply', label: 'shell:key_message_reply', keys: [['R']], single: true },
  { id: 'message_thread', label: 'shell:key_message_thread', keys: [['T']], single: true },
  { id: 'message_edit', label: 'shell:key_message_edit', keys: [['E']], single: true },
  { id: 'message_recall', label: 'shell:key_message_recall', keys: [['⌫']], single: true },
  { id: 'message_forward', label: 'shell:key_message_forward', keys: [['F']], single: true },
  { id: 'leave', label: 'shell:key_leave', keys: [['Esc']] },
];

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const sequences: Record<string, ShortcutId> = {
  m: 'go_messages',
  w: 'go_work',
  p: 'go_people',
  a: 'go_apps',
  n: 'go_mentions',
};

const singles: Record<string, ShortcutId> = {
  '?': 'sheet',
  c: 'compose',
  d: 'ding',
  m: 'file_conversation',
  j: 'message_next',
  k: 'message_previous',
  r: 'message_reply',
  t: 'message_thread',
  e: 'message_edit',
  f: 'message_forward',
  backspace: 'message_recall',
  delete: 'message_recall',
};

/** Reads key presses one after another; G waits a second for the letter that follows. */
export class ShortcutReader {
  private goSince = Number.NEGATIVE_INFINITY;

  read(press: KeyPress, typing: boolean, singleKeys: boolean, now: number): ShortcutId | null {
    const key = press.key.toLowerCase();
    const mod = press.ctrlKey || press.metaKey;
    if (mod && !press.altKey && !press.shiftKey && key === 'k') return 'palette';
    if (mod && !press.altKey && key === '/') return 'sheet';
    if (press.altKey && !mod && key === 'arrowup') return press.shiftKey ? 'unread_previous' : 'conversation_previous';
    if (press.altKey && !mod && key === 'arrowdown') return press.shiftKey ? 'unread_next' : 'conversation_next';
    if (key === 'escape' && !mod && !press.altKey && !press.shiftKey) return 'leave';
    if (typing || mod || press.altKey || !singleKeys) return null;

    const waiting = now - this.goSince < 1000;
    this.goSince = Number.NEGATIVE_INFINITY;
    if (waiting) return sequences[key] ?? null;
    if (key === 'g') {
      this.goSince = now;
      return null;
    }
    return singles[key] ?? null;
  }
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const listeners = new Map<ShortcutId, Set<() => void>>();

export function onShortcut(id: ShortcutId, handle: () => void): () => void {
  const set = listeners.get(id) ?? new Set();
  listeners.set(id, set);
  set.add(handle);
  return () => void set.delete(handle);
}

/** True when somebody listened, so the key's own effect is to be stopped. */
export function pressShortcut(id: ShortcutId): boolean {
  const set = listeners.get(id);
  if (!set || set.size === 0) return false;
  for (const handle of set) handle();
  return true;
}
