import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../support/chance.js';
import { ServerProcess } from '../support/server-process.js';
import { Crowd } from './crowd.js';
import { inspectCopy, NO_FAULTS, type Faults } from './folder-check.js';
import { judge, NOTHING_HEARD, together, type Judged } from './heard-check.js';

/** What a disk does wrong, to the server alone. */
export type DiskFault =
  /** From its n-th such call on one file on, or that time alone, the machine answers an error and does nothing. */
  | {
      readonly kind: 'injected';
      readonly file: 'log.db' | 'log.db-wal' | 'keys.db' | 'keys.db-wal' | 'views.db' | 'views.db-wal';
      readonly call: 'pwrite64' | 'fsync';
      readonly error: 'EIO' | 'ENOSPC' | 'EDQUOT';
      readonly nth: number;
      readonly forEver: boolean;
    }
  /** No file grows beyond so many KiB. */
  | { readonly kind: 'limited'; readonly kibibytes: number };

/** What became of a server whose disk failed. */
export interface Outcome {
  /** `missed`: the fault had not struck when the crowd was tired of writing; `unnoticed`: it had, and nothing showed. */
  readonly how: 'not ready' | 'refused to start' | 'unnoticed' | 'missed';
  /** What the server said of it. */
  readonly line: string | undefined;
  readonly endedWell: boolean;
}

export interface DiskFigures {
  readonly runs: number;
  readonly notReady: number;
  readonly refusedToStart: number;
  readonly missed: number;
  readonly unnoticed: readonly string[];
  /** Runs whose fault struck and of which no line says so. */
  readonly unsaid: readonly string[];
  /** Servers that ended otherwise than in good order when they were asked to, or with another exit code than 2. */
  readonly endedBadly: readonly string[];
  readonly told: number;
  readonly faults: Faults;
  readonly judged: Judged;
  readonly surprises: readonly string[];
}

/** Answers after which a fault that has not struck is called missed. */
const PATIENT_ANSWERS = 400;
const POLL_MS = 25;
/** Milliseconds for a server to end when it is asked to; it may wait for its connections. */
const ENDS_WITHIN_MS = 120_000;

/** One folder, on which server after server meets a failing disk; what a client was told by one is asked of the next. */
export class FailingDisk {
  private readonly place = mkdtempSync(join(tmpdir(), 'muster-failing-'));
  private readonly folder = join(this.place, 'data');
  private readonly crowd: Crowd;
  private readonly chance: Chance;
  private faults = NO_FAULTS;
  private judged = NOTHING_HEARD;
  private readonly outcomes: { readonly fault: DiskFault; readonly outcome: Outcome }[] = [];

  constructor(
    private readonly main: string,
    seed: number,
  ) {
    this.crowd = new Crowd(seed);
    this.chance = new Chance(seed);
  }

  /** The scene is set on a disk that does not fail. */
  async open(): Promise<void> {
    const server = this.begin([]);
    await this.crowd.enter(await server.address());
    await server.kill('SIGTERM');
  }

  async meet(fault: DiskFault): Promise<Outcome> {
    const trace = join(this.place, 'injected');
    rmSync(trace, { force: true });
    const server = this.begin(startedUnder(fault, this.folder, trace));
    const outcome = await this.observe(server, () => fault.kind === 'limited' || hasStruck(trace));
    this.outcomes.push({ fault, outcome });
    const { events, faults } = await inspectCopy(this.folder, { told: this.crowd.told, foldToo: true });
    this.faults = { ...worst(this.faults, faults), viewsDiffer: this.faults.viewsDiffer + faults.viewsDiffer };
    this.judged = together(this.judged, judge(this.crowd.heard, events));
    this.crowd.heard = [];
    return outcome;
  }

  /** On a disk that does not fail any more whatever was in doubt gets its answer. */
  async close(): Promise<DiskFigures> {
    const server = this.begin([]);
    const { url } = await server.address();
    await this.crowd.settle(url);
    await server.kill('SIGTERM');
    const { faults } = await inspectCopy(this.folder, { told: this.crowd.told, foldToo: true });
    return this.figures(worst(this.faults, faults));
  }

  async remove(): Promise<void> {
    await ServerProcess.killAll();
    this.crowd.leave();
    rmSync(this.place, { recursive: true, force: true });
  }

  private begin(under: readonly string[]): ServerProcess {
    return ServerProcess.begin({ main: this.main, folder: this.folder, under });
  }

  private async observe(server: ServerProcess, struck: () => boolean): Promise<Outcome> {
    const address = await server.serving();
    if (address === undefined) {
      const { code } = await server.ended;
      return { how: 'refused to start', line: saidOf(server), endedWell: code === 2 };
    }
    const { url } = address;
    const isNotReady = this.untilNotReady(url);
    await this.crowd.work(url);
    const showed = await isNotReady;
    // A machine that is busy with other things makes a server lag, too.
    const how = !struck() ? 'missed' : showed ? 'not ready' : 'unnoticed';
    await this.crowd.askAll(url);
    const line = saidOf(server);
    const endedWell = await this.end(server, how);
    return { how, line, endedWell };
  }

  /** Meanwhile the crowd works; then it rests. */
  private async untilNotReady(url: string): Promise<boolean> {
    const enough = this.crowd.told.length + PATIENT_ANSWERS;
    let isNotReady = false;
    while (!isNotReady && this.crowd.told.length < enough) {
      const { status } = await this.crowd.request(url, '/readyz');
      isNotReady = status === 503;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.crowd.rest();
    return isNotReady;
  }

  /** Half of them are asked to end, and half do not get that far; what they leave gives the next one more to write. */
  private async end(server: ServerProcess, how: Outcome['how']): Promise<boolean> {
    if (how === 'missed' || this.chance.happens(0.5)) {
      await server.kill();
      return true;
    }
    const late = setTimeout(() => void server.kill(), ENDS_WITHIN_MS);
    const { signal } = await server.kill('SIGTERM');
    clearTimeout(late);
    return signal === null;
  }

  private figures(faults: Faults): DiskFigures {
    const ended = (how: Outcome['how']): number => this.outcomes.filter(({ outcome }) => outcome.how === how).length;
    const unsaid = this.outcomes.filter(({ outcome }) => showed(outcome) && outcome.line === undefined);
    const endedBadly = this.outcomes.filter(({ outcome }) => !outcome.endedWell);
    const unnoticed = this.outcomes.filter(({ outcome }) => outcome.how === 'unnoticed');
    return {
      runs: this.outcomes.length,
      ...{ notReady: ended('not ready'), refusedToStart: ended('refused to start'), missed: ended('missed') },
      unnoticed: unnoticed.map(({ fault }) => JSON.stringify(fault)),
      unsaid: unsaid.map(({ fault }) => JSON.stringify(fault)),
      endedBadly: endedBadly.map(({ fault }) => JSON.stringify(fault)),
      ...{ told: this.crowd.told.length, faults, judged: this.judged, surprises: this.crowd.surprises },
    };
  }
}

function showed({ how }: Outcome): boolean {
  return how === 'not ready' || how === 'refused to start';
}

/** Whether the tracer has put an error in the place of a call. */
function hasStruck(trace: string): boolean {
  return existsSync(trace) && readFileSync(trace, 'utf8').includes('(INJECTED)');
}

function startedUnder(fault: DiskFault, folder: string, trace: string): readonly string[] {
  if (fault.kind === 'limited') return ['bash', '-c', `ulimit -f ${fault.kibibytes}; exec "$@"`, 'bash'];
  const { file, call, error, nth, forEver } = fault;
  const inject = `inject=${call}:error=${error}:when=${nth}${forEver ? '+' : ''}`;
  // No other call is stopped at, for that would slow the server down many times over.
  const only = ['-D', '-f', '-qq', '--seccomp-bpf', '-e', `trace=${call}`, '-P', join(folder, file)];
  return ['strace', ...only, '-o', trace, '-e', inject];
}

/** The first line in which a server says that something of its disk fails: no news, but a warning or worse. */
function saidOf({ lines }: ServerProcess): string | undefined {
  return lines.find((line) => !line.includes('"level":"info"') && /disk I\/O error|disk is full|SQLITE_/.test(line));
}

function worst(some: Faults, others: Faults): Faults {
  return {
    lost: Math.max(some.lost, others.lost),
    doubled: Math.max(some.doubled, others.doubled),
    textsLost: Math.max(some.textsLost, others.textsLost),
    logFaults: Math.max(some.logFaults, others.logFaults),
    viewsDiffer: Math.max(some.viewsDiffer, others.viewsDiffer),
  };
}
