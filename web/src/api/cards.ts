import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { CardAnswer, RobotRules } from './types';

interface Pressing {
  client_id: string;
  version: number;
  action: string;
  values: Record<string, string>;
}

/** A press of a card's button; under the same client id it is one press. */
export const pressCard = (org: string, one: { conversation_id: string; seq: number }, ask: Pressing) =>
  call<CardAnswer>(
    'POST',
    house(org, `/conversations/${encodeURIComponent(one.conversation_id)}/messages/${one.seq}/card`),
    {
      body: ask,
    },
  );

export const robotRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'robot-rules'],
    queryFn: ({ signal }) => call<RobotRules>('GET', house(org, '/hooks/rules'), { signal }),
  });

export const setRobotRules = (org: string, rules: RobotRules) =>
  call<RobotRules>('PUT', house(org, '/hooks/rules'), { body: rules });
