import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { readWholeLog, type EventLog } from '../../src/event-log/event-log.js';
import { canonicalJson } from '../../src/kernel/json.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import { Views } from '../../src/projecting/views.js';
import { House, playNight } from '../laws/house.js';
import { sampleScripts } from '../second-reading/scripts.js';
import { Chance } from '../support/chance.js';
import { caughtUp, dump, failing, IMPATIENT_MACHINE, UnreliableLog, type Delivery } from './projecting-support.js';

/** What befalls views: each of these leaves files, or deliveries, from which they must come to the same rows. */
export const FATES = [
  'are delivered again and broken off',
  'die while an event is applied',
  'die while they are made anew',
  'are deleted',
  'are cut short',
  'are emptied',
  'lose their write-ahead log',
  'have a block of noise',
  'have a bit turned over',
] as const;
type Fate = (typeof FATES)[number];

/** Of a file that was closed in good order. */
type Damage = 'are deleted' | 'are cut short' | 'are emptied' | 'have a block of noise' | 'have a bit turned over';

/** What SQLite and a rebuild keep beside the file. */
const FILES = ['', '-wal', '.rebuild', '.rebuild-journal', '.rebuild-wal'] as const;

/** Bytes that a disk reads and writes at once. */
const BLOCK = 4_096;
const MOST_DELIVERIES = 12;

export interface ViewFigures {
  readonly histories: number;
  readonly cases: number;
  readonly events: number;
  /** Cases after which the views were not, byte for byte, a fold of the log. */
  readonly differing: readonly string[];
}

/** Takes random histories, lets each fate befall their views so many times, and compares each with a fold of the log. */
export async function sufferFates(plan: {
  readonly seed: number;
  readonly histories: number;
  readonly timesEach: number;
}): Promise<ViewFigures> {
  const chance = new Chance(plan.seed);
  const house = await House.open();
  const differing: string[] = [];
  let [cases, events] = [0, 0];
  try {
    for (const [number, generated] of sampleScripts(plan.seed, plan.histories).entries()) {
      await house.within(async (room) => {
        await playNight(room, generated);
        const history = await History.of(room.installation.log);
        events += history.length;
        for (const fate of FATES) {
          for (let time = 0; time < plan.timesEach; time += 1) {
            cases += 1;
            if (!(await history.survives(fate, chance))) differing.push(`history ${number}: they ${fate}`);
          }
        }
      });
    }
  } finally {
    await house.close();
  }
  return { histories: plan.histories, cases, events, differing };
}

class History {
  private folder = '';

  private constructor(
    private readonly log: EventLog,
    readonly length: number,
    private readonly rows: string,
  ) {}

  static async of(log: EventLog): Promise<History> {
    const built = await buildViews(log, PROJECTIONS);
    const rows = canonicalJson(dump(built.db));
    built.close();
    return new History(log, (await readWholeLog(log)).length, rows);
  }

  /** Whether the views come to the same rows again. */
  async survives(fate: Fate, chance: Chance): Promise<boolean> {
    this.folder = mkdtempSync(join(tmpdir(), 'muster-views-'));
    try {
      const log = new UnreliableLog(this.log);
      const left = await this.befall(fate, chance, log);
      return (await this.rowsAt(left, log)) === this.rows;
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** Answers the path of the file that is left. */
  private async befall(fate: Fate, chance: Chance, log: UnreliableLog): Promise<string> {
    switch (fate) {
      case 'are delivered again and broken off':
        log.deliveries.push(...this.someDeliveries(chance));
        return this.path('views');
      case 'die while an event is applied':
        return this.leftAt(chance.below(this.steps), 'follow');
      case 'die while they are made anew':
        return this.leftAt(this.steps + chance.below(this.steps), 'rebuild');
      case 'lose their write-ahead log': {
        const left = await this.leftAt(chance.below(this.steps), 'follow');
        rmSync(`${left}-wal`, { force: true });
        return left;
      }
      case 'are deleted':
      case 'are cut short':
      case 'are emptied':
      case 'have a block of noise':
      case 'have a bit turned over':
        return this.damaged(fate, chance);
    }
  }

  /** Before and after each event, for each projection. */
  private get steps(): number {
    return 2 * this.length * PROJECTIONS.length;
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  private someDeliveries(chance: Chance): readonly Delivery[] {
    return Array.from({ length: chance.between(1, MOST_DELIVERIES) }, () => ({
      ...{ again: chance.below(6), fresh: chance.below(8) },
      then: chance.oneOf(['goes on', 'fails', 'ends'] as const),
    }));
  }

  /** The files as they stood at this step, in whatever transaction that was: what a process that dies there leaves. */
  private async leftAt(step: number, work: 'follow' | 'rebuild'): Promise<string> {
    let taken = 0;
    const dying = PROJECTIONS.map((projection) => failing(projection, () => this.copyAt(taken++ === step)));
    const views = await Views.open(this.log, dying, { path: this.path('views'), machine: IMPATIENT_MACHINE });
    await caughtUp(views, this.log);
    if (work === 'rebuild') await views.rebuild();
    await views.close();
    if (taken <= step) throw new Error('there was no such step');
    return this.path('left');
  }

  private copyAt(isNow: boolean): void {
    if (!isNow) return;
    for (const file of FILES) {
      const from = this.path(`views${file}`);
      if (existsSync(from)) copyFileSync(from, this.path(`left${file}`));
    }
  }

  private async damaged(how: Damage, chance: Chance): Promise<string> {
    const path = this.path('views');
    await this.rowsAt(path, this.log);
    const content = readFileSync(path);
    switch (how) {
      case 'are deleted':
        rmSync(path);
        return path;
      case 'are cut short':
        truncateSync(path, chance.below(content.length));
        return path;
      case 'are emptied':
        truncateSync(path, 0);
        return path;
      case 'have a block of noise':
        return this.written(path, content, BLOCK * chance.below(content.length / BLOCK), BLOCK, () =>
          chance.below(256),
        );
      case 'have a bit turned over': {
        const place = chance.below(content.length);
        return this.written(path, content, place, 1, () => (content[place] ?? 0) ^ (1 << chance.below(8)));
      }
    }
  }

  private written(path: string, content: Buffer, from: number, length: number, byte: () => number): string {
    for (let place = from; place < from + length; place += 1) content[place] = byte();
    writeFileSync(path, content);
    return path;
  }

  private async rowsAt(path: string, log: EventLog): Promise<string> {
    const views = await Views.open(log, PROJECTIONS, { path, machine: IMPATIENT_MACHINE });
    try {
      await caughtUp(views, log);
      return canonicalJson(dump(views.db));
    } finally {
      await views.close();
    }
  }
}
