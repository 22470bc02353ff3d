import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../support/chance.js';
import { compileSources, ServerProcess } from '../support/server-process.js';
import { Crowd } from './crowd.js';
import { inspectCopy, NO_FAULTS, type Faults } from './folder-check.js';
import { judge, NOTHING_HEARD, together, type Judged } from './heard-check.js';

/** Answers after which a server may be killed, and milliseconds from there: both by chance. */
const MOST_ANSWERS = 200;
const MOST_MS = 15;
/** Of those killed while they start, milliseconds from the beginning. */
const MOST_STARTING_MS = 4_000;
/** Answers that are asked for again after each restart. */
const REPEATED = 64;

export interface Kills {
  readonly seed: number;
  readonly kills: number;
  /** After so many a new folder is taken, since a longer log shows nothing more. */
  readonly killsPerFolder: number;
  /** Is told after each kill how many there have been. */
  readonly progress?: (done: number) => void;
}

export interface KillFigures {
  readonly kills: number;
  /** Further servers, that were killed while they were starting. */
  readonly killedStarting: number;
  readonly told: number;
  readonly faults: Faults;
  /** Repeated commands that were answered otherwise than before. */
  readonly answeredOtherwise: number;
  readonly judged: Judged;
  readonly surprises: readonly string[];
}

/** Kills real servers under a crowd of writers, starts them again, and compares what is there with what was told. */
export async function killServers(plan: Kills): Promise<KillFigures> {
  const compiled = await compileSources();
  try {
    const chance = new Chance(plan.seed);
    let figures: KillFigures | undefined;
    for (let killed = 0; killed < plan.kills; killed += plan.killsPerFolder) {
      const kills = Math.min(plan.killsPerFolder, plan.kills - killed);
      const night = new Night(compiled.main, chance, plan.seed + killed);
      const more = await night.play(kills, (done) => plan.progress?.(killed + done));
      figures = figures === undefined ? more : sum(figures, more);
    }
    if (figures === undefined) throw new Error('nothing was killed');
    return figures;
  } finally {
    await ServerProcess.killAll();
    compiled.remove();
  }
}

/** One data folder and what befalls it. */
class Night {
  private readonly folder = mkdtempSync(join(tmpdir(), 'muster-killed-'));
  private readonly crowd: Crowd;
  private faults = NO_FAULTS;
  private judged = NOTHING_HEARD;
  private killedStarting = 0;
  private answeredOtherwise = 0;

  constructor(
    private readonly main: string,
    private readonly chance: Chance,
    seed: number,
  ) {
    this.crowd = new Crowd(seed);
  }

  async play(kills: number, progress: (done: number) => void): Promise<KillFigures> {
    try {
      for (let round = 0; round < kills; round += 1) {
        await this.round(round === 0);
        progress(round + 1);
      }
      await this.lastRound();
      const { told, surprises } = this.crowd;
      const { faults, judged, killedStarting, answeredOtherwise } = this;
      return { kills, killedStarting, told: told.length, faults, answeredOtherwise, judged, surprises };
    } finally {
      this.crowd.leave();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private async round(isFirst: boolean): Promise<void> {
    if (this.chance.happens(0.1)) await this.killStarting();
    const server = this.begin();
    const address = await server.address();
    if (isFirst) await this.crowd.enter(address);
    else await this.lookAgain(address.url);
    const dead = this.killAfterAnswers(server);
    await this.crowd.work(address.url);
    await dead;
    await this.inspect();
  }

  /** Nobody is killed any more: what was in doubt gets its answer. */
  private async lastRound(): Promise<void> {
    const server = this.begin();
    const { url } = await server.address();
    await this.lookAgain(url);
    await this.crowd.settle(url);
    await server.kill('SIGTERM');
    await this.inspect();
  }

  private async lookAgain(url: string): Promise<void> {
    this.answeredOtherwise += await this.crowd.repeatLatest(url, REPEATED);
    await this.crowd.askAll(url);
  }

  private begin(): ServerProcess {
    return ServerProcess.begin({ main: this.main, folder: this.folder });
  }

  private async killStarting(): Promise<void> {
    const server = this.begin();
    await new Promise((resolve) => setTimeout(resolve, this.chance.below(MOST_STARTING_MS)));
    await server.kill();
    this.killedStarting += 1;
  }

  private killAfterAnswers(server: ServerProcess): Promise<unknown> {
    const answers = this.crowd.told.length + this.chance.between(1, MOST_ANSWERS);
    const ms = this.chance.next() * MOST_MS;
    return new Promise((resolve, reject) => {
      this.crowd.onTold = () => {
        if (this.crowd.told.length === answers) setTimeout(() => void server.kill().then(resolve, reject), ms);
      };
    });
  }

  private async inspect(): Promise<void> {
    const { events, faults } = await inspectCopy(this.folder, { told: this.crowd.told, foldToo: true });
    this.faults = added(this.faults, faults);
    this.judged = together(this.judged, judge(this.crowd.heard, events));
    this.crowd.heard = [];
  }
}

/** The worst that was found, for what is lost once is lost at every look. */
function added(some: Faults, others: Faults): Faults {
  return {
    lost: Math.max(some.lost, others.lost),
    doubled: Math.max(some.doubled, others.doubled),
    textsLost: Math.max(some.textsLost, others.textsLost),
    logFaults: Math.max(some.logFaults, others.logFaults),
    viewsDiffer: some.viewsDiffer + others.viewsDiffer,
  };
}

function sum(some: KillFigures, others: KillFigures): KillFigures {
  return {
    kills: some.kills + others.kills,
    killedStarting: some.killedStarting + others.killedStarting,
    told: some.told + others.told,
    faults: added(some.faults, others.faults),
    answeredOtherwise: some.answeredOtherwise + others.answeredOtherwise,
    judged: together(some.judged, others.judged),
    surprises: [...some.surprises, ...others.surprises],
  };
}
