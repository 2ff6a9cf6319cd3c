/** A link that leads to something of this organisation. */
export interface OwnLink {
  ref: string;
  /** Where it leads, inside the page. */
  path: string;
}

const most = 3;

const part = '[\\w.~%-]+';

/** What an address inside the organisation names: "/im/…?at=7" a message, "/contacts?person=…" a person. */
function refOf(rest: string, query: URLSearchParams): string {
  const [, first = '', second = '', third = ''] = rest.split('/');
  if (third) return '';
  const at = query.get('at') || query.get('thread');
  if (first === 'im' && second && second !== 'later') {
    return at && /^[1-9]\d{0,15}$/.test(at) ? `message:${second}/${at}` : `conversation:${second}`;
  }
  if (first === 'announcements' && second) return `announcement:${second}`;
  if (second) return '';
  for (const kind of ['person', 'department']) {
    if (first === 'contacts' && query.get(kind)) return `${kind}:${query.get(kind)}`;
  }
  return first === 'ding' && query.get('ding') ? `ding:${query.get('ding')}` : '';
}

/** The links of a text that lead into this organisation, the first few, each once. */
export function ownLinks(text: string, org: string, origin: string): OwnLink[] {
  const start = `${origin}/o/${encodeURIComponent(org)}/`;
  if (!text.includes(start)) return [];
  const literal = start.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const found = new Map<string, OwnLink>();
  for (const [address] of text.matchAll(new RegExp(`${literal}${part}(?:/${part})*(?:\\?[\\w.~%=&-]+)?`, 'g'))) {
    const url = new URL(address.replace(/[.~-]+$/, ''));
    const ref = refOf(`/${url.pathname.slice(start.length - origin.length)}`, url.searchParams);
    // Nothing else stands in a name: what does is no link of ours.
    if (/^[a-z]+:[\w-]{1,60}(?:\/\d+)?$/.test(ref) && !found.has(ref))
      found.set(ref, { ref, path: url.pathname + url.search });
  }
  return [...found.values()].slice(0, most);
}
