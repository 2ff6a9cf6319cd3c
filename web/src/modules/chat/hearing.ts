import type { Conversation } from '@/api/types';
import { isMuted } from './conversations';

export type Hearing = 'settings' | 'all' | 'mentions' | 'nothing';

/** What one hears of a conversation: muted, also for a while, is hearing mentions only. */
export function hearingOf(one: Conversation, now = Date.now()): Hearing {
  if (one.hears === 'nothing') return 'nothing';
  if (isMuted(one, now)) return one.kind === 'direct' ? 'nothing' : 'mentions';
  return one.hears === 'all' ? 'all' : 'settings';
}
