import type { Policy } from '../../src/features/accountability/roll-call.events.js';
import type { Duration } from '../../src/kernel/duration.js';
import type { Damage, Inflicted } from './damage.js';
import { ELSEWHERE, HAZARD, LEFT_AT, minute, MISSION, type SafeNight } from './safe-night.js';

/** Somebody who is then pending; excluded with a reason he is not. */
async function pending(night: SafeNight, deployment: string): Promise<Inflicted> {
  const { rollCall } = night;
  return { about: [deployment], mend: () => night.decide('ExcludeFromRollCall', { rollCall, deployment }) };
}

/** A policy that is adopted, and the one before it adopted again. */
async function adopted(night: SafeNight, policy: Policy): Promise<Inflicted['mend']> {
  const { rollCall } = night;
  await night.decide('AdoptPolicy', { rollCall, policy });
  return () => night.decide('AdoptPolicy', { rollCall, policy: night.drawn.policy });
}

function refined(
  what: string,
  lacks: Damage['lacks'],
  hazard: object,
  about: (night: SafeNight) => readonly string[],
): Damage {
  return {
    what,
    lacks,
    inflict: async (night) => {
      const { incident } = night;
      await night.decide('RefineHazard', { incident, hazard: { ...HAZARD, ...hazard } });
      return { about: about(night), mend: () => night.decide('RefineHazard', { incident, hazard: HAZARD }) };
    },
  };
}

const everybody = ({ members }: SafeNight): readonly string[] => members.map(({ deployment }) => deployment);

export const DAMAGES_TO_THE_QUESTION: readonly Damage[] = [
  {
    what: 'the end of somebody’s freshness',
    lacks: 'FRESHNESS',
    inflict: async (night) => {
      const { people } = await night.verdict();
      const lapses = people.flatMap(({ lapsesAt }) => lapsesAt ?? []).sort();
      const [first] = lapses;
      if (first === undefined) throw new Error('everybody’s evidence lapses');
      night.waitUntil(first);
      const about = people.filter(({ lapsesAt }) => lapsesAt === first).map(({ deployment }) => deployment);
      return { about, mend: () => hearEverybody(night) };
    },
  },
  {
    what: 'a policy that admits nobody’s evidence for so long',
    lacks: 'FRESHNESS',
    inflict: async (night) => {
      const mend = await adopted(night, { freshness: 'PT1M' as Duration, leastGrade: 3 });
      return { about: everybody(night), mend };
    },
  },
  {
    what: 'a policy that does not admit the grade',
    lacks: 'BASIS',
    inflict: async (night) => {
      const { deployment, grade } = night.victim;
      const others = ([1, 2, 3] as const).filter((other) => other !== grade);
      const freshness = Object.fromEntries(others.map((other) => [String(other), 'PT8H' as Duration]));
      return { about: [deployment], mend: await adopted(night, { freshness, leastGrade: 3 }) };
    },
  },
  {
    what: 'a policy that wants better than another’s word',
    lacks: 'BASIS',
    inflict: async (night) => {
      const mend = await adopted(night, { freshness: 'PT8H' as Duration, leastGrade: 2 });
      return { about: [night.vouched.deployment], mend };
    },
  },
  refined('a hazard that lasted until after everybody was heard', 'EVIDENCE', { latest: minute(86) }, everybody),
  refined('a hazard that began before somebody left', 'DENOMINATOR', { earliest: minute(LEFT_AT - 5) }, ({ gone }) => [
    gone,
  ]),
  {
    what: 'a new deployment, until its officer is added and heard',
    lacks: 'DENOMINATOR',
    inflict: async (night) => {
      const { rollCall, next } = night;
      const newcomer = await night.begin('newcomer', { beganAt: next });
      const mend = async (): Promise<unknown> => {
        await night.decide('AddToRollCall', { rollCall, deployment: newcomer.deployment });
        return night.checkIn(newcomer);
      };
      return { about: [newcomer.deployment], mend };
    },
  },
  {
    what: 'a deployment that is heard of late, until it is excluded',
    lacks: 'DENOMINATOR',
    inflict: async (night) => pending(night, (await night.begin('newcomer')).deployment),
  },
  {
    what: 'an assignment there of somebody from elsewhere',
    lacks: 'DENOMINATOR',
    inflict: async (night) => {
      await assign(night, night.bystander);
      return pending(night, night.bystander);
    },
  },
  {
    what: 'an assignment there of somebody who was excluded',
    lacks: 'DENOMINATOR',
    inflict: async (night) => {
      await assign(night, night.excluded);
      return pending(night, night.excluded);
    },
  },
  {
    what: 'the reinstatement of an ended tour that was excluded',
    lacks: 'DENOMINATOR',
    inflict: async (night) => {
      const deployment = night.excluded;
      await night.decide('EndDeployment', { deployment, endedAt: minute(70) });
      await night.decide('ReinstateDeployment', { deployment });
      return pending(night, deployment);
    },
  },
  {
    what: 'the reversal of an exclusion whose person has no evidence',
    lacks: 'EVIDENCE',
    inflict: async (night) => {
      const { rollCall, excluded: deployment } = night;
      await night.decide('ReverseExclusion', { rollCall, deployment });
      return pending(night, deployment);
    },
  },
  {
    what: 'the addition of somebody without evidence',
    lacks: 'EVIDENCE',
    inflict: async (night) => {
      const { rollCall, bystander: deployment } = night;
      await night.decide('AddToRollCall', { rollCall, deployment });
      return pending(night, deployment);
    },
  },
  {
    what: 'the exclusion of everybody',
    lacks: 'DENOMINATOR',
    inflict: async (night) => {
      const { rollCall } = night;
      const forEach = async (command: string): Promise<void> => {
        for (const deployment of everybody(night)) await night.decide(command, { rollCall, deployment });
      };
      await forEach('ExcludeFromRollCall');
      return { about: [], mend: () => forEach('ReverseExclusion') };
    },
  },
  {
    what: 'another tour of somebody, until it is added and he is heard',
    lacks: 'DENOMINATOR',
    inflict: async (night) => {
      const { again, added } = await secondTour(night);
      return { about: [again.deployment], mend: added };
    },
  },
  {
    what: 'bad news of a tour that another has replaced',
    lacks: 'SAFETY',
    inflict: async (night) => {
      const { deployment } = night.vouched;
      const { added } = await secondTour(night);
      await added();
      const entry = await night.checkIn({ deployment }, { condition: 'INJURED' });
      return { about: [deployment], mend: () => night.decide('RetractEntry', { entry }) };
    },
  },
];

async function hearEverybody(night: SafeNight): Promise<void> {
  for (const member of night.members) await night.hearAgain(member);
}

async function assign(night: SafeNight, deployment: string): Promise<void> {
  const from = night.next;
  await night.give('StartAssignment', { deployment, assignment: ELSEWHERE, mission: MISSION, from });
}

/** The last member's tour ends and another of his begins: nobody rests on the old one. */
async function secondTour(night: SafeNight) {
  const { rollCall } = night;
  const { deployment, officer } = night.vouched;
  const endedAt = night.next;
  await night.decide('EndDeployment', { deployment, endedAt });
  const again = await night.begin('again', { officer, beganAt: endedAt });
  const added = async (): Promise<void> => {
    await night.decide('AddToRollCall', { rollCall, deployment: again.deployment });
    await night.checkIn(again);
  };
  return { again, added };
}
