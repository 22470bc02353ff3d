import type { Damage } from './damage.js';
import { minute, type Member, type SafeNight } from './safe-night.js';

/** A correction of somebody's only check-in, which the retraction of the correction undoes. */
function correction(what: string, lacks: Damage['lacks'], changes: (night: SafeNight) => object): Damage {
  return {
    what: `a correction ${what}`,
    lacks,
    inflict: async (night) => {
      const { deployment, entry } = night.victim;
      const corrected = await night.decide('CorrectEntry', { entry, changes: changes(night) });
      return { about: [deployment], mend: () => night.decide('RetractEntry', { entry: corrected.entry }) };
    },
  };
}

/** Something that is said of a person and that a decision ends. */
function alarm(
  what: string,
  [command, ending]: readonly [string, string],
  fields: (night: SafeNight) => object,
  of: (night: SafeNight) => { readonly hurt: Member; readonly about: Member } = ({ victim }) => ({
    hurt: victim,
    about: victim,
  }),
  lacks: Damage['lacks'] = 'SAFETY',
): Damage {
  return {
    what,
    lacks,
    inflict: async (night) => {
      const { hurt, about } = of(night);
      const { mode } = night.drawn;
      const body = { deployment: hurt.deployment, mode, ...fields(night) };
      const { entry } = await night.give(command, body, 'chief');
      return { about: [about.deployment], mend: () => night.decide(ending, { entry }) };
    },
  };
}

/** News of a person, which its retraction undoes. */
function news(what: string, said: (night: SafeNight) => object): Damage {
  return {
    what,
    lacks: 'SAFETY',
    inflict: async (night) => {
      const { deployment } = night.victim;
      const entry = await night.checkIn({ deployment }, said(night));
      return { about: [deployment], mend: () => night.decide('RetractEntry', { entry }) };
    },
  };
}

const ofVoucher = ({ voucher, vouched }: SafeNight) => ({ hurt: voucher, about: vouched });

export const DAMAGES_TO_PEOPLE: readonly Damage[] = [
  {
    what: 'a retraction',
    lacks: 'EVIDENCE',
    inflict: async (night) => {
      const { victim } = night;
      await night.decide('RetractEntry', { entry: victim.entry });
      return { about: [victim.deployment], mend: () => night.hearAgain(victim) };
    },
  },
  {
    what: 'a later injury, until he is heard himself',
    lacks: 'SAFETY',
    inflict: async (night) => {
      const { deployment } = night.victim;
      await night.checkIn({ deployment }, { condition: 'INJURED' });
      return { about: [deployment], mend: () => night.checkIn({ deployment, grade: 1 }) };
    },
  },
  news('a later arrest', () => ({ condition: 'DETAINED' })),
  news('hearsay that he needs assistance', () => ({ condition: 'NEEDS_ASSISTANCE', grade: 5 })),
  news('an injury before the hazard that is heard of late', () => ({ condition: 'INJURED', observedAt: minute(20) })),
  news('an injury by a clock that is ahead', ({ drawn }) => ({
    condition: 'INJURED',
    observedAt: minute(130 + drawn.victim),
  })),
  news('an actual injury, whatever the mode', () => ({ condition: 'INJURED', mode: 'ACTUAL' })),
  {
    what: 'bad news that is heard of late, until someone resolves the conflict',
    lacks: 'SAFETY',
    inflict: async (night) => {
      const { deployment, entry: prefer } = night.victim;
      const entry = await night.checkIn({ deployment }, { condition: 'INJURED', observedAt: minute(55) });
      const resolution = { deployment, prefer, setAside: [entry] };
      return { about: [deployment], mend: () => night.decide('ResolveConflict', resolution) };
    },
  },
  {
    what: 'a conflict that is resolved in favour of the bad news',
    lacks: 'SAFETY',
    inflict: async (night) => {
      const { deployment, entry: safe } = night.victim;
      const prefer = await night.checkIn({ deployment }, { condition: 'INJURED', observedAt: minute(55) });
      await night.decide('ResolveConflict', { deployment, prefer, setAside: [safe] });
      return { about: [deployment], mend: () => night.decide('RetractEntry', { entry: prefer }) };
    },
  },
  correction('to a worse condition', 'SAFETY', () => ({ condition: 'INJURED' })),
  correction('to a weaker grade', 'BASIS', () => ({ grade: 5 })),
  correction('to the word of someone of whom nothing is known', 'BASIS', ({ excluded }) => ({
    grade: 3,
    vouchedBy: excluded,
  })),
  correction('to an instant within the hazard', 'EVIDENCE', () => ({ observedAt: minute(50) })),
  correction('to an instant that lay ahead of its receipt', 'EVIDENCE', () => ({ observedAt: minute(120) })),
  correction('of its uncertainty, back into the hazard', 'EVIDENCE', () => ({ uncertainty: 'PT2H' })),
  {
    what: 'a circle of vouchers',
    lacks: 'BASIS',
    inflict: async (night) => {
      const { voucher, vouched } = night;
      const changes = { grade: 3, vouchedBy: vouched.deployment };
      const { entry } = await night.decide('CorrectEntry', { entry: voucher.entry, changes });
      const about = [voucher.deployment, vouched.deployment];
      return { about, mend: () => night.decide('RetractEntry', { entry }) };
    },
  },
  {
    what: 'the removal of what his voucher rested on',
    lacks: 'BASIS',
    inflict: async (night) => {
      const { voucher, vouched } = night;
      await night.decide('RetractEntry', { entry: voucher.entry });
      return { about: [vouched.deployment], mend: () => night.hearAgain(voucher) };
    },
  },
  {
    what: 'an arrest of his voucher',
    lacks: 'BASIS',
    inflict: async (night) => {
      const entry = await night.checkIn({ deployment: night.voucher.deployment }, { condition: 'DETAINED' });
      return { about: [night.vouched.deployment], mend: () => night.decide('RetractEntry', { entry }) };
    },
  },
  alarm('duress of his voucher', ['SignalDuress', 'ClearDuress'], signal, ofVoucher, 'BASIS'),
  alarm('his voucher’s being declared missing', ['DeclareMissing', 'WithdrawMissing'], reason, ofVoucher, 'BASIS'),
  alarm('a report of his voucher’s death', ['ReportDeath', 'RefuteDeathReport'], report, ofVoucher, 'BASIS'),
  alarm('a duress', ['SignalDuress', 'ClearDuress'], signal),
  alarm('a duress that is to come', ['SignalDuress', 'ClearDuress'], (night) => ({
    ...signal(night),
    signalledAt: minute(500),
  })),
  alarm('a declaration of missing', ['DeclareMissing', 'WithdrawMissing'], reason),
  {
    what: 'a declaration of missing, until he is heard himself',
    lacks: 'SAFETY',
    inflict: async (night) => {
      const { deployment } = night.victim;
      await night.decide('DeclareMissing', { deployment, mode: night.drawn.mode });
      return { about: [deployment], mend: () => night.checkIn({ deployment, grade: 1 }) };
    },
  },
  alarm('a death report', ['ReportDeath', 'RefuteDeathReport'], report),
  {
    what: 'a death that is confirmed',
    lacks: 'SAFETY',
    inflict: async (night) => {
      const { deployment } = night.victim;
      const body = { deployment, mode: night.drawn.mode, ...report(night) };
      const { entry } = await night.give('ReportDeath', body, 'watch');
      await night.decide('ConfirmDeath', { entry });
      return { about: [deployment], mend: () => night.decide('RefuteDeathReport', { entry }) };
    },
  },
];

function signal(night: SafeNight): object {
  return { signalledAt: night.next, channel: 'RADIO' };
}

function reason(): object {
  return { reason: 'Nobody has seen him' };
}

function report(night: SafeNight): object {
  return { observedAt: night.next, channel: 'PHONE', grade: 5 };
}
