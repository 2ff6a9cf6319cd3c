import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { bootQuery } from '@/api/session';
import type { Boot, Session } from '@/api/types';
import { useGo } from '@/ui/navigation';
import { safeNext } from './next';

/** Takes the session that the server answered, then goes where the person wanted to go. */
export function useEnter() {
  const client = useQueryClient();
  const go = useGo();
  const keep = useCallback(
    (session: Session) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'boot' });
      client.setQueryData(
        bootQuery.queryKey,
        (boot: Boot | undefined) => boot && { ...boot, state: 'ready' as const, session },
      );
    },
    [client],
  );
  const enter = useCallback(
    (session: Session) => {
      keep(session);
      go(safeNext(new URLSearchParams(window.location.search).get('next')), { replace: true });
    },
    [keep, go],
  );
  return { keep, enter };
}
