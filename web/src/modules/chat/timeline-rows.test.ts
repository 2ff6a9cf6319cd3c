import { describe, expect, it } from 'vitest';
import { dayKey } from '@/ui/format';
import { fakeMessage } from './fake.test-data';
import type { Pending } from './outbox';
import { buildRows, firstIndex } from './timeline-rows';

const options = { me: 'me', newAfter: null, dayOf: (at: string) => dayKey(at) };
const kinds = (rows: ReturnType<typeof buildRows>) =>
  rows.map((row) =>
    row.kind === 'message' || row.kind === 'pending' ? `${row.kind}${row.head ? '+' : ''}` : row.kind,
  );

const pending = (clientId: string, at: string): Pending => ({
  client_id: clientId,
  conversation_id: 'c',
  text: 'hi',
  mentions: [],
  at,
  state: 'sending',
  reason: '',
});

describe('timeline rows', () => {
  it('groups a sender for five minutes and starts anew for another', () => {
    const rows = buildRows(
      [
        fakeMessage(1, 'a', '2026-11-22T01:00:00Z'),
        fakeMessage(2, 'a', '2026-11-22T01:04:59Z'),
        fakeMessage(3, 'a', '2026-11-22T01:05:00Z'),
        fakeMessage(4, 'b', '2026-11-22T01:05:10Z'),
      ],
      [],
      options,
    );
    expect(kinds(rows)).toEqual(['day', 'message+', 'message', 'message+', 'message+']);
  });

  it('divides days by Hong Kong time', () => {
    const rows = buildRows(
      [fakeMessage(1, 'a', '2026-11-21T15:59:00Z'), fakeMessage(2, 'a', '2026-11-21T16:01:00Z')],
      [],
      options,
    );
    expect(kinds(rows)).toEqual(['day', 'message+', 'day', 'message+']);
  });

  it('draws the line before the first unread message of somebody else, once', () => {
    const rows = buildRows(
      [
        fakeMessage(1, 'a', '2026-11-22T01:00:00Z'),
        fakeMessage(2, 'me', '2026-11-22T01:00:10Z'),
        fakeMessage(3, 'a', '2026-11-22T01:00:20Z'),
        fakeMessage(4, 'a', '2026-11-22T01:00:30Z'),
      ],
      [],
      { ...options, newAfter: 1 },
    );
    expect(kinds(rows)).toEqual(['day', 'message+', 'message+', 'new', 'message+', 'message']);
  });

  it('shows a message on its way last and drops it when the stored one is there', () => {
    const stored = { ...fakeMessage(1, 'me', '2026-11-22T01:00:00Z'), client_id: 'x' };
    const rows = buildRows([stored], [pending('x', stored.at), pending('y', '2026-11-22T01:01:00Z')], options);
    expect(kinds(rows)).toEqual(['day', 'message+', 'pending']);
  });

  it('marks only the newest own message as sent', () => {
    const rows = buildRows(
      [fakeMessage(1, 'me', '2026-11-22T01:00:00Z'), fakeMessage(2, 'me', '2026-11-22T01:00:10Z')],
      [],
      options,
    );
    expect(rows.map((row) => row.kind === 'message' && row.sent)).toEqual([false, false, true]);
  });

  it('keeps the place of the anchor when history is added above', () => {
    const news = [fakeMessage(10, 'a', '2026-11-22T01:00:00Z')];
    const before = buildRows(news, [], options);
    const after = buildRows(
      [fakeMessage(8, 'a', '2026-11-21T01:00:00Z'), fakeMessage(9, 'b', '2026-11-21T01:00:00Z'), ...news],
      [],
      options,
    );
    const place = (rows: typeof before) => firstIndex(rows, 10) + rows.findIndex((row) => row.key === 'm-10');
    expect(place(after)).toBe(place(before));
  });
});
