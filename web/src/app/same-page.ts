// Pages that everybody has in every organisation; what is on them is another's there.
const kinds = ['im', 'work', 'contacts', 'apps', 'me'];

/** The page of the same kind in another organisation. */
export function samePage(path: string, to: string): string {
  const kind = path.split('/')[3] ?? '';
  const chart = /^\/o\/[^/]+\/contacts\/chart$/.test(path) ? '/chart' : '';
  return `/o/${encodeURIComponent(to)}/${kinds.includes(kind) ? kind : 'im'}${chart}`;
}
