import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, ObjectCard } from './types';

/** How many objects the server tells of at once. */
const most = 50;

type Told = (card: ObjectCard | null) => void;
interface Waiting {
  tell: Told;
  fail: (error: unknown) => void;
}
const waiting = new Map<string, Map<string, Waiting[]>>();

async function ask(org: string) {
  const all = [...(waiting.get(org) ?? [])];
  waiting.delete(org);
  for (let from = 0; from < all.length; from += most) {
    const part = all.slice(from, from + most);
    try {
      const query = { refs: part.map(([ref]) => ref).join(',') };
      const { items } = await call<List<ObjectCard>>('GET', house(org, '/cards'), { query });
      const told = new Map(items.map((one) => [one.ref, one]));
      for (const [ref, those] of part) for (const one of those) one.tell(told.get(ref) ?? null);
    } catch (error) {
      for (const [, those] of part) for (const one of those) one.fail(error);
    }
  }
}

/** What is asked for while a page is drawn goes in one request. */
function together(org: string, ref: string): Promise<ObjectCard | null> {
  return new Promise((tell, fail) => {
    const all = waiting.get(org) ?? new Map<string, Waiting[]>();
    if (all.size === 0) setTimeout(() => void ask(org), 20);
    waiting.set(org, all);
    all.set(ref, [...(all.get(ref) ?? []), { tell, fail }]);
  });
}

/** What an object is, to me and at this moment; null: I can't see it, or it is not there. */
export const objectQuery = (org: string, ref: string) =>
  queryOptions({
    queryKey: ['o', org, 'objects', ref],
    queryFn: () => together(org, ref),
    staleTime: 30_000,
  });
