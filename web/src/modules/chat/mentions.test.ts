import { describe, expect, it } from 'vitest';
import { callsMany, insertMention, meansMe, mentionAt, mentionsIn, splitText } from './mentions';

const peter = { person_id: 'p1', name: 'CHAN Tai Man, Peter', name_zh: '' };
const man = { person_id: 'p2', name: 'WONG', name_zh: '陳大文' };

describe('mentions', () => {
  it('opens after a space, at the start and after a Chinese character, not inside an address', () => {
    expect(mentionAt('@ch', 3)).toEqual({ start: 0, words: 'ch' });
    expect(mentionAt('hello @', 7)).toEqual({ start: 6, words: '' });
    expect(mentionAt('請@陳', 3)).toEqual({ start: 1, words: '陳' });
    expect(mentionAt('mail peter@har', 14)).toBeNull();
    expect(mentionAt('@a b', 4)).toBeNull();
  });

  it('writes the name and puts the caret behind it', () => {
    expect(insertMention('ask @ch today', { start: 4, words: 'ch' }, 7, 'CHAN')).toEqual({
      text: 'ask @CHAN today',
      caret: 10,
    });
  });

  it('mentions only whose name still stands, and everybody alone', () => {
    expect(mentionsIn('hi @CHAN Tai Man, Peter', [peter, man, peter])).toEqual(['p1']);
    expect(mentionsIn('@所有人 @陳大文', [man, { person_id: 'all', name: '所有人', name_zh: '' }])).toEqual(['all']);
    expect(mentionsIn('nobody', [peter])).toEqual([]);
  });

  it('knows a circle by its word, and whether it means me', () => {
    const finance = { person_id: 'department:d1', name: 'Finance', name_zh: '財務部' };
    const managers = { person_id: 'role:manager', name: '', name_zh: '' };
    expect(mentionsIn('@財務部 @主管 請看', [finance, managers])).toEqual(['department:d1', 'role:manager']);
    expect(meansMe('@財務部', [finance, peter], 'p1')).toBe(true);
    expect(meansMe('@財務部', [finance, peter], 'p2')).toBe(false);
  });

  it('splits text, names and links, and leaves the full stop to the sentence', () => {
    expect(splitText('See https://a.example/x. Ask @CHAN Tai Man, Peter!', [peter])).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'https://a.example/x' },
      { kind: 'text', text: '. Ask ' },
      { kind: 'mention', text: '@CHAN Tai Man, Peter' },
      { kind: 'text', text: '!' },
    ]);
    expect(splitText('網址https://a.example，請看', []).map((part) => part.kind)).toEqual(['text', 'link', 'text']);
  });
});

describe('callsMany', () => {
  it('is true of everybody, of circles of large groups, and of many names', () => {
    expect(callsMany(['all'], 2)).toBe(true);
    expect(callsMany(['department:d'], 51)).toBe(true);
    expect(callsMany(['role:manager'], 50)).toBe(false);
    expect(callsMany(['a', 'b'], 500)).toBe(false);
    expect(
      callsMany(
        Array.from({ length: 51 }, (_, n) => `p${n}`),
        500,
      ),
    ).toBe(true);
  });
});
