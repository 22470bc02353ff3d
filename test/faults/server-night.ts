import { Chance } from '../support/chance.js';
import { Crowd } from './crowd.js';
import { NO_FAULTS, type Faults } from './folder-check.js';
import { judge, NOTHING_HEARD, together, type Judged } from './heard-check.js';
import { Instances } from './instances.js';
import { inspectServer } from './server-log-check.js';

/** Answers after which a fault may strike, and milliseconds from there: both by chance. */
const MOST_ANSWERS = 200;
const MOST_MS = 15;
/** Answers that must come afterwards, so that it is seen that it goes on. */
const ANSWERS_AFTER = 50;
/** Milliseconds for them. */
const GOES_ON_WITHIN_MS = 240_000;
/** Answers that are asked for again after each fault, at both instances. */
const REPEATED = 64;
const POLL_MS = 20;

export interface NightPlan {
  /** What is served, compiled. */
  readonly main: string;
  readonly seed: number;
  /** How each instance reaches the log. */
  readonly ways: readonly [string, string];
  /** How it is reached when it is looked at. */
  readonly connectionString: string;
  /** Each node by itself. */
  readonly nodes: readonly string[];
}

/** What befalls the server, the connections or the instances. */
export interface ServerFault {
  strike(instances: Instances): Promise<void>;
  /** From here on everything can go on. */
  mend(instances: Instances): Promise<void>;
}

export interface NightFigures {
  readonly faultsMet: number;
  readonly told: number;
  readonly faults: Faults;
  readonly otherOrders: number;
  /** Repeated commands that were answered otherwise than before. */
  readonly answeredOtherwise: number;
  /** How often they were told to come again, by the type of the problem. */
  readonly putOff: ReadonlyMap<string, number>;
  readonly judged: Judged;
  /** Answers that nobody expected. */
  readonly surprises: readonly string[];
  /** How often the subscriptions of an instance's views were lost, and taken up again. */
  readonly lostSubscriptions: number;
  /** At each fault, milliseconds for which no command was answered, and from mending until both instances were ready. */
  readonly silentMs: readonly number[];
  readonly resumedMs: readonly number[];
}

/** Two instances on one log of an EventStoreDB under a crowd, and what befalls them; afterwards everything is looked at. */
export class ServerNight {
  private readonly instances: Instances;
  private readonly crowd: Crowd;
  private readonly chance: Chance;
  private met = 0;
  private faults = NO_FAULTS;
  private otherOrders = 0;
  private answeredOtherwise = 0;
  private lostSubscriptions = 0;
  private judged = NOTHING_HEARD;
  private readonly silentMs: number[] = [];
  private readonly resumedMs: number[] = [];

  constructor(private readonly plan: NightPlan) {
    this.instances = new Instances(plan.main, plan.ways);
    this.crowd = new Crowd(plan.seed);
    this.chance = new Chance(plan.seed);
  }

  async open(): Promise<void> {
    await this.instances.start();
    await this.crowd.enter(this.instances.all[0].reached);
    await this.instances.untilReady();
  }

  async meet(fault: ServerFault): Promise<void> {
    const lostBefore = await this.subscriptionsLost();
    const silentMs = this.longestSilence();
    const working = this.crowd.workAt(() => this.instances.urls);
    try {
      await this.goesOn(this.chance.between(1, MOST_ANSWERS));
      await pause(this.chance.next() * MOST_MS);
      await this.strikeAndMend(fault);
      await this.goesOn(ANSWERS_AFTER);
    } finally {
      this.crowd.rest();
      await working;
    }
    this.met += 1;
    this.silentMs.push(silentMs());
    this.lostSubscriptions += Math.max(0, (await this.subscriptionsLost()) - lostBefore);
    await this.lookAgain();
  }

  figures(): NightFigures {
    const {
      met: faultsMet,
      faults,
      otherOrders,
      answeredOtherwise,
      lostSubscriptions,
      judged,
      silentMs,
      resumedMs,
    } = this;
    const { told, surprises, putOff } = this.crowd;
    const counts = { faultsMet, told: told.length, faults, otherOrders, answeredOtherwise, lostSubscriptions };
    return { ...counts, judged, surprises, putOff, silentMs, resumedMs };
  }

  async remove(): Promise<void> {
    this.crowd.rest();
    this.crowd.leave();
    await this.instances.remove();
  }

  private async strikeAndMend(fault: ServerFault): Promise<void> {
    await fault.strike(this.instances);
    await fault.mend(this.instances);
    const mendedAt = performance.now();
    await this.instances.untilReady();
    this.resumedMs.push(performance.now() - mendedAt);
  }

  /** From now on, milliseconds between two answers to commands at most. */
  private longestSilence(): () => number {
    let last = performance.now();
    let longest = 0;
    this.crowd.onTold = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    };
    return () => longest;
  }

  /** Whatever was in doubt gets its answer, at the instance that it was not asked of before. */
  private async lookAgain(): Promise<void> {
    const [first, second] = this.instances.all;
    await this.crowd.settle(second.url);
    for (const { url } of [first, second]) {
      this.answeredOtherwise += await this.crowd.repeatLatest(url, REPEATED);
      await this.crowd.askAll(url);
    }
    await this.instances.untilReady();
    const { connectionString, nodes } = this.plan;
    const { told } = this.crowd;
    const found = await inspectServer({ instances: this.instances, told, connectionString, nodes });
    this.faults = worse(this.faults, found.faults);
    this.otherOrders += found.otherOrders;
    this.judged = together(this.judged, judge(this.crowd.heard, found.events));
    this.crowd.heard = [];
  }

  private async subscriptionsLost(): Promise<number> {
    const lost = await Promise.all(this.instances.all.map((instance) => instance.subscriptionsLost()));
    return lost.reduce((sum, count) => sum + count, 0);
  }

  private async goesOn(answers: number): Promise<void> {
    const enough = this.crowd.told.length + answers;
    const deadline = Date.now() + GOES_ON_WITHIN_MS;
    while (this.crowd.told.length < enough) {
      if (Date.now() > deadline)
        throw new Error(
          `nothing is recorded any more: ${this.instances.all.map(({ lines }) => lines.slice(-10).join('\n')).join('\n')}`,
        );
      await pause(POLL_MS);
    }
  }
}

/** The worst that was found, for what is lost once is lost at every look. */
export function worse(some: Faults, others: Faults): Faults {
  return {
    lost: Math.max(some.lost, others.lost),
    doubled: Math.max(some.doubled, others.doubled),
    textsLost: Math.max(some.textsLost, others.textsLost),
    logFaults: Math.max(some.logFaults, others.logFaults),
    viewsDiffer: some.viewsDiffer + others.viewsDiffer,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
