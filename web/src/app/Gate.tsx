import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { bootQuery } from '@/api/session';
import { ErrorState } from '@/ui/ErrorState';
import { useGo, usePathname } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { gateTarget } from './visitor';

/** Nothing is shown before the server said what state it is in and who is here. */
export function Gate() {
  const boot = useQuery(bootQuery);
  const path = usePathname();
  const go = useGo();
  const target = boot.data ? gateTarget(boot.data, path) : null;

  useEffect(() => {
    if (!target) return;
    const here = window.location.pathname + window.location.search;
    const back = target === paths.signIn && here !== '/' ? `?next=${encodeURIComponent(here)}` : '';
    go(target + back, { replace: true });
  }, [target, go]);

  if (boot.isError && !boot.data) {
    return (
      <main className="full">
        <ErrorState error={boot.error} retry={() => void boot.refetch()} level="h1" />
      </main>
    );
  }
  if (!boot.data || target) return null;
  return <Outlet />;
}
