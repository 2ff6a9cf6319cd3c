import { queryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type { Figures, Portal, PortalLink } from './types';

export const portalQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'portal'],
    queryFn: ({ signal }) => call<Portal>('GET', house(org, '/portal'), { signal }),
  });

export const putPortalLinks = (org: string, items: PortalLink[]) =>
  call<void>('PUT', house(org, '/portal/links'), { body: { items } });

/** Figures about the people whom the reader sees. */
export const figuresQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'statistics'],
    queryFn: ({ signal }) => call<Figures>('GET', house(org, '/statistics'), { signal }),
  });

export const figuresSheet = (org: string) => address(house(org, '/statistics/export'));
