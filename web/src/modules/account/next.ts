/** Where to go after sign-in: only inside this page, and not back to a door. */
export function safeNext(next: string | null): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/';
  if (/^\/(sign-in|setup|invitation|forgot|reset|recover)(\/|\?|$)/.test(next)) return '/';
  return next;
}
