import { queryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type { FrameworkAnswer, FrameworksAnswer } from './types';

// The server says it in words, so the language is part of what is asked.
export const frameworksQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'frameworks', lang],
    queryFn: ({ signal }) => call<FrameworksAnswer>('GET', house(org, '/frameworks'), { signal }),
  });

const at = (org: string, name: string) => house(org, `/frameworks/${encodeURIComponent(name)}`);

export const frameworkQuery = (org: string, name: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'frameworks', lang, name],
    queryFn: ({ signal }) => call<FrameworkAnswer>('GET', at(org, name), { signal }),
  });

export const turnFramework = (org: string, name: string, on: boolean) =>
  call<void>(on ? 'PUT' : 'DELETE', at(org, name));

export const frameworkFile = (org: string, name: string) => address(`${at(org, name)}/export`);
