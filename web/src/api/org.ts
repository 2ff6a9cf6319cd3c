import { createContext, useContext } from 'react';
import type { OrgMe } from './types';

export interface OrgHandle {
  id: string;
  me: OrgMe;
  /** Under what this person's own things are kept in a browser that others may use too. */
  drawer: string;
  /** What this person may do here, by the server's own word. */
  may: (action: string) => boolean;
}

export const OrgContext = createContext<OrgHandle | null>(null);

export function useOrg(): OrgHandle {
  const org = useContext(OrgContext);
  if (!org) throw new Error('useOrg outside an organisation');
  return org;
}
