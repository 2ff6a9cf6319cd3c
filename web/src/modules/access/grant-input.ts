import type { GrantInput, Rule } from '@/api/types';

export const emptyGrant: GrantInput = { person_id: '', action: '', scope: '' };

export const needsObject = (scope: string) => scope === 'department' || scope === 'object';

export const grantReady = (one: GrantInput) =>
  Boolean(one.person_id && one.action && one.scope && (one.object || !needsObject(one.scope)) && one.until !== '');

/** Another action keeps the scope if it has it too; an action with one scope needs no choice. */
export function withAction(input: GrantInput, action: string, rules: Rule[]): GrantInput {
  const scopes = rules.find((one) => one.action === action)?.scopes ?? [];
  if (scopes.includes(input.scope)) return { ...input, action };
  return { ...input, action, scope: scopes.length === 1 ? (scopes[0] ?? '') : '', object: undefined };
}
