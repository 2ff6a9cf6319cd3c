import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { MadeRobot, Robot, RobotSettings } from './types';

const robots = (org: string, group: string, rest = '') =>
  house(org, `/conversations/${encodeURIComponent(group)}/robots${rest}`);
const one = (org: string, group: string, id: string, rest = '') =>
  robots(org, group, `/${encodeURIComponent(id)}${rest}`);

/** The programs that post in a group that I lead. */
export const robotsQuery = (org: string, group: string) =>
  queryOptions({
    queryKey: ['o', org, 'robots', group],
    queryFn: ({ signal }) => call<{ items: Robot[] }>('GET', robots(org, group), { signal }),
  });

export const addRobot = (org: string, group: string, settings: RobotSettings) =>
  call<MadeRobot>('POST', robots(org, group), { body: settings });

export const changeRobot = (org: string, group: string, id: string, settings: RobotSettings) =>
  call<Robot>('PUT', one(org, group, id), { body: settings });

export const renewRobot = (org: string, group: string, id: string) =>
  call<MadeRobot>('POST', one(org, group, id, '/renew'), { body: {} });

export const deleteRobot = (org: string, group: string, id: string) => call<void>('DELETE', one(org, group, id));
