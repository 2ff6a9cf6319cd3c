import type { Conversation } from '@/api/types';
import { isChinese, personName } from './names';

/** A direct conversation is called by the other person, a group without a title by its members. */
export function conversationTitle(one: Conversation, lang: string): string {
  if (one.kind === 'direct' && one.other) return personName(one.other, lang);
  if (one.title) return one.title;
  return (one.others ?? []).map((other) => personName(other, lang)).join(isChinese(lang) ? '、' : ' · ');
}
