import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersPagesQuery, membersQuery } from '@/api/chat';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { type Choice, mentionChoices } from './mention-choices';
import { everyone, type MentionQuery, mentionAt } from './mentions';
import { useChoosing } from './useChoosing';

/** Who the name that is being typed behind an @ may mean, in conversations of more than two. */
export function useMentions(conversation: Conversation, picked: (one: Choice, asked: MentionQuery) => void) {
  const [asked, setAsked] = useState<MentionQuery | null>(null);
  const choices = useChoices(conversation, asked);
  const group = conversation.kind !== 'direct';
  const ask = (text: string, caret: number) => setAsked(group ? mentionAt(text, caret) : null);
  const leave = () => setAsked(null);
  const pick = (one: Choice) => {
    if (asked) picked(one, asked);
    leave();
  };
  return { ...useChoosing(asked, choices, { pick, leave }), ask, leave };
}

function useChoices({ id, can, kind }: Conversation, asked: MentionQuery | null): Choice[] {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const format = useFormat();
  const wanted = kind !== 'direct' && asked !== null;
  const callsAll = (can ?? []).includes('mention_all');
  const members = useQuery({ ...membersQuery(org, id), enabled: wanted });
  // Of more than are listed at once, those who are called so are looked for.
  const called = useInfiniteQuery({
    ...membersPagesQuery(org, id, asked?.words ?? ''),
    enabled: wanted && asked.words !== '' && Boolean(members.data?.next),
    placeholderData: keepPreviousData,
  }).data?.pages[0]?.items;
  const departments = useQuery({ ...departmentsQuery(org), enabled: wanted && callsAll });
  if (!wanted) return [];
  const circles = {
    [everyone]: t('chat:everyone'),
    'role:administrator': t('chat:administrators'),
    'role:manager': t('chat:managers'),
  };
  return mentionChoices(asked.words, {
    members: (asked.words && called) || (members.data?.items ?? []),
    departments: (callsAll && departments.data?.items) || [],
    circles: callsAll ? circles : {},
    me: me.person.id,
    nameOf: format.person,
  });
}
