import { useCallback } from 'react';
import { forget } from '@/api/kept/forget';
import { signOut } from '@/api/session';
import { queryClient } from './queries';

/** Leaves nothing of this person in memory; drafts stay on the device, as promised. */
export function useSignOut() {
  return useCallback(async () => {
    await signOut().catch(() => {});
    await forget();
    queryClient.clear();
    window.location.assign('/sign-in');
  }, []);
}
