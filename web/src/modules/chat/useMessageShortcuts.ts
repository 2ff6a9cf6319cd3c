import { useRef } from 'react';
import type { ShortcutId } from '@/ui/shortcuts';
import { useShortcut } from '@/ui/useShortcut';

type Key = Extract<ShortcutId, `message_${'reply' | 'thread' | 'edit' | 'recall' | 'forward'}`>;

/** Keys that act on the message that has the focus: each does what stands beside it, or nothing. */
export function useMessageShortcuts(does: Record<Key, (() => void) | undefined>) {
  const tools = useRef<HTMLDivElement>(null);
  // A message under the mouse has its tools out, too.
  const act = (key: Key) => () => tools.current?.closest('article')?.contains(document.activeElement) && does[key]?.();
  useShortcut('message_reply', act('message_reply'));
  useShortcut('message_thread', act('message_thread'));
  useShortcut('message_edit', act('message_edit'));
  useShortcut('message_recall', act('message_recall'));
  useShortcut('message_forward', act('message_forward'));
  return tools;
}
