import { describe, expect, it } from 'vitest';
import type { Conversation } from '@/api/types';
import { hearingOf } from './hearing';

const now = Date.parse('2026-11-23T09:00:00Z');
const one = (rest: Partial<Conversation>) => ({ kind: 'group', ...rest }) as Conversation;

describe('what is heard of a conversation', () => {
  it('is as everywhere, or as was chosen', () => {
    expect(hearingOf(one({}), now)).toBe('settings');
    expect(hearingOf(one({ hears: 'all' }), now)).toBe('all');
    expect(hearingOf(one({ hears: 'nothing', muted_until: '9999-12-31T00:00:00Z' }), now)).toBe('nothing');
  });
  it('is mentions only while it is muted, and then as before', () => {
    const muted = one({ hears: 'all', muted_until: '2026-11-23T10:00:00Z' });
    expect(hearingOf(muted, now)).toBe('mentions');
    expect(hearingOf(muted, now + 7_200_000)).toBe('all');
  });
});
