import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { fakeConversation, fakeMessage } from './fake.test-data';
import { summary } from './heard';

const t = ((key: string, values: Record<string, unknown>) =>
  key === 'heard:from' ? `${values.count} from ${values.title}` : `${values.line}, named`) as unknown as TFunction;
const me = 'me';
const mentions = [{ person_id: me, name: '', name_zh: '' }];
const list = ['Finance', 'Port', 'Rota', 'Quay', 'Berth'].map((id) => fakeConversation(id));
const two = [fakeMessage(1, 'a'), fakeMessage(2, 'b')];
const heard = (said: [string, typeof two][], rooms = list) => summary(new Map(said), rooms, { t, lang: 'en', me });

describe('what is heard of messages that are not on screen', () => {
  it('is how many, and of which conversation', () => {
    expect(heard([['Finance', two]])).toBe('2 from Finance');
    expect(heard(list.map((one) => [one.id, two]))).toBe('2 from Finance · 2 from Port · 2 from Rota');
    expect(heard([['gone', two]])).toBe('');
  });
  it('says who is mentioned, also where it is muted, and then only that', () => {
    const named = [...two, { ...fakeMessage(3, 'a'), mentions }];
    expect(heard([['Finance', named]])).toBe('3 from Finance, named');
    const muted = [fakeConversation('Finance', { muted_until: '2999-01-01T00:00:00Z' })];
    expect(heard([['Finance', named]], muted)).toBe('1 from Finance, named');
    expect(heard([['Finance', two]], muted)).toBe('');
    expect(heard([['Finance', named]], [fakeConversation('Finance', { hears: 'nothing' })])).toBe('');
  });
});
