import { describe, expect, it } from 'vitest';
import type { SavedSearch } from '@/api/types';
import { asksServer, keepSelection, localRows, type Row, readQuery, savedRows, serverRows } from './palette-rows';
import { samePage } from './same-page';
import { staleAfter } from './useShellLive';
import { gateTarget } from './visitor';

const row = (id: string, group: Row['group'], title: string): Row => ({ id, group, title, subtitle: '', link: '/' });

describe('switching the organisation', () => {
  it('keeps the kind of page and nothing that belongs to the one before', () => {
    expect(samePage('/o/a/im/123', 'b')).toBe('/o/b/im');
    expect(samePage('/o/a/work', 'b')).toBe('/o/b/work');
    expect(samePage('/o/a/contacts/chart', 'b')).toBe('/o/b/contacts/chart');
    expect(samePage('/o/a/contacts/import/7', 'b')).toBe('/o/b/contacts');
    expect(samePage('/o/a/admin/record', 'b')).toBe('/o/b/im');
    expect(samePage('/', 'b')).toBe('/o/b/im');
  });
});

describe('palette', () => {
  const own = [row('import', 'actions', 'Import people'), row('record', 'pages', 'Record')];
  it('reads the prefixes', () => {
    expect(readQuery('> imp')).toEqual({ scope: 'actions', words: 'imp' });
    expect(readQuery('@陳')).toEqual({ scope: 'people', words: '陳' });
    expect(readQuery(' record ')).toEqual({ scope: 'all', words: 'record' });
  });

  it('shows recents for an empty query and filters own rows by every word', () => {
    expect(localRows(own, [row('x', 'recent', 'X')], '').map((one) => one.id)).toEqual(['x', 'import', 'record']);
    expect(localRows(own, [], 'peo IMP').map((one) => one.id)).toEqual(['import']);
    expect(localRows(own, [], '@imp')).toEqual([]);
  });

  it('offers saved searches by their names', () => {
    const saved: SavedSearch[] = [
      { id: '1', name: 'Crane checks', q: '龜', in: 'c', has: ['link', 'file'] },
      { id: '2', name: 'Budget', q: 'crane' },
    ];
    expect(savedRows(saved, 'CHECK crane').map((one) => one.link)).toEqual([
      '/search?q=%E9%BE%9C&in=c&has=link%2Cfile',
    ]);
    expect(savedRows(saved, 'crane').map((one) => one.id)).toEqual(['saved:1']);
    expect([savedRows(saved, ''), savedRows(saved, '@crane')]).toEqual([[], []]);
  });

  it('asks the server only when it can know', () => {
    expect(asksServer('')).toBe(false);
    expect(asksServer('>x')).toBe(false);
    expect(asksServer('陳')).toBe(true);
    const answer = {
      groups: [{ kind: 'people' as const, items: [{ ref: 'person:1', title: 'A', subtitle: '', link: '/' }] }],
    };
    expect(serverRows(answer, '#a')).toEqual([]);
    expect(serverRows(answer, 'a')).toHaveLength(1);
  });

  it('keeps the selected row when others come in above', () => {
    expect(keepSelection([row('new', 'people', 'N'), ...own], 'record')).toBe(2);
    expect(keepSelection(own, 'gone')).toBe(0);
  });
});

describe('gate', () => {
  const session = {
    account: { id: 'a', login: 'l', name: 'n' },
    bound_to: '',
    organisations: [],
    second_factor_proved: true,
    second_factor: { authenticator: true, passkeys: 0, recovery_codes: 10, password: true },
    fresh_until: '',
    operator: false,
  };
  it('leads each visitor to the right door', () => {
    expect(gateTarget({ state: 'empty', session: null }, '/o/x/im')).toBe('/setup');
    expect(gateTarget({ state: 'empty', session: null }, '/setup')).toBeNull();
    expect(gateTarget({ state: 'ready', session: null }, '/setup')).toBe('/sign-in');
    expect(gateTarget({ state: 'ready', session: null }, '/invitation/abc')).toBeNull();
    expect(gateTarget({ state: 'ready', session: null }, '/o/x/im')).toBe('/sign-in');
    expect(gateTarget({ state: 'ready', session: null }, '/proof/x')).toBeNull();
    expect(gateTarget({ state: 'ready', session: null }, '/operator')).toBe('/sign-in');
    expect(gateTarget({ state: 'ready', session }, '/o/x/im')).toBeNull();
  });
});

describe('live hints', () => {
  it('name what has become old', () => {
    expect(staleAfter({ t: 'changed', ref: 'person:1' })).toContain('people');
    expect(staleAfter({ t: 'read', conversation_id: 'c', person_id: 'p', seq: 1 })).toContain('unread');
    expect(staleAfter({ t: 'signed_out' })).toEqual([]);
  });
});
