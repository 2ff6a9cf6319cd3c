import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLiveConnected, useLiveEvents } from './live-context';
import { useOrg } from './org';
import { presenceKey, presenceQuery, type States } from './presence';

const nobody: States = {};

/** How present some persons are; whoever is gone is absent. */
export function usePresence(ids: string[]): States {
  const { id: org } = useOrg();
  const client = useQueryClient();
  const asked = [...new Set(ids)].sort();
  const query = useQuery(presenceQuery(org, asked));
  useLiveConnected(() => void client.invalidateQueries({ queryKey: presenceKey(org) }));
  useLiveEvents((event) => {
    if (event.t !== 'presence') return;
    const mine = Object.entries(event.states).filter(([id]) => asked.includes(id));
    if (mine.length === 0) return;
    client.setQueryData<States>(presenceQuery(org, asked).queryKey, (known) => changed(known ?? nobody, mine));
  });
  return query.data ?? nobody;
}

export function changed(known: States, news: [string, States[string] | ''][]): States {
  const next = { ...known };
  for (const [id, state] of news) {
    if (state) next[id] = state;
    else delete next[id];
  }
  return next;
}
