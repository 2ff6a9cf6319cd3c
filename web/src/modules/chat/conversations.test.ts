import { describe, expect, it } from 'vitest';
import type { Conversation } from '@/api/types';
import { folderIn, joined, neighbour, readFilter, visibleConversations } from './conversations';
import { fakeConversation as one } from './fake.test-data';

const list = [
  one('a'),
  one('b', { unread: 2 }),
  one('c', {
    kind: 'direct',
    title: '',
    other: { id: 'p', name: 'CHAN Tai Man', name_zh: '陳大文', title: '', picture: '' },
  }),
  one('d', { unread: 1, mentions: 1 }),
];
const ids = (found: Conversation[]) => found.map((conversation) => conversation.id).join('');

describe('conversation list', () => {
  it('shows what came up from beyond the first page once, as it is there', () => {
    const read = [one('x', { unread: 0 }), one('y')];
    expect(joined(list, read).map((some) => some.id)).toEqual([...list, ...read].map((some) => some.id));
    expect(joined([one('x', { unread: 3 })], read).map((some) => [some.id, some.unread])).toEqual([
      ['x', 3],
      ['y', 0],
    ]);
  });

  it('filters, and does not take the open one away while it is being read', () => {
    expect(ids(visibleConversations(list, 'unread', '', 'en', ''))).toBe('bd');
    expect(ids(visibleConversations(list, 'unread', '', 'en', 'a'))).toBe('abd');
    expect(ids(visibleConversations(list, 'mentions', '', 'en', ''))).toBe('d');
    expect(ids(visibleConversations(list, 'groups', '', 'en', 'c'))).toBe('abd');
    expect(ids(visibleConversations(list, 'all', '大文', 'en', ''))).toBe('c');
  });

  it('shows what is filed in a folder, and what was marked as unread though it is muted', () => {
    const until = '2999-01-01T00:00:00Z';
    const some = [
      one('a', { folder_ids: ['x'] }),
      one('b', { folder_ids: ['y', 'x'] }),
      one('c', { unread: 1, muted_until: until }),
      one('d', { unread: 1, muted_until: until, marked_unread: true }),
    ];
    expect(ids(visibleConversations(some, readFilter('f:x'), '', 'en', 'c'))).toBe('ab');
    expect(ids(visibleConversations(some, 'unread', '', 'en', ''))).toBe('d');
    expect([readFilter('f:x'), readFilter('groups'), readFilter('nothing'), folderIn('f:x'), folderIn('all')]).toEqual([
      'f:x',
      'groups',
      'all',
      'x',
      '',
    ]);
  });

  it('moves to the neighbour, or to the next unread one', () => {
    expect(neighbour(list, 'a', 1, false)?.id).toBe('b');
    expect(neighbour(list, 'b', 1, true)?.id).toBe('d');
    expect(neighbour(list, 'd', 1, false)).toBeNull();
    expect(neighbour(list, '', -1, false)?.id).toBe('d');
  });
});
