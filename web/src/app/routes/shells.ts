import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CrashPage } from '@/app/CrashPage';
import { Gate } from '@/app/Gate';
import { MissingPage } from '@/app/MissingPage';

/** What stands around pages: around all, around those of an organisation, around those of its administrators. */
export const root = createRootRoute({ component: Gate, notFoundComponent: MissingPage, errorComponent: CrashPage });

export const org = createRoute({
  getParentRoute: () => root,
  path: 'o/$org',
  component: lazyRouteComponent(() => import('@/app/OrgShell'), 'OrgShell'),
  notFoundComponent: MissingPage,
});

export const admin = createRoute({
  getParentRoute: () => org,
  path: 'admin',
  component: lazyRouteComponent(() => import('@/app/AdminShell'), 'AdminShell'),
});
