import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { bootQuery } from '@/api/session';
import type { Boot, Challenge, SignedIn } from '@/api/types';
import { useGo } from '@/ui/navigation';
import { safeNext } from './next';
import { firstPlace } from './welcomed';

/**
 * Takes what the server answered to a sign-in: the session, and goes where the person wanted to go; or the challenge
 * of a second factor, which the page then shows. Whoever has just joined and wanted to go nowhere else is shown the
 * first steps.
 */
export function useEnter() {
  const client = useQueryClient();
  const go = useGo();
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  // Said together with the challenge, if there is one.
  const joined = useRef('');
  const keep = useCallback(
    ({ challenge: _, joined: __, ...session }: SignedIn) => {
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
      joined.current = answer.joined ?? joined.current;
      if (answer.challenge) {
        setChallenge(answer.challenge);
        return;
      }
      keep(answer);
      const next = safeNext(new URLSearchParams(window.location.search).get('next'));
      go(next === '/' ? firstPlace(answer, joined.current) : next, { replace: true });
    },
    [keep, go],
  );
  const again = useCallback(() => setChallenge(null), []);
  return { keep, enter, challenge, again };
}
