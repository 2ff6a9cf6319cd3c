import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { ApiError } from '@/api/client';
import { Live } from '@/api/live';
import { LiveContext } from '@/api/live-context';
import { OrgContext, type OrgHandle } from '@/api/org';
import { bootQuery, orgMeQuery } from '@/api/session';
import { withTexts } from '@/i18n/start';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { keepOrganisation } from '@/ui/last-organisation';
import { paths } from '@/ui/paths';
import { MissingPage } from './MissingPage';
import { ShellFrame } from './ShellFrame';

const CompanyOnly = lazy(() =>
  withTexts('sso', import('@/modules/account/CompanyOnly')).then((module) => ({ default: module.CompanyOnly })),
);

/** Everything inside one organisation: who I am in it, its live connection, the frame around its pages. */
export function OrgShell() {
  const { org = '' } = useParams({ strict: false });
  const me = useQuery(orgMeQuery(org));
  const boot = useQuery(bootQuery);
  const mine = boot.data?.session?.organisations ?? [];
  const dissolved = mine.some((one) => one.id === org && one.ending === 'dissolved');
  const [live, setLive] = useState<Live | null>(null);

  // Also while what is shown is what was kept: the connection is how the page hears that the server is back.
  const known = me.data !== undefined;
  useEffect(() => {
    if (!known) return;
    const opened = new Live(org);
    setLive(opened);
    keepOrganisation(org);
    return () => opened.close();
  }, [org, known]);

  // It was here and is not: who is asked then says what became of it.
  const { refetch } = boot;
  const missing = me.error instanceof ApiError && (me.error.status === 404 || me.error.status === 403);
  useEffect(() => {
    if (known && missing) void refetch();
  }, [known, missing, refetch]);

  const handle = useMemo<OrgHandle | null>(() => {
    if (!me.data) return null;
    const can = new Set(me.data.can ?? []);
    return { id: org, me: me.data, drawer: `${org}.${me.data.person.id}`, may: (action) => can.has(action) };
  }, [org, me.data]);

  if (me.error instanceof ApiError && me.error.code === 'company_only') {
    return (
      <Suspense fallback={<Loading />}>
        <CompanyOnly org={org} elsewhere={mine.length > 1} />
      </Suspense>
    );
  }
  if (dissolved) return <Navigate to={paths.organisations} replace />;
  if (handle) {
    return (
      <OrgContext value={handle}>
        <LiveContext value={live}>
          <ShellFrame>
            <Outlet />
          </ShellFrame>
        </LiveContext>
      </OrgContext>
    );
  }
  if (!me.error) return <Loading />;
  if (missing) return <MissingPage />;
  return (
    <main className="full">
      <ErrorState error={me.error} retry={() => void me.refetch()} level="h1" />
    </main>
  );
}
