import { expect, test } from 'vitest';
import { fakeConversation } from './fake.test-data';
import { hearOf, moved, nothingHeard, type OlderPages, toAsk } from './older';

const some = (...ids: string[]) => ids.map((id) => fakeConversation(id));
const older = (...pages: string[][]): OlderPages => ({
  pages: pages.map((ids) => ({ items: some(...ids), next: '' })),
  pageParams: pages.map(() => ''),
});
const ids = (pages: OlderPages) => pages.pages.map((page) => page.items.map((one) => one.id));

test('of what is said above nothing is asked below, and of one below only that one', () => {
  const heard = nothingHeard();
  hearOf(heard, { t: 'changed', ref: 'conversation:a' });
  hearOf(heard, { t: 'changed', ref: 'person:c' });
  hearOf(heard, { t: 'read', conversation_id: 'd', person_id: 'me', seq: 3 });
  expect(toAsk(heard, older(['c'], ['d', 'e']), some('a', 'b'))).toEqual(['d']);
});

test('all is read again where the list is arranged anew, or too much was heard', () => {
  const arranged = nothingHeard();
  hearOf(arranged, { t: 'changed', ref: 'arranged:me' });
  expect(toAsk(arranged, older(['c']), some('a'))).toBeNull();
  const many = Array.from({ length: 21 }, (_, index) => `o${index}`);
  const heard = nothingHeard();
  for (const id of many) hearOf(heard, { t: 'changed', ref: `conversation:${id}` });
  expect(toAsk(heard, older(many), [])).toBeNull();
});

test('what comes up goes from below, and what falls stands on top of it, once', () => {
  const after = moved(older(['c', 'd'], ['e']), some('a', 'b'), some('e', 'a'), new Map());
  expect(ids(after)).toEqual([['b', 'c', 'd'], []]);
});

test('what was asked for stands as it is now, or is gone', () => {
  const asked = new Map([
    ['c', null],
    ['d', fakeConversation('d', { title: 'Renamed' })],
  ]);
  const after = moved(older(['c', 'd'], ['e']), some('a'), some('a'), asked);
  expect(ids(after)).toEqual([['d'], ['e']]);
  expect(after.pages[0]?.items[0]?.title).toBe('Renamed');
});
