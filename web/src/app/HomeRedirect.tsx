import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { bootQuery } from '@/api/session';
import { lastOrganisation } from '@/ui/last-organisation';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';

export function HomeRedirect() {
  const { org } = useParams({ strict: false });
  const { data } = useQuery(bootQuery);
  const go = useGo();
  useEffect(() => {
    // Still on screen while the next page loads: by then somebody else has decided where to go.
    if (!data?.session) return;
    const all = data.session.organisations ?? [];
    const ids = all.filter((one) => one.ending !== 'dissolved').map((one) => one.id);
    const kept = lastOrganisation();
    const target = org ?? (ids.includes(kept) ? kept : ids[0]);
    const without = all.length > 0 ? paths.organisations : paths.newOrganisation;
    go(target ? paths.home(target) : without, { replace: true });
  }, [data, org, go]);
  return null;
}
