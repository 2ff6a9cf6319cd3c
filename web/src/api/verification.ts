import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ApiError, address, call, house } from './client';
import type { components } from './schema.gen';
import type { List } from './types';

type Schemas = components['schemas'];
export type Verification = Schemas['VerificationView'];
export type Numbers = Schemas['VerificationNumbers'];
export type Paper = Schemas['VerificationPaper'];
export type Proof = Schemas['VerificationProof'];
export type Review = Schemas['VerificationWaiting'];
export type Decision = Schemas['VerificationDecision'];
export type Dissolution = Schemas['DissolutionState'];
export interface ReviewCase {
  review: Review;
  case: Verification | null;
}

const path = (org: string, rest = '') => house(org, `/verification${rest}`);
const paperPath = (org: string, kind: string) => path(org, `/papers/${encodeURIComponent(kind)}`);

export const verificationQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'verification'],
    queryFn: ({ signal }) => call<Verification>('GET', path(org), { signal }),
    // Somebody is looking at it: the page hears of the decision soon.
    refetchInterval: (query) => (query.state.data?.state === 'submitted' ? 10_000 : false),
  });
export const saveDraft = (org: string, numbers: Numbers, contact: string, version: number) =>
  call<Verification>('PUT', path(org), { body: { numbers, contact, version } });
export const submitDraft = (org: string, appeal: string) =>
  call<Verification>('POST', path(org, '/submit'), { body: appeal ? { appeal } : {} });
export const rename = (org: string, name: string, name_zh: string) =>
  call<Verification>('PUT', house(org, '/name'), { body: { name, name_zh } });
/** The organisation's picture; `file` is made small before it is sent. */
export async function showBy(org: string, file: Blob): Promise<Verification> {
  const form = new FormData();
  form.set('file', file, 'picture');
  return call<Verification>('PUT', house(org, '/picture'), { body: form });
}
export const showByNone = (org: string) => call<Verification>('DELETE', house(org, '/picture'));
export const withdraw = (org: string) => call<Verification>('POST', path(org, '/withdraw'), { body: {} });

export const paperAddress = (org: string, kind: string) => address(paperPath(org, kind));
export const removePaper = (org: string, kind: string) => call<Verification>('DELETE', paperPath(org, kind));

/** Sends a paper and tells the share that has gone, 0 to 1: fetch can't, so it is the older kind of request. */
export function putPaper(org: string, kind: string, file: File, told: (share: number) => void): Promise<Verification> {
  const body = new FormData();
  body.set('file', file);
  const request = new XMLHttpRequest();
  request.open('PUT', paperAddress(org, kind));
  request.responseType = 'json';
  request.setRequestHeader('Accept', 'application/json');
  request.setRequestHeader('Accept-Language', document.documentElement.lang || 'en');
  request.setRequestHeader('X-Tramway-Client', 'page');
  request.upload.onprogress = (event) => told(event.lengthComputable ? event.loaded / event.total : 0);
  return new Promise((done, failed) => {
    request.onerror = () => failed(new ApiError({ status: 0, code: 'offline' }));
    request.onload = () => {
      if (request.status < 300) done(request.response as Verification);
      else failed(new ApiError({ ...(request.response ?? {}), status: request.status }));
    };
    request.send(body);
  });
}

export const dissolutionQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'dissolution'],
    queryFn: ({ signal }) => call<Dissolution>('GET', house(org, '/dissolution'), { signal }),
    refetchInterval: 15_000,
  });
export const askDissolution = (org: string, name: string) =>
  call<Dissolution>('POST', house(org, '/dissolution'), { body: { name } });
export const agreeDissolution = (org: string) =>
  call<Dissolution>('POST', house(org, '/dissolution/agree'), { body: {} });
export const stopDissolution = (org: string) =>
  call<Dissolution>('POST', house(org, '/dissolution/stop'), { body: {} });
export type DissolutionAppeal = Schemas['DissolutionAppeal'];
export const dissolutionAppealQuery = (org: string) =>
  queryOptions({
    queryKey: ['dissolution-appeal', org],
    queryFn: ({ signal }) =>
      call<DissolutionAppeal>('GET', `/organisations/${encodeURIComponent(org)}/appeal`, { signal }),
    // Somebody is looking at it: the page hears of the decision soon.
    refetchInterval: (query) => (query.state.data?.step === 'waiting' ? 10_000 : false),
    retry: false,
  });
export const appealDissolution = (org: string, reason: string) =>
  call<void>('POST', `/organisations/${encodeURIComponent(org)}/appeal`, { body: { reason } });

export const appealStanding = (org: string, reason: string) =>
  call<void>('POST', path(org, '/standing-appeal'), { body: { reason } });

export type Queue = List<Review> & { median_seconds: number; overdue: number };
export const queueQuery = infiniteQueryOptions({
  queryKey: ['operator', 'queue'],
  queryFn: ({ pageParam, signal }) =>
    call<Queue>('GET', '/operator/reviews', { signal, query: { cursor: pageParam, limit: 50 } }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next || undefined,
  refetchInterval: 30_000,
  retry: false,
});
const reviewPath = (id: string, rest = '') => `/operator/reviews/${encodeURIComponent(id)}${rest}`;
// Each look is an entry in the organisation's record, so none is made behind the operator's back.
export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['operator', 'review', id],
    queryFn: ({ signal }) => call<ReviewCase>('GET', reviewPath(id), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
export const decide = (id: string, body: Decision) => call<ReviewCase>('POST', reviewPath(id, '/decision'), { body });

/** A paper as the operator looks at it. */
export async function lookAtPaper(id: string, kind: string): Promise<Blob> {
  const answer = await fetch(address(reviewPath(id, `/papers/${encodeURIComponent(kind)}`)), {
    headers: { 'Accept-Language': document.documentElement.lang || 'en' },
  }).catch(() => {
    throw new ApiError({ status: 0, code: 'offline' });
  });
  if (!answer.ok) throw new ApiError({ ...(await answer.json().catch(() => ({}))), status: answer.status });
  return answer.blob();
}

export const proofQuery = (org: string) =>
  queryOptions({
    queryKey: ['proof', org],
    queryFn: ({ signal }) => call<Proof>('GET', `/proof/${encodeURIComponent(org)}`, { signal }),
    retry: false,
  });
export const reportOrganisation = (org: string, reason: string) =>
  call<void>('POST', `/proof/${encodeURIComponent(org)}/report`, { body: { reason } });
