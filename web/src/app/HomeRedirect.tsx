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
    const ids = (data.session.organisations ?? []).map((one) => one.id);
    const kept = lastOrganisation();
    const target = org ?? (ids.includes(kept) ? kept : ids[0]);
    go(target ? paths.home(target) : paths.newOrganisation, { replace: true });
  }, [data, org, go]);
  return null;
}
