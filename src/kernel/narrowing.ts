import type { Id } from './ids.js';

/** Whom someone may see, who may not see all. */
export interface Narrowing {
  readonly mayRead: (deployment: Id) => boolean;
  readonly missions: readonly Id[];
}

/** Whom a roll call is about, by ids alone. */
export type ScopeOfIds =
  { readonly missions?: readonly Id[]; readonly posts?: readonly Id[] } | { readonly deployments: readonly Id[] };

/** A scope names to a reader those people and missions that are his; posts belong to missions and are never named. */
export function narrowedScope(scope: ScopeOfIds, { mayRead, missions }: Narrowing): ScopeOfIds {
  if ('deployments' in scope) return { deployments: scope.deployments.filter(mayRead) };
  return { missions: (scope.missions ?? []).filter((mission) => missions.includes(mission)) };
}

/**
 * The voucher, or undefined where the reader may not read him: a grade 3 tells that somebody vouched, and who he is, is
 * not for everyone.
 */
export function toldVoucher<Voucher>(vouchedBy: Voucher, mayRead: Narrowing['mayRead']): Voucher | undefined {
  return typeof vouchedBy === 'string' && !mayRead(vouchedBy) ? undefined : vouchedBy;
}
