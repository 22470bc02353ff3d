import type { Id } from '../../../kernel/ids.js';
import type { Dossier } from './evidence.js';

/** Who has ever given his word for whom, in any live entry: whose assessment can rest on whose. */
export class Vouching {
  private readonly vouchers = new Map<Id, ReadonlySet<Id>>();
  private readonly vouchedFor = new Map<Id, Set<Id>>();

  /** Takes the person's present entries in the place of his former ones. */
  learn({ deployment, entries }: Dossier): void {
    for (const voucher of this.vouchers.get(deployment) ?? []) this.vouchedFor.get(voucher)?.delete(deployment);
    const vouchers = new Set(entries.flatMap(({ vouchedBy }) => vouchedBy ?? []));
    if (vouchers.size === 0) this.vouchers.delete(deployment);
    else this.vouchers.set(deployment, vouchers);
    for (const voucher of vouchers) {
      const about = this.vouchedFor.get(voucher) ?? new Set<Id>();
      this.vouchedFor.set(voucher, about.add(deployment));
    }
  }

  /** These, and everyone whose assessment can rest on one of theirs, however many words lie between. */
  restingOn(deployments: Iterable<Id>): ReadonlySet<Id> {
    return reached(deployments, (voucher) => this.vouchedFor.get(voucher));
  }

  /** These, and everyone on whose word one of them can rest. */
  supporting(deployments: Iterable<Id>): ReadonlySet<Id> {
    return reached(deployments, (deployment) => this.vouchers.get(deployment));
  }
}

function reached(start: Iterable<Id>, from: (deployment: Id) => ReadonlySet<Id> | undefined): ReadonlySet<Id> {
  const found = new Set(start);
  // A set is walked to its end, with what is added on the way.
  for (const deployment of found) for (const next of from(deployment) ?? []) found.add(next);
  return found;
}
