import type { Announcement, Audience, Content, Draft, Terms, Wording } from '@/api/announce';
import { ApiError } from '@/api/client';
import { dayKey, formatTime } from '@/ui/format';
import { isChinese } from '@/ui/names';

/** What the form holds; moments are wall times of the organisation's zone: 2026-11-25T09:00. */
export interface DraftState {
  template: 'free' | 'four';
  policy: boolean;
  mustConfirm: boolean;
  forJoiners: boolean;
  guests: boolean;
  audience: { everybody: boolean; departments: string[]; persons: string[] };
  content: Content;
  terms: TermsState;
}

export interface TermsState {
  pinned: boolean;
  due: string;
  ends: string;
  remindDays: number;
}

export const emptyContent: Content = { en: {}, zh: {} };

export const emptyDraft: DraftState = {
  template: 'free',
  policy: false,
  mustConfirm: false,
  forJoiners: false,
  guests: false,
  audience: { everybody: true, departments: [], persons: [] },
  content: emptyContent,
  terms: { pinned: false, due: '', ends: '', remindDays: 0 },
};

export const wallOf = (at: string | null | undefined, zone: string) =>
  at ? `${dayKey(at, zone)}T${formatTime(at, zone)}` : '';

/** The moment of a wall time, by the organisation's own clock. */
export const momentOf = (wall: string, moment: (wall: Date) => string) =>
  wall ? moment(new Date(`${wall}:00Z`)) : undefined;

export const audienceOf = (audience: Audience | undefined): DraftState['audience'] => ({
  everybody: audience?.everybody ?? false,
  departments: audience?.department_ids ?? [],
  persons: audience?.person_ids ?? [],
});

export const termsOf = (it: Announcement, zone: string): TermsState => ({
  pinned: it.pinned,
  due: wallOf(it.due_at, zone),
  ends: wallOf(it.ends_at, zone),
  remindDays: it.remind_days,
});

export const draftOf = (it: Announcement, zone: string): DraftState => ({
  template: it.template,
  policy: it.policy,
  mustConfirm: it.must_confirm,
  forJoiners: it.for_joiners,
  guests: it.guests,
  audience: audienceOf(it.audience),
  content: it.content,
  terms: termsOf(it, zone),
});

/** A draft that comes with the program, as the form holds it. */
export const begun = (it: Draft): DraftState => ({
  ...emptyDraft,
  template: it.template,
  policy: it.policy ?? false,
  audience: audienceOf(it.audience),
  content: it.content,
});

export const termsInput = (terms: TermsState, moment: (wall: Date) => string): Terms => ({
  pinned: terms.pinned,
  due_at: momentOf(terms.due, moment),
  ends_at: momentOf(terms.ends, moment),
  remind_days: terms.remindDays,
});

export function draftInput(state: DraftState, revision: number, moment: (wall: Date) => string): Draft {
  const { everybody, departments, persons } = state.audience;
  return {
    template: state.template,
    policy: state.policy,
    must_confirm: state.mustConfirm,
    for_joiners: state.forJoiners,
    guests: state.guests,
    audience: everybody ? { everybody } : { department_ids: departments, person_ids: persons },
    content: state.content,
    ...termsInput(state.terms, moment),
    revision: revision || undefined,
  };
}

/** The server's field errors by their whole place: content.en.title. */
export function errorsByPlace(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map((one) => [one.location.replace(/^body\./, ''), one.message]),
  );
}

/** The title in the reader's language, or in the one there is. */
export function titleOf(it: { title: string; title_zh: string }, lang: string): string {
  return (isChinese(lang) ? it.title_zh || it.title : it.title || it.title_zh) || '';
}

/** Languages in which something is written, the reader's first. */
export function languagesOf(content: Content, lang: string): ('en' | 'zh')[] {
  const written = (['en', 'zh'] as const).filter((one) => hasText(content[one]));
  return isChinese(lang) ? written.toReversed() : written;
}

export const hasText = (wording: Wording) => Object.values(wording).some((text) => text?.trim());
