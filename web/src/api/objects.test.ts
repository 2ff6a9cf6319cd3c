import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { objectQuery } from './objects';

const answering = (answer: (refs: string[]) => Response) => {
  const asked: string[][] = [];
  vi.stubGlobal('fetch', (address: string) => {
    const refs = new URL(address, 'http://x').searchParams.get('refs')?.split(',') ?? [];
    asked.push(refs);
    return Promise.resolve(answer(refs));
  });
  return asked;
};
const told = (refs: string[]) =>
  new Response(JSON.stringify({ items: refs.filter((one) => one !== 'person:b').map((ref) => ({ ref, title: ref })) }));

afterEach(() => vi.unstubAllGlobals());

describe('objects', () => {
  it('asks for all of a page in one request, and says what is not to be seen', async () => {
    const asked = answering(told);
    const client = new QueryClient();
    const cards = await Promise.all(
      ['person:a', 'person:b', 'ding:c'].map((ref) => client.fetchQuery(objectQuery('og1', ref))),
    );
    expect(asked).toEqual([['person:a', 'person:b', 'ding:c']]);
    expect(cards.map((one) => one?.title)).toEqual(['person:a', undefined, 'ding:c']);
  });

  it('asks in parts for more than the server tells of at once', async () => {
    const asked = answering(told);
    const client = new QueryClient();
    await Promise.all(Array.from({ length: 60 }, (_, n) => client.fetchQuery(objectQuery('og1', `person:n${n}`))));
    expect(asked.map((one) => one.length)).toEqual([50, 10]);
  });

  it('tells each that the server did not answer', async () => {
    answering(() => new Response('', { status: 503 }));
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const ends = await Promise.allSettled(
      ['person:a', 'person:b'].map((ref) => client.fetchQuery(objectQuery('og1', ref))),
    );
    expect(ends.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  });
});
