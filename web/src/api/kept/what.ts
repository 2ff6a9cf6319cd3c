import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import type { Boot, Conversation, List, Message, OrgMe } from '../types';

// What a browser keeps of what it has shown, to be read without a connection. What is not named here is not
// kept: no files, pictures, searches, records, readings or anything of the consoles.

/** Conversations whose messages are kept: those opened last. */
export const mostConversations = 30;
/** Messages of each, the newest. */
export const mostMessages = 100;
/** Characters of each, so that long messages don't fill a phone. */
export const mostCharacters = 500_000;
/** Milliseconds after which what nobody has opened goes. */
export const longest = 7 * 24 * 3_600_000;

interface Log {
  items: Message[];
  reachedStart: boolean;
  rev: number;
}

interface Kind {
  /** How many parts its key has; a longer one is something else. */
  length: number;
  /** What of the answer is kept. */
  of: (data: never) => unknown;
}

const kinds: Record<string, Kind> = {
  me: { length: 3, of: me },
  conversations: { length: 3, of: (list: List<Conversation>) => list },
  conversation: { length: 4, of: (one: Conversation) => one },
  messages: { length: 4, of: newest },
  // My own that wait for an inspector: they stand below the messages.
  held: { length: 4, of: (list: List<Message>) => list },
  threads: { length: 3, of: firstPage },
  thread: { length: 5, of: firstPage },
  'chat-rules': { length: 3, of: (rules: unknown) => rules },
  unread: { length: 3, of: (counts: unknown) => counts },
};

export interface Place {
  /** Empty for what belongs to the account. */
  org: string;
  kind: string;
  /** The conversation it is of; empty: of none. */
  conversation: string;
}

/** Where an answer belongs, if answers of this key are kept at all. */
export function placeOf(key: QueryKey): Place | null {
  if (key.length === 1 && key[0] === 'boot') return { org: '', kind: 'boot', conversation: '' };
  const [root, org, kind, id] = key;
  if (root !== 'o' || typeof org !== 'string' || typeof kind !== 'string') return null;
  if (!Object.hasOwn(kinds, kind) || kinds[kind]?.length !== key.length) return null;
  return { org, kind, conversation: typeof id === 'string' ? id : '' };
}

/** What of an answer is kept; undefined: nothing. `orgs` are the organisations whose rules let it. */
export function partOf(place: Place, data: unknown, orgs: ReadonlySet<string>): unknown {
  if (data === undefined || data === null) return undefined;
  if (place.kind === 'boot') return boot(data as Boot, orgs);
  if (!orgs.has(place.org)) return undefined;
  return kinds[place.kind]?.of(data as never);
}

function boot(all: Boot, orgs: ReadonlySet<string>): Boot | undefined {
  const organisations = (all.session?.organisations ?? []).filter((one) => orgs.has(one.id));
  if (!all.session || organisations.length === 0) return undefined;
  const { account, bound_to, operator, second_factor } = all.session;
  return {
    version: all.version,
    state: all.state,
    demo: all.demo,
    demo_sign_ins: [],
    languages: all.languages,
    mail: all.mail,
    company_sign_in: all.company_sign_in,
    setup_code_required: false,
    // Nothing that was proved is taken for proved again.
    session: {
      account,
      bound_to,
      operator,
      second_factor,
      organisations,
      second_factor_proved: false,
      fresh_until: new Date(0).toISOString(),
    },
  };
}

// Of one's own file only what the page draws: no numbers, dates, fields or addresses.
function me(all: OrgMe): OrgMe {
  const { id, name, name_zh, title, picture, status, outside, version } = all.person;
  const { organisation, roles, can, second_factor_needed } = all;
  return {
    ...{ organisation, roles, can, second_factor_needed },
    person: {
      ...{ id, name, name_zh, title, picture, status, outside, version },
      ...{ grade: '', hired_on: '', email: '', phone: '', staff_no: '', manager_id: '' },
      ...{ values: [], sees: [], departments: [], can: [], has_account: true, is_admin: false },
    },
  };
}

function newest(log: Log): Log {
  let room = mostCharacters;
  let from = log.items.length;
  while (from > 0 && log.items.length - from < mostMessages) {
    room -= JSON.stringify(log.items[from - 1]).length;
    if (room < 0) break;
    from -= 1;
  }
  return { items: log.items.slice(from), reachedStart: log.reachedStart && from === 0, rev: log.rev };
}

function firstPage({ pages, pageParams }: InfiniteData<unknown>) {
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}
