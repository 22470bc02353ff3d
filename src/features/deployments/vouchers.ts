import type { DecisionContext } from '../../kernel/decider.js';
import { demand } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { demandFound } from './authority.js';
import type { Deployment } from './deployment-state.js';
import type { Grade } from './deployment.events.js';

/** Grade 3: a named leader saw the named person. */
export const VOUCHED_GRADE: Grade = 3;

export interface VoucherContext extends DecisionContext {
  /** The deployment that the command names as voucher; undefined where it names none that exists. */
  readonly voucher: { readonly deployment: Id } | undefined;
}

/** A voucher is required with grade 3, and refused with any other. */
export function demandVoucherFits(grade: Grade, vouchedBy: Id | undefined): void {
  if (grade === VOUCHED_GRADE) demand(vouchedBy !== undefined, 'voucher', 'Grade 3 needs a voucher.');
  else demand(vouchedBy === undefined, 'voucher', 'Only grade 3 has a voucher.');
}

/** A person is a tour (RULE.md section 2), and nobody vouches for himself. */
export function demandVoucherIsAnother(tour: Deployment, vouchedBy: Id, context: VoucherContext): void {
  demand(vouchedBy !== tour.deployment, 'voucher', 'Nobody vouches for himself.');
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
