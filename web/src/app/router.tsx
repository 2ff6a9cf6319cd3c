import { createRouter } from '@tanstack/react-router';
import { CrashPage } from './CrashPage';
import { MissingPage } from './MissingPage';
import { adminPages } from './routes/admin';
import { entryPages } from './routes/entry';
import { orgPages } from './routes/org';
import { admin, org, root } from './routes/shells';

const tree = root.addChildren([...entryPages, org.addChildren([...orgPages, admin.addChildren(adminPages)])]);

export const router = createRouter({
  routeTree: tree,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: MissingPage,
  // Plain words in the address instead of JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text ? `?${text}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
