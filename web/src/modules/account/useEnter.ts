import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { bootQuery } from '@/api/session';
import type { Boot, Challenge, SignedIn } from '@/api/types';
import { useGo } from '@/ui/navigation';
import { safeNext } from './next';

/**
 * Takes what the server answered to a sign-in: the session, and goes where the person wanted to go; or the challenge
 * of a second factor, which the page then shows.
 */
export function useEnter() {
  const client = useQueryClient();
  const go = useGo();
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const keep = useCallback(
    ({ challenge: _, ...session }: SignedIn) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'boot' });
      client.setQueryData(
        bootQuery.queryKey,
        (boot: Boot | undefined) => boot && { ...boot, state: 'ready' as const, session },
      );
    },
    [client],
  );
  const enter = useCallback(
    (answer: SignedIn) => {
      if (answer.challenge) {
        setChallenge(answer.challenge);
        return;
      }
      keep(answer);
      go(safeNext(new URLSearchParams(window.location.search).get('next')), { replace: true });
    },
    [keep, go],
  );
  const again = useCallback(() => setChallenge(null), []);
  return { keep, enter, challenge, again };
}
