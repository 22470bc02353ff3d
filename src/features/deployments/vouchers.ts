import type { DecisionContext } from '../../kernel/decider.js';
import { demand } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { demandFound } from './authority.js';
import type { Deployment } from './deployment-state.js';
import type { Grade } from './deployment.events.js';

/** Grade 3: a named leader saw the named person. */
export const VOUCHED_GRADE: Grade = 3;

export interface VoucherContext extends DecisionContext {
  /** The deployment that the command names as voucher, with its officer; undefined where it names none that exists. */
  readonly voucher: { readonly deployment: Id; readonly officer: Id } | undefined;
}

/** A voucher is required with grade 3, and refused with any other. */
export function demandVoucherFits(grade: Grade, vouchedBy: Id | undefined): void {
  if (grade === VOUCHED_GRADE) demand(vouchedBy !== undefined, 'voucher', 'Grade 3 needs a voucher.');
  else demand(vouchedBy === undefined, 'voucher', 'Only grade 3 has a voucher.');
}

/** Nobody vouches for himself, from another tour either. */
export function demandVoucherIsAnother(tour: Deployment, vouchedBy: Id, context: VoucherContext): void {
  const own = vouchedBy === tour.deployment || context.voucher?.officer === tour.officer;
  demand(!own, 'voucher', 'Nobody vouches for himself.');
  demandFound(context.voucher?.deployment === vouchedBy, context, 'There is no such voucher.');
}

export function demandVoucher(
  tour: Deployment,
  { grade, vouchedBy }: { readonly grade: Grade; readonly vouchedBy?: Id },
  context: VoucherContext,
): void {
  demandVoucherFits(grade, vouchedBy);
  if (vouchedBy !== undefined) demandVoucherIsAnother(tour, vouchedBy, context);
}
