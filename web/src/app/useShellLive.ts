import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveConnected, useLiveEvents } from '@/api/live-context';
import { useOrg } from '@/api/org';
import { bootQuery } from '@/api/session';
import type { Boot, LiveEvent } from '@/api/types';
import { withTexts } from '@/i18n/start';

// Which kept answers a hint makes old, by the kind of thing that changed.
const touched: Record<string, string[]> = {
  conversation: ['conversations', 'conversation', 'members', 'unread'],
  person: ['people', 'person', 'people-pick', 'me', 'departments', 'access', 'device'],
  chat_rules: ['device', 'chat-rules'],
  department: ['departments', 'people'],
  import: ['imports', 'import', 'people', 'departments'],
  notification: ['notices', 'dissolution'],
  ding: ['ding-open', 'ding', 'dings', 'work'],
  work: ['work'],
  held: ['held', 'work'],
  previews: ['previews'],
  arranged: ['conversations', 'conversation', 'folders', 'unread'],
  later: ['later', 'work', 'notices'],
  copy: ['data', 'work', 'notices'],
  entry: ['record'],
  organisation: ['me', 'conversations', 'conversation', 'verification', 'work', 'notices'],
};

export function staleAfter(event: LiveEvent): string[] {
  if (event.t === 'message_changed') return ['conversations'];
  if (event.t === 'message') return ['unread', 'conversations', 'notices', 'work'];
  if (event.t === 'read') return ['unread', 'conversations', 'reads'];
  if (event.t === 'changed') return touched[event.ref.split(':')[0] ?? ''] ?? ['work', 'notices'];
  return [];
}

/** Keeps badges and lists true while the page is open. Bursts are answered once. What is said elsewhere is told to say. */
export function useShellLive(say: (line: string) => void) {
  const { id, me } = useOrg();
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const waiting = useRef(new Set<string>());
  const timer = useRef(0);

  const refresh = (names: string[]) => {
    for (const name of names) waiting.current.add(name);
    if (timer.current) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      const due = [...waiting.current];
      waiting.current.clear();
      for (const name of due) void client.invalidateQueries({ queryKey: ['o', id, name] });
    }, 400);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);

  useLiveEvents((event) => {
    if (event.t === 'signed_out') {
      client.setQueryData(bootQuery.queryKey, (boot: Boot | undefined) => boot && { ...boot, session: null });
      return;
    }
    if (event.t === 'shut') void client.invalidateQueries({ queryKey: bootQuery.queryKey });
    refresh(staleAfter(event));
    if (event.t !== 'message') return;
    void withTexts('heard', import('@/modules/chat/heard')).then(({ hear }) =>
      hear(event, { org: id, me: me.person.id, lang: i18n.language, client, t, say }),
    );
  });
  useLiveConnected(() => refresh(['unread', 'conversations', 'notices', 'work', 'me', 'ding-open', 'device', 'held']));
}
