import type { SightRule, SightRuleInput, Whom } from '@/api/types';

/** A rule as its form holds it: people and departments apart, ids without their kind. */
export interface SightDraft {
  kind: 'hide' | 'limit';
  what: 'department' | 'person';
  of: string;
  also: string[];
  butDepartments: string[];
  butPeople: string[];
}

const isPerson = (ref: string) => ref.startsWith('person:');
const idOf = (ref: string) => ref.slice(ref.indexOf(':') + 1);
const refs = (kind: SightDraft['what'], ids: string[]) => ids.map((id) => `${kind}:${id}`);

export function draftOf(rule?: SightRule): SightDraft {
  const but = rule?.but ?? [];
  const ids = (all: Whom[]) => all.map((one) => idOf(one.ref));
  return {
    kind: rule?.kind ?? 'hide',
    what: rule && isPerson(rule.of.ref) ? 'person' : 'department',
    of: rule ? idOf(rule.of.ref) : '',
    also: ids(rule?.also ?? []),
    butDepartments: ids(but.filter((one) => !isPerson(one.ref))),
    butPeople: ids(but.filter((one) => isPerson(one.ref))),
  };
}

export function inputOf(draft: SightDraft): SightRuleInput {
  return {
    kind: draft.kind,
    of: `${draft.what}:${draft.of}`,
    also: draft.kind === 'limit' ? refs('department', draft.also) : [],
    but: [...refs('department', draft.butDepartments), ...refs('person', draft.butPeople)],
  };
}

/** Names of the people whom a rule names, by id. */
export function namesIn(rule: SightRule | undefined, named: (one: Whom) => string): Record<string, string> {
  const all = rule ? [rule.of, ...rule.but] : [];
  return Object.fromEntries(all.filter((one) => isPerson(one.ref)).map((one) => [idOf(one.ref), named(one)]));
}
