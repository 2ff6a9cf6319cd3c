import { useEffect } from 'react';
import { useOrg } from '@/api/org';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';

export function AdminHome() {
  const { id, may } = useOrg();
  const go = useGo();
  const first = may('overview.read') ? paths.overview(id) : paths.record(id);
  useEffect(() => go(first, { replace: true }), [first, go]);
  return null;
}
