import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '@/api/chat';
import { useLive, useLiveEvents } from '@/api/live-context';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { useFormat } from '@/ui/useFormat';

const every = 3000; // between two words of one page
const holds = 6000; // how long a word is believed

/** Who else is typing in a conversation, in words; and how to say that I am. */
export function useTyping(conversation: Conversation | undefined) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const format = useFormat();
  const live = useLive();
  const id = conversation?.id ?? '';
  const [who, setWho] = useState<string[]>([]);
  const until = useRef(new Map<string, number>());
  const said = useRef(0);
  const look = useCallback(() => {
    for (const [person, end] of until.current) if (end <= Date.now()) until.current.delete(person);
    setWho((old) => (old.length === 0 && until.current.size === 0 ? old : [...until.current.keys()]));
  }, []);
  useLiveEvents((event) => {
    if (event.t === 'message' && event.conversation_id === id) until.current.delete(event.message.sender_id);
    else if (event.t === 'typing' && event.conversation_id === id && event.person_id !== me.person.id) {
      until.current.set(event.person_id, Date.now() + holds);
    } else return;
    look();
  });
  useEffect(() => {
    if (who.length === 0) return;
    const timer = window.setInterval(look, 1000);
    return () => window.clearInterval(timer);
  }, [who.length, look]);
  const typed = () => {
    if (Date.now() - said.current < every) return;
    said.current = Date.now();
    live?.type(id);
  };
  const group = conversation?.kind !== 'direct';
  const members = useQuery({ ...membersQuery(org, id), enabled: group && who.length > 0 });
  const names = who.map((person) => {
    const one = group ? members.data?.items.find((member) => member.id === person) : conversation?.other;
    return one ? format.person(one) : '';
  });
  const [first = '', second = ''] = names;
  const line =
    who.length === 0
      ? ''
      : who.length > 2 || names.includes('')
        ? t('chat:typing_several')
        : who.length === 2
          ? t('chat:typing_both', { first, second })
          : t('chat:typing', { name: first });
  return { line, typed };
}
