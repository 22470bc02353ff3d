import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derivedId } from '../../src/kernel/ids.js';
import { instantOf } from '../../src/kernel/instant.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { Chance } from '../support/chance.js';
import { compileSources, ServerProcess } from '../support/server-process.js';
import { Crowd, untilGone } from './crowd.js';
import { deploymentOf, INCIDENT, MISSION, registration, WRITERS, type Order } from './crowd-scene.js';
import { inspectCopy, type Faults } from './folder-check.js';
import { judge, NOTHING_HEARD, together, type Judged } from './heard-check.js';

/** Keys that are in use at the same time. */
const BATCH = 50;
const MOST_COPIES = 5;
/** Milliseconds after which somebody hangs up who does not hear his answer. */
const MOST_MS_BEFORE_HANGING_UP = 20;
const PAUSE_MS = 20;

export interface EffectFigures {
  readonly keys: number;
  /** Requests sent, and of these, those whose answer nobody heard. */
  readonly sent: number;
  readonly unheard: number;
  readonly restarts: number;
  /** Keys whose text stands in other than one event. */
  readonly notOnce: readonly string[];
  /** Keys that got two different answers. */
  readonly answeredOtherwise: readonly string[];
  readonly faults: Faults;
  readonly judged: Judged;
  readonly surprises: readonly string[];
}

/**
 * Gives each command several times under its key, some of them at once over connections of their own, some without
 * hearing the answer, with a killed server in between, and counts what is recorded.
 */
export async function giveOften(plan: { readonly seed: number; readonly keys: number }): Promise<EffectFigures> {
  const compiled = await compileSources();
  const night = new RepeatingNight(compiled.main, plan.seed);
  try {
    return await night.play(plan.keys);
  } finally {
    await ServerProcess.killAll();
    night.remove();
    compiled.remove();
  }
}

class RepeatingNight {
  private readonly folder = mkdtempSync(join(tmpdir(), 'muster-effects-'));
  private readonly crowd: Crowd;
  private readonly chance: Chance;
  private readonly answers = new Map<string, Set<string>>();
  private readonly texts = new Set<string>();
  private readonly surprises: string[] = [];
  private judged = NOTHING_HEARD;
  private sent = 0;
  private unheard = 0;
  private restarts = 0;

  constructor(
    private readonly main: string,
    seed: number,
  ) {
    this.crowd = new Crowd(seed);
    this.chance = new Chance(seed);
  }

  async play(keys: number): Promise<EffectFigures> {
    let server = this.begin();
    await this.crowd.enter(await server.address());
    for (let given = 0; given < keys; given += BATCH) {
      const orders = await this.drawn(await server.address(), given, Math.min(BATCH, keys - given));
      server = await this.giveAll(server, orders);
    }
    await server.kill();
    return this.figures(keys);
  }

  remove(): void {
    this.crowd.leave();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private begin(): ServerProcess {
    return ServerProcess.begin({ main: this.main, folder: this.folder });
  }

  /** A tour needs its officer before. */
  private async drawn({ url }: { readonly url: string }, from: number, count: number): Promise<readonly Order[]> {
    const numbers = Array.from({ length: count }, (_, place) => from + place);
    await Promise.all(
      numbers
        .filter((number) => KINDS[number % KINDS.length] === 'BeginDeployment')
        .map((number) => this.crowd.give(url, registration(officerOf(number), `officer for ${number}`))),
    );
    return numbers.map((number) => orderOf(number, this.chance));
  }

  /** Every order several times, then the server dies, and then until each has its answer. */
  private async giveAll(server: ServerProcess, orders: readonly Order[]): Promise<ServerProcess> {
    const { url } = await server.address();
    const asking = this.crowd.keepAsking(url);
    const answered = { count: 0, enough: this.chance.between(1, orders.length * 2), dead: Promise.resolve<unknown>(0) };
    const onAnswer = (): void => {
      answered.count += 1;
      if (answered.count === answered.enough) answered.dead = server.kill();
    };
    const copies = orders.flatMap((order) => Array.from({ length: this.chance.between(1, MOST_COPIES) }, () => order));
    await Promise.all(copies.map((order) => this.sendOnce(url, order, onAnswer)));
    await server.kill();
    await asking;
    this.restarts += 1;
    const next = this.begin();
    const address = await next.address();
    const again = [...orders, ...orders.filter(() => this.chance.happens(0.3))];
    await Promise.all(again.map((order) => this.sendUntilAnswered(address.url, order)));
    await this.lookAt(orders);
    return next;
  }

  /** He may not hear the answer, or hang up before it comes. */
  private async sendOnce(url: string, order: Order, onAnswer: () => void): Promise<void> {
    const hangsUp = this.chance.happens(0.3);
    const hangUp = hangsUp ? { hangUpAfterMs: this.chance.below(MOST_MS_BEFORE_HANGING_UP) } : {};
    this.unheard += 1;
    await untilGone(async () => {
      await this.send(url, order, hangUp);
      this.unheard -= 1;
      onAnswer();
    });
  }

  private async sendUntilAnswered(url: string, order: Order): Promise<void> {
    while (!(await this.send(url, order))) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }

  private async send(url: string, { key, command, body }: Order, more: object = {}): Promise<boolean> {
    this.sent += 1;
    const { status, text } = await this.crowd.request(url, `/api/commands/${command}`, { key, body, ...more });
    if (status === 200) {
      const heard = this.answers.get(key) ?? new Set();
      this.answers.set(key, heard.add(text));
    } else if (status !== 409 && status !== 503) {
      this.surprises.push(`${command}: ${status} ${text}`);
    }
    return status === 200;
  }

  private async lookAt(orders: readonly Order[]): Promise<void> {
    for (const order of orders) for (const text of textsOf(order)) this.texts.add(text);
    const { events } = await inspectCopy(this.folder, { told: [], foldToo: false });
    this.judged = together(this.judged, judge(this.crowd.heard, events));
    this.crowd.heard = [];
  }

  private async figures(keys: number): Promise<EffectFigures> {
    const { said, faults } = await inspectCopy(this.folder, { told: this.crowd.told, foldToo: true });
    const differing = [...this.answers].filter(([, heard]) => heard.size !== 1);
    return {
      ...{ keys, sent: this.sent, unheard: this.unheard, restarts: this.restarts },
      notOnce: [...this.texts].filter((text) => said.get(text) !== 1),
      answeredOtherwise: differing.map(([key]) => key),
      ...{ faults, judged: this.judged, surprises: [...this.surprises, ...this.crowd.surprises] },
    };
  }
}

const KINDS = [
  ...['RecordCheckIn', 'RecordCheckIns', 'RegisterOfficer', 'EstablishMission', 'BeginDeployment'],
  ...['LogNote', 'RecordCheckIn', 'RecordContactChannel', 'OpenDutyPost', 'OpenIncident'],
] as const;

function officerOf(number: number) {
  return derivedId('effect', String(number));
}

/** The lines of a list have texts of their own. */
function textsOf({ key, body }: Order): readonly string[] {
  const lines = body['checkIns'];
  return Array.isArray(lines) ? lines.map((_, place) => `${key}, line ${place}`) : [key];
}

/** An order whose key stands in the text that it records. */
function orderOf(number: number, chance: Chance): Order {
  const command = KINDS[number % KINDS.length] ?? 'LogNote';
  const key = `key ${number}`;
  const now = instantOf(Date.now());
  const checkIn = (note: string): JsonObject => {
    const seen = { observedAt: now, condition: chance.happens(0.9) ? 'SAFE' : 'INJURED', channel: 'PHONE', grade: 1 };
    return { deployment: deploymentOf(chance.below(WRITERS)), note, ...seen };
  };
  const bodies: Record<(typeof KINDS)[number], () => JsonObject> = {
    RecordCheckIn: () => checkIn(key),
    RecordCheckIns: () => ({ checkIns: [0, 1, 2].map((place) => checkIn(`${key}, line ${place}`)) }),
    RegisterOfficer: () => ({ name: key, rank: 'Constable', homeAgency: 'Saskatoon' }),
    EstablishMission: () => ({ name: key }),
    BeginDeployment: () => {
      const times = { beganAt: '2019-10-01T00:00:00Z', plannedEndAt: '2099-10-01T00:00:00Z' };
      return { officer: officerOf(number), mission: MISSION, position: key, ...times };
    },
    LogNote: () => ({ incident: INCIDENT, text: key }),
    RecordContactChannel: () => ({
      ...{ officer: derivedId('crowd', String(chance.below(WRITERS))), channel: 'PHONE', address: key },
    }),
    OpenDutyPost: () => ({ mission: MISSION, name: key }),
    OpenIncident: () => ({ name: key, mode: 'ACTUAL', hazard: { earliest: now, latest: now } }),
  };
  return { key, command, body: bodies[command]() };
}
