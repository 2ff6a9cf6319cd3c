import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, download, house } from './client';
import type { components } from './schema.gen';
import type { List } from './types';

type Schemas = components['schemas'];
type Filled<T, K extends keyof T> = Omit<T, K> & { [P in K]: NonNullable<T[P]> };

export type Ding = Filled<Schemas['DingDing'], 'steps' | 'can'>;
export type Channel = Schemas['DingChannel']['name'];
export type Step = Schemas['RulesStep'];
export type DingReceiver = Filled<Schemas['DingReceiver'], 'steps'>;
export type ReceiverState = DingReceiver['state'];
export type Taken = Schemas['DingTaken'];
export type DingOptions = Filled<Schemas['OptionsOutBody'], 'channels' | 'asked'>;
export type DingRules = Schemas['DingRules'];
export type DingInput = Schemas['SendInBody'];
export type NotificationRules = Schemas['NotifyRules'];
export type NotificationChoices = Schemas['NotifyChoicesView'];
export type QuietHours = Filled<Schemas['NotifyQuietHours'], 'days'>;
export type PushAnswer = Filled<Schemas['PushOutBody'], 'browsers'>;

const one = (org: string, id: string, rest = '') => house(org, `/dings/${encodeURIComponent(id)}${rest}`);

export const dingOpenQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'ding-open'],
    queryFn: ({ signal }) => call<{ items: Ding[]; count: number }>('GET', house(org, '/ding-open'), { signal }),
  });

export const dingsQuery = (org: string, box: 'received' | 'sent') =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'dings', box],
    queryFn: ({ signal, pageParam }) =>
      call<List<Ding>>('GET', house(org, '/dings'), { signal, query: { box, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const dingQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'ding', id],
    queryFn: ({ signal }) => call<Ding>('GET', one(org, id), { signal }),
    retry: false,
  });

export const receiversQuery = (org: string, id: string, state: ReceiverState | '') =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'ding', id, 'receivers', state],
    queryFn: ({ signal, pageParam }) =>
      call<List<DingReceiver>>('GET', one(org, id, '/receivers'), {
        signal,
        query: { state, cursor: pageParam, limit: 100 },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

/** What I can send; of persons, and of those who have not read a message, whom I reach. */
export const dingOptionsQuery = (org: string, to: string[], unread?: DingInput['message']) =>
  queryOptions({
    queryKey: ['o', org, 'ding-options', to.join(), unread],
    queryFn: ({ signal }) =>
      call<DingOptions>('GET', house(org, '/ding-options'), {
        signal,
        query: { to: to.join(), unread_in: unread?.conversation_id, unread_seq: unread?.seq },
      }),
    staleTime: 0,
  });

export const sendDing = (org: string, input: DingInput) => call<Ding>('POST', house(org, '/dings'), { body: input });
export const seeDing = (org: string, id: string, visible: boolean) =>
  call<void>('POST', one(org, id, '/seen'), { body: { visible } });
export const answerDing = (org: string, id: string, act: 'confirm' | 'later' | 'cancel') =>
  call<void>('POST', one(org, id, `/${act}`), { body: {} });
export const exportDing = (org: string, id: string) => download(one(org, id, '/export'), {}, 'ding.csv');

export const dingRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'ding-rules'],
    queryFn: ({ signal }) => call<DingRules>('GET', house(org, '/ding-rules'), { signal }),
  });
export const setDingRules = (org: string, rules: DingRules) =>
  call<DingRules>('PUT', house(org, '/ding-rules'), { body: rules });

export const notificationRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'notification-rules'],
    queryFn: ({ signal }) => call<NotificationRules>('GET', house(org, '/notification-rules'), { signal }),
  });
export const setNotificationRules = (org: string, rules: NotificationRules) =>
  call<NotificationRules>('PUT', house(org, '/notification-rules'), { body: rules });

export const choicesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'notification-choices'],
    queryFn: ({ signal }) => call<NotificationChoices>('GET', house(org, '/notification-choices'), { signal }),
  });
export const setChoices = (org: string, { mail: _, ...chosen }: NotificationChoices) =>
  call<NotificationChoices>('PUT', house(org, '/notification-choices'), { body: chosen });

export const quietHoursQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'quiet-hours'],
    queryFn: ({ signal }) => call<QuietHours>('GET', house(org, '/quiet-hours'), { signal }),
  });
export const setQuietHours = (org: string, hours: QuietHours) =>
  call<QuietHours>('PUT', house(org, '/quiet-hours'), { body: hours });

export const pushQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'push'],
    queryFn: ({ signal }) => call<PushAnswer>('GET', house(org, '/push'), { signal }),
  });
export const addBrowser = (org: string, keys: Schemas['SubscribeInBody']) =>
  call<{ id: string }>('POST', house(org, '/push/browsers'), { body: keys });
export const removeBrowser = (org: string, id: string) =>
  call<void>('DELETE', house(org, `/push/browsers/${encodeURIComponent(id)}`));
