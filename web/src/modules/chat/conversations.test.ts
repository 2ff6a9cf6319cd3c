import { describe, expect, it } from 'vitest';
import type { Conversation } from '@/api/types';
import { neighbour, visibleConversations } from './conversations';

const one = (id: string, more: Partial<Conversation> = {}): Conversation => ({
  id,
  kind: 'group',
  title: id,
  members_count: 2,
  last: null,
  unread: 0,
  mentions: 0,
  read_seq: 0,
  last_seq: 0,
  others: [],
  can: [],
  rules: {
    post: 'all',
    upload: 'all',
    mention_all: 'all',
    pin: 'all',
    invite: 'all',
    rename: 'all',
    history: false,
    forward: true,
    receipts: true,
  },
  archived: false,
  follows: '',
  pinned: false,
  ...more,
});

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
  it('filters, and does not take the open one away while it is being read', () => {
    expect(ids(visibleConversations(list, 'unread', '', 'en', ''))).toBe('bd');
    expect(ids(visibleConversations(list, 'unread', '', 'en', 'a'))).toBe('abd');
    expect(ids(visibleConversations(list, 'mentions', '', 'en', ''))).toBe('d');
    expect(ids(visibleConversations(list, 'groups', '', 'en', 'c'))).toBe('abd');
    expect(ids(visibleConversations(list, 'all', '大文', 'en', ''))).toBe('c');
  });

  it('moves to the neighbour, or to the next unread one', () => {
    expect(neighbour(list, 'a', 1, false)?.id).toBe('b');
    expect(neighbour(list, 'b', 1, true)?.id).toBe('d');
    expect(neighbour(list, 'd', 1, false)).toBeNull();
    expect(neighbour(list, '', -1, false)?.id).toBe('d');
  });
});
