import type { Query, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/client';
import { forget, keptAccount, onForgotten, shelf } from '@/api/kept/forget';
import { bootQuery } from '@/api/session';
import type { Boot } from '@/api/types';
import type { Keeper } from './keeper';

/** Of the shapes of all answers, made when the page is built. */
declare const __SHAPES__: string;

/** Milliseconds after which a server that says nothing counts as out of reach. */
const patience = 3000;

/**
 * Watches who is here: for somebody signed in what they read is kept, nobody's is when they are not, and where the
 * server is out of reach what was kept is shown. The keeping itself is loaded when the page stands.
 */
export function beginKeeping(client: QueryClient) {
  let keeper: Promise<Keeper> | null = null;
  let account = '';
  const withKeeper = (act: (one: Keeper) => unknown) => {
    keeper ??= import('./keeper').then((module) => new module.Keeper(client, shelf, __SHAPES__));
    keeper.then(act).catch(() => {
      keeper = null; // it could not be loaded: nothing is kept until the next time
    });
  };
  const leave = () => {
    if (!account && !keptAccount()) return;
    account = '';
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'boot' });
    if (keeper) withKeeper((one) => one.stop());
    void forget();
  };
  const arrive = (boot: Boot) => {
    const next = boot.session?.account.id ?? '';
    if (!next) return leave();
    // Somebody else: nothing of the one before is shown or stays, not even for a moment.
    if (account && account !== next) client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'boot' });
    account = next;
    withKeeper((one) => one.keep(boot));
  };
  const outOfReach = () => {
    if (!client.getQueryData(bootQuery.queryKey) && keptAccount()) withKeeper((one) => one.show());
  };

  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.query.queryKey[0] !== 'boot') return;
    const { action } = event;
    if (action.type === 'success') arrive((event.query as Query<Boot>).state.data as Boot);
    if (action.type === 'fetch') window.setTimeout(outOfReach, navigator.onLine ? patience : 0);
    if (action.type === 'failed' && action.error instanceof ApiError && action.error.offline) outOfReach();
  });
  onForgotten(() => {
    client.setQueryData(bootQuery.queryKey, (boot: Boot | undefined) => boot && { ...boot, session: null });
  });
}
