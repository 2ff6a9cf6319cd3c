import { useEffect } from 'react';
import { useOrg } from '@/api/org';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';

export function AdminHome() {
  const { id } = useOrg();
  const go = useGo();
  useEffect(() => go(paths.record(id), { replace: true }), [id, go]);
  return null;
}
