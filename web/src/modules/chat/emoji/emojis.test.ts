import { describe, expect, it } from 'vitest';
import { emojiName, emojis, findEmojis } from './emojis';

describe('emojis', () => {
  it('are found by a part of their name in any of the languages', () => {
    for (const words of ['thumbs up', 'THUMBS', '讚', '赞']) {
      expect(findEmojis(words).map((one) => one[0])).toContain('👍');
    }
    expect(findEmojis('no such thing')).toEqual([]);
    expect(findEmojis(' ')).toEqual(emojis);
  });

  it('stand there once each, with a name in each language', () => {
    expect(new Set(emojis.map((one) => one[0])).size).toBe(emojis.length);
    for (const one of emojis) {
      expect(one[0]).toMatch(/\p{Emoji}/u);
      for (const lang of ['en', 'zh-HK', 'zh-CN']) expect(emojiName(one, lang)).not.toBe('');
    }
    expect(emojiName(['👍', 'thumbs up', '讚', '赞'], 'zh-HK')).toBe('讚');
    expect(emojiName(['👍', 'thumbs up', '讚', '赞'], 'th')).toBe('thumbs up');
  });
});
