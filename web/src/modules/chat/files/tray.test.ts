import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { asPosted, mostFiles, Tray } from './tray';
import type { Told } from './tus';

const begun: { file: File; tell: Told; stop: () => void; again: () => void }[] = [];
vi.mock('./tus', () => ({
  sendFile: (_org: string, file: File, _voice: unknown, tell: Told) => {
    const one = { file, tell, stop: vi.fn(), again: vi.fn() };
    begun.push(one);
    return one;
  },
}));

const file = (name: string) => new File(['content'], name, { type: 'text/plain' });
const started = async (count: number) => vi.waitFor(() => expect(begun).toHaveLength(count));

describe('what stands beside the composer', () => {
  beforeEach(() => {
    begun.length = 0;
  });

  it('is sent, fails, goes on, and is taken by a message whole', async () => {
    const tray = new Tray('acme');
    tray.add([file('a.txt'), file('b.txt')]);
    await started(2);
    begun[0]?.tell.progress(0.5);
    begun[1]?.tell.done('up-b');
    begun[0]?.tell.failed(new ApiError({ status: 0, code: 'offline' }));
    expect(tray.all().map((one) => [one.name, one.state, one.sent])).toEqual([
      ['a.txt', 'failed', 0.5],
      ['b.txt', 'done', 1],
    ]);
    tray.retry(tray.all()[0]?.key ?? '');
    expect(begun[0]?.again).toHaveBeenCalledOnce();
    begun[0]?.tell.done('up-a');
    tray.place({ lat: 22.3, lon: 114.2, label: 'Pier' });
    tray.place({ lat: 22.28, lon: 114.16, label: 'Central' });
    tray.contact('p1', 'CHAN');
    expect(asPosted(tray.take())).toEqual({
      files: ['up-a', 'up-b'],
      location: { lat: 22.28, lon: 114.16, label: 'Central' },
      contact: 'p1',
    });
    expect(tray.all()).toEqual([]);
    expect(tray.take()).toBeUndefined();
  });

  it('tells the server what is removed, and takes no more than a message carries', async () => {
    const tray = new Tray('acme');
    tray.add(Array.from({ length: mostFiles + 5 }, (_, n) => file(`${n}.txt`)));
    await started(mostFiles);
    await vi.waitFor(() => expect(tray.all()).toHaveLength(mostFiles));
    tray.remove(tray.all()[0]?.key ?? '');
    expect(begun[0]?.stop).toHaveBeenCalledOnce();
    begun[0]?.tell.done('late');
    expect(tray.all()).toHaveLength(mostFiles - 1);
  });
});
