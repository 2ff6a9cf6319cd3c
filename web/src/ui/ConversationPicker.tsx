import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationQuery, conversationsQuery, findConversationsQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { conversationTitle } from './conversation-title';

interface Props {
  /** What its field gives it: an id at least. */
  field: { id: string };
  value: string[];
  onChange: (ids: string[]) => void;
  single?: boolean;
  placeholder: string;
  /** Which of them make sense here; absent: all. */
  fits?: (one: Conversation) => boolean;
  /** Why one can't be chosen, as the words that stand instead of its title. */
  closed?: (one: Conversation, title: string) => string | undefined;
}

/** Chooses conversations of one's own: the latest, or any by what it is called. */
export function ConversationPicker({ field, value, onChange, single = false, placeholder, fits, closed }: Props) {
  const { t, i18n } = useTranslation();
  const { id: org } = useOrg();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const latest = useQuery(conversationsQuery(org));
  const called = useQuery({
    ...findConversationsQuery(org, asked),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const found = ((asked ? called : latest).data?.items ?? []).filter((one) => fits?.(one) ?? true);
  // A chosen one keeps its name although a later search no longer finds it.
  const seen = useRef(new Map<string, string>());
  for (const one of found) seen.current.set(one.id, conversationTitle(one, i18n.language));
  const strange = value.find((id) => !seen.current.has(id)) ?? '';
  const other = useQuery({ ...conversationQuery(org, strange), enabled: strange !== '' && !latest.isPending });
  if (other.data) seen.current.set(other.data.id, conversationTitle(other.data, i18n.language));
  const options = found.map((one) => {
    const title = conversationTitle(one, i18n.language);
    const why = closed?.(one, title);
    return { value: one.id, label: why ?? title, disabled: why !== undefined };
  });
  const missing = value
    .filter((id) => !found.some((one) => one.id === id))
    .map((id) => ({ value: id, label: seen.current.get(id) ?? '…', disabled: false }));
  const waits = latest.isPending || (asked !== '' && called.isFetching);
  return (
    <Select<string[] | string>
      {...field}
      mode={single ? undefined : 'multiple'}
      allowClear={single}
      showSearch={{ filterOption: false, onSearch: setWords, autoClearSearchValue: true }}
      loading={waits}
      value={single ? value[0] : value}
      onChange={(next) => onChange(Array.isArray(next) ? next : next ? [next] : [])}
      placeholder={placeholder}
      notFoundContent={waits ? t('shell:loading') : t('chat:none_found')}
      options={[...options, ...(words ? [] : missing)]}
    />
  );
}
