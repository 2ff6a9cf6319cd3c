import type { QueryClient } from '@tanstack/react-query';
import { bootQuery, passkeysQuery } from '@/api/session';

/** After a factor came or went: what the account has, and what the person may do with it. */
export function refreshFactors(client: QueryClient) {
  void client.invalidateQueries({ queryKey: bootQuery.queryKey });
  void client.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  void client.invalidateQueries({ predicate: (query) => query.queryKey[2] === 'me' });
}
