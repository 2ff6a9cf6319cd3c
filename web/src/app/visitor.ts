import type { Boot } from '@/api/types';
import { paths } from '@/ui/paths';

const open = [
  /^\/sign-in(\/company)?$/,
  /^\/forgot$/,
  /^\/reset\//,
  /^\/recover(\/|$)/,
  /^\/invitation\//,
  /^\/join(ing)?\//,
  /^\/proof\//,
];

/** Where this visitor must go instead, or null to stay. */
export function gateTarget(boot: Pick<Boot, 'state' | 'session'>, path: string): string | null {
  if (boot.state === 'empty') return path === paths.setup ? null : paths.setup;
  // The setup page stays open after it has made the first account: it then offers a passkey.
  if (path === paths.setup) return boot.session ? null : paths.signIn;
  if (open.some((one) => one.test(path))) return null;
  return boot.session ? null : paths.signIn;
}
