import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { components } from './schema.gen';
import type { SignedIn } from './types';

type Schemas = components['schemas'];
export type CompanyWay = Schemas['IdentityCompanyWay'];
export type Provider = Schemas['SsoProvider'];
export type ProviderLink = Schemas['SsoLink'];
/** What an administrator fills in; without a secret the kept one stays. */
export type ProviderInput = Schemas['SsoSettings'];
export type Certificate = Schemas['SsoCertificate'];
/** What a SAML provider says of itself at this moment. */
export type Told = Omit<Schemas['ToldOutBody'], 'certificates'> & { certificates: Certificate[] };
export type Providers = Omit<Schemas['ProvidersOutBody'], 'items' | 'domains'> & {
  items: Provider[];
  domains: string[];
};

export const lookCompany = (who: { mail?: string; organisation_id?: string }) =>
  call<CompanyWay>('POST', '/sign-in/company/look', { body: who });
export const beginCompany = (organisation: string, provider: string) =>
  call<{ address: string }>('POST', '/sign-in/company/begin', {
    body: { organisation_id: organisation, provider_id: provider },
  });
export const finishCompany = (answer: { state: string; code?: string; error?: string }) =>
  call<SignedIn>('POST', '/sign-in/company/finish', { body: answer });

const one = (org: string, id: string, rest = '') => house(org, `/sso/providers/${encodeURIComponent(id)}${rest}`);

export const providersQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'sso'],
    queryFn: ({ signal }) => call<Providers>('GET', house(org, '/sso/providers'), { signal }),
  });
export const addProvider = (org: string, input: ProviderInput) =>
  call<Provider>('POST', house(org, '/sso/providers'), { body: input });
export const changeProvider = (org: string, id: string, input: ProviderInput) =>
  call<Provider>('PUT', one(org, id), { body: input });
export const removeProvider = (org: string, id: string) => call<void>('DELETE', one(org, id));
export const testProvider = (org: string, id: string) => call<Provider>('POST', one(org, id, '/test'), { body: {} });
export const turnProvider = (org: string, id: string, on: boolean) =>
  call<void>('PUT', one(org, id, '/on'), { body: { on } });

/** What a SAML provider reads of us; the organisation's key is made when it is first asked for. */
export const ourMetadata = (org: string) => call<Schemas['UsOutBody']>('GET', house(org, '/sso/saml'));
export const askMetadata = (org: string, id: string) => call<Told>('POST', one(org, id, '/metadata'), { body: {} });

export type Only = Omit<Schemas['SsoOnly'], 'emergency'> & { emergency: Schemas['SsoEmergency'][] };
const only = (org: string) => house(org, '/sso/only');
export const onlyQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'sso', 'only'],
    queryFn: ({ signal }) => call<Only>('GET', only(org), { signal }),
  });
export const keepOnly = (org: string, rule: { on: boolean; emergency: string[] }) =>
  call<Only>('PUT', only(org), { body: rule });

export const providerPeopleQuery = (org: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'sso', id, 'people'],
    queryFn: ({ pageParam, signal }) =>
      call<{ items: ProviderLink[]; next: string }>('GET', one(org, id, '/people'), {
        signal,
        query: { after: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
export const unlinkPerson = (org: string, id: string, person: string) =>
  call<void>('DELETE', one(org, id, `/people/${encodeURIComponent(person)}`));
