import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/client';
import { bootQuery } from '@/api/session';
import type { Boot } from '@/api/types';

// A session that ended elsewhere shows itself as 401 on any call; the gate then leads to sign-in.
function onError(error: unknown) {
  const signInRefused = error instanceof ApiError && error.code === 'sign_in_failed';
  if (error instanceof ApiError && error.status === 401 && !signInRefused) {
    queryClient.setQueryData(bootQuery.queryKey, (boot: Boot | undefined) => boot && { ...boot, session: null });
  }
  // The door was shut to passwords while the page was open: the organisation is asked whether it still lets in.
  if (error instanceof ApiError && error.code === 'company_only') {
    void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[2] === 'me' && !query.state.error });
  }
  // The proof ran out in the middle: the console asks for it again.
  if (error instanceof ApiError && error.code === 'fresh_needed') {
    const stale = (boot: Boot | undefined) =>
      boot?.session ? { ...boot, session: { ...boot.session, fresh_until: new Date(0).toISOString() } } : boot;
    queryClient.setQueryData(bootQuery.queryKey, stale);
  }
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
