import { describe, expect, it } from 'vitest';
import type { Announcement } from '@/api/announce';
import { ApiError } from '@/api/client';
import { momentIn } from '@/ui/format';
import { draftInput, draftOf, emptyDraft, errorsByPlace, languagesOf, titleOf } from './draft';
import { dropUnsaved, keepUnsaved, readUnsaved } from './unsaved';

const moment = (wall: Date) => momentIn(wall);
const zone = 'Asia/Hong_Kong';

describe('a draft', () => {
  it('takes wall times for Hong Kong time and gives them back', () => {
    const terms = { pinned: true, due: '2026-11-25T18:00', ends: '', remindDays: 2 };
    const sent = draftInput({ ...emptyDraft, terms }, 0, moment);
    expect(sent).toMatchObject({
      due_at: '2026-11-25T10:00:00.000Z',
      ends_at: undefined,
      pinned: true,
      remind_days: 2,
    });
    const it = { ...sent, ...sent.content, can: [] } as unknown as Announcement;
    expect(draftOf(it, zone).terms).toEqual(terms);
  });

  it('names departments and people only where not everybody is meant', () => {
    const audience = { everybody: true, departments: ['d'], persons: ['p'] };
    expect(draftInput({ ...emptyDraft, audience }, 0, moment).audience).toEqual({ everybody: true });
    expect(draftInput({ ...emptyDraft, audience: { ...audience, everybody: false } }, 0, moment).audience).toEqual({
      department_ids: ['d'],
      person_ids: ['p'],
    });
  });
});

it('puts a refusal beside its field in its language', () => {
  const errors = [
    { code: 'required', location: 'body.content.zh.title', message: '必填' },
    { code: 'required', location: 'body.audience', message: 'Needed' },
  ];
  expect(errorsByPlace(new ApiError({ status: 422, errors }))).toEqual({
    'content.zh.title': '必填',
    audience: 'Needed',
  });
  expect(errorsByPlace(new Error('x'))).toEqual({});
});

it('shows the language that there is, the reader’s first', () => {
  const both = { en: { title: 'Typhoon' }, zh: { title: '颱風' } };
  expect(languagesOf(both, 'en')).toEqual(['en', 'zh']);
  expect(languagesOf(both, 'zh-HK')).toEqual(['zh', 'en']);
  expect(languagesOf({ en: { title: ' ' }, zh: { body: '颱風' } }, 'en')).toEqual(['zh']);
  expect(titleOf({ title: 'Typhoon', title_zh: '' }, 'zh-CN')).toBe('Typhoon');
  expect(titleOf({ title: 'Typhoon', title_zh: '颱風' }, 'zh-HK')).toBe('颱風');
});

it('keeps what is being written until the server has it', () => {
  const draft = { ...emptyDraft, policy: true };
  keepUnsaved('o', 'a', 3, draft);
  expect(readUnsaved('o', 'a', 3)).toEqual(draft);
  expect(readUnsaved('o', 'a', 4)).toBeUndefined(); // somebody went on elsewhere
  expect(readUnsaved('o', '', 0)).toBeUndefined();
  dropUnsaved('o', 'a');
  expect(readUnsaved('o', 'a', 3)).toBeUndefined();
});
