import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from './client.js';
import { Problem } from './problem.js';

export type Me = Schemas['MeAnswer'];
export type Role = Me['role'];

/** Who is signed in; null where nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return answered(await api.GET('/api/me'));
    } catch (error) {
      if (error instanceof Problem && error.kind === 'unauthenticated') return null;
      throw error;
    }
  },
});

/** Who is signed in, within what is shown only to someone who is. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (data === undefined || data === null) throw new Error('Nobody is signed in here.');
  return data;
}

/** Whoever runs the operation: hears duress, and records for everyone. */
export function isWatch({ role }: Pick<Me, 'role'>): boolean {
  return role === 'commander' || role === 'dutyOfficer';
}

export function readsEveryone({ role }: Pick<Me, 'role'>): boolean {
  return role === 'commander' || role === 'dutyOfficer' || role === 'auditor';
}
