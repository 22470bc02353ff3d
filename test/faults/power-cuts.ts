import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { Chance } from '../support/chance.js';
import { ServerProcess } from '../support/server-process.js';
import { Crowd, type Told } from './crowd.js';
import { CUTS, Disk } from './disk-model.js';
import { inspect, NO_FAULTS, type Faults } from './folder-check.js';
import { readTrace, tracedInto, type Step } from './traced-server.js';

/** A fold of the log is compared with the views after one in so many cuts. */
const FOLDED_EVERY = 10;

export interface PowerCuts {
  readonly main: string;
  readonly seed: number;
  readonly cuts: number;
  /** How often the server is started; on what a killed one left, where more than once. */
  readonly starts: number;
  /** Answers after which it is killed, each time. */
  readonly answers: number;
  readonly synchronous: 'FULL' | 'NORMAL';
}

export interface CutFigures {
  readonly cuts: number;
  readonly steps: number;
  readonly syncs: number;
  /** Commands that had been answered, summed over all cuts. */
  readonly told: number;
  /** Cuts after which the folder could not be opened. */
  readonly unopened: readonly string[];
  /** Cuts after which something that had been answered was not there; of which texts alone. */
  readonly withLosses: number;
  readonly withTextsLost: number;
  /** Commands that had been answered and were not there, summed over all cuts. */
  readonly lost: number;
  /** Cuts after which the log was damaged, or held something else than its own beginning. */
  readonly otherLog: number;
  readonly folded: number;
  readonly viewsDiffer: number;
}

const NONE: CutFigures = {
  ...{ cuts: 0, steps: 0, syncs: 0, told: 0, unopened: [], withLosses: 0, withTextsLost: 0, lost: 0, otherLog: 0 },
  ...{ folded: 0, viewsDiffer: 0 },
};

/**
 * Traces a real server under a crowd, killed and started again, and takes the power from it at many instants: what
 * was not synced by then is lost, in part or whole, and each folder that is left is opened and compared with what had
 * been told.
 */
export async function cutPower(plan: PowerCuts): Promise<CutFigures> {
  const place = mkdtempSync(join(tmpdir(), 'muster-power-'));
  try {
    const { steps, told } = await traceNight(plan, place);
    const whole = await inspect(join(place, 'data'), { told: [...told.values()], foldToo: false });
    const cuts = new Cuts(plan, place, steps, told, whole.events);
    return await cuts.make();
  } finally {
    await ServerProcess.killAll();
    rmSync(place, { recursive: true, force: true });
  }
}

interface TracedNight {
  readonly steps: readonly Step[];
  /** By position. */
  readonly told: ReadonlyMap<string, Told>;
}

async function traceNight(
  { main, seed, starts, answers, synchronous }: PowerCuts,
  place: string,
): Promise<TracedNight> {
  const folder = join(place, 'data');
  const preload = pathToFileURL(join(process.cwd(), 'test', 'support', 'less-durable.mjs')).href;
  const flags = synchronous === 'FULL' ? [] : ['--import', preload];
  const crowd = new Crowd(seed);
  const steps: Step[] = [];
  try {
    for (let run = 1; run <= starts; run += 1) {
      const trace = join(place, `trace-${run}`);
      const server = ServerProcess.begin({ main, folder, flags, under: tracedInto(trace) });
      const address = await server.address();
      if (run === 1) await crowd.enter(address);
      const enough = crowd.told.length + answers;
      crowd.onTold = () => {
        if (crowd.told.length === enough) void server.kill();
      };
      await crowd.work(address.url);
      await server.kill();
      steps.push(...(await readTrace(trace, folder)));
      rmSync(trace);
    }
    return { steps, told: new Map(crowd.told.map((one) => [one.position, one])) };
  } finally {
    crowd.leave();
  }
}

export function togetherCut(some: CutFigures, others: CutFigures): CutFigures {
  const { unopened, ...counts } = some;
  const summed = Object.entries(counts).map(([name, count]) => [name, count + others[name as keyof typeof counts]]);
  return { ...(Object.fromEntries(summed) as typeof counts), unopened: [...unopened, ...others.unopened] };
}

class Cuts {
  private readonly chance: Chance;
  private readonly disk = new Disk();
  private readonly toldByNow: Told[] = [];
  private made = 0;
  private figures: CutFigures;

  constructor(
    private readonly plan: PowerCuts,
    private readonly place: string,
    private readonly steps: readonly Step[],
    private readonly told: ReadonlyMap<string, Told>,
    private readonly whole: readonly RecordedEvent[],
  ) {
    this.chance = new Chance(plan.seed);
    const syncs = steps.filter(({ kind }) => kind === 'synced').length;
    this.figures = { ...NONE, steps: steps.length, syncs };
  }

  async make(): Promise<CutFigures> {
    const cutsAfter = this.drawn();
    const known = new Set<string>();
    for (const [number, step] of this.steps.entries()) {
      this.disk.take(step);
      if (step.kind === 'told' && !known.has(step.position)) {
        known.add(step.position);
        const one = this.told.get(step.position);
        if (one !== undefined) this.toldByNow.push(one);
      }
      for (let cuts = cutsAfter.get(number) ?? 0; cuts > 0; cuts -= 1) await this.cut();
    }
    return this.figures;
  }

  /** How many cuts there are after which step: half of them just after somebody was told something. */
  private drawn(): ReadonlyMap<number, number> {
    const tellings = [...this.steps.keys()].filter((number) => this.steps[number]?.kind === 'told');
    const drawn = Array.from({ length: this.plan.cuts }, (_, cut) =>
      cut % 2 === 0 ? this.chance.oneOf(tellings) : this.chance.below(this.steps.length),
    );
    return new Map([...Map.groupBy(drawn, (number) => number)].map(([number, same]) => [number, same.length]));
  }

  private async cut(): Promise<void> {
    const how = this.chance.oneOf(CUTS);
    const folder = join(this.place, 'after');
    rmSync(folder, { recursive: true, force: true });
    const left = this.disk.cut(how, this.chance);
    if (left !== undefined) mkdirSync(folder);
    for (const [name, content] of left ?? []) writeFileSync(join(folder, name), content);
    const foldToo = this.made % FOLDED_EVERY === 0;
    this.made += 1;
    this.count({ ...NONE, cuts: 1, told: this.toldByNow.length, folded: foldToo ? 1 : 0 });
    try {
      const { faults, events } = await inspect(folder, { told: this.toldByNow, foldToo });
      this.countFaults(faults, this.isBeginning(events));
    } catch (error) {
      this.count({ ...NONE, unopened: [`${how}: ${String(error)}`] });
    }
  }

  private isBeginning(events: readonly RecordedEvent[]): boolean {
    return events.every(({ id, position }, place) => {
      const own = this.whole[place];
      return own?.id === id && own.position === position;
    });
  }

  private countFaults(faults: Faults, isBeginning: boolean): void {
    const { lost, textsLost, logFaults, viewsDiffer } = { ...NO_FAULTS, ...faults };
    this.count({
      ...NONE,
      withLosses: lost > 0 || textsLost > 0 ? 1 : 0,
      withTextsLost: textsLost > 0 ? 1 : 0,
      lost,
      otherLog: logFaults > 0 || !isBeginning ? 1 : 0,
      viewsDiffer,
    });
  }

  private count(more: CutFigures): void {
    this.figures = togetherCut(this.figures, more);
  }
}
