import type { Id } from '../../src/kernel/ids.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import type { ServerAddress } from '../../src/installation/server-file.js';
import { Chance } from '../support/chance.js';
import { HttpClient, type Answer, type Asked } from '../support/http-client.js';
import { ROLL_CALLS, scene, Writer, WRITERS, type Order } from './crowd-scene.js';

const ASKERS = 4;
const CONNECTIONS = WRITERS + ASKERS;
/** Milliseconds before somebody repeats what was not taken. */
const PAUSE_MS = 20;
/** Milliseconds for what was answered once, or is in doubt, to be answered. */
const REPEATED_WITHIN_MS = 120_000;

/** A command that was answered: it is recorded, whatever happens from now on. */
export interface Told {
  readonly order: Order;
  readonly position: Position;
  /** The whole answer. */
  readonly text: string;
}

const QUESTIONS = ['verdict', 'board?limit=200', 'history?limit=200'] as const;

/** An answer about a roll call, and the newest position that anybody had been told before it was asked for. */
export interface Heard {
  readonly question: (typeof QUESTIONS)[number];
  readonly rollCall: Id;
  readonly toldBefore: Position;
  readonly text: string;
}

/** People who write to a server, each waiting for his own answers alone, and people who ask it all the time. */
export class Crowd {
  readonly told: Told[] = [];
  heard: Heard[] = [];
  /** Answers that nobody expected; there must be none. */
  readonly surprises: string[] = [];
  /** How often repeated commands were told to come again, by the type of the problem. */
  readonly putOff = new Map<string, number>();
  /** Is called after each answer to a command. */
  onTold: () => void = () => undefined;
  private readonly client = new HttpClient(CONNECTIONS);
  private readonly writers: readonly Writer[];
  private readonly chance: Chance;
  /** What each has asked for and not been answered. */
  private readonly inDoubt = new Map<Writer, Order>();
  private newest: Position = BEFORE_ALL;
  private token = '';
  private resting = false;

  constructor(seed: number) {
    this.chance = new Chance(seed);
    this.writers = Array.from({ length: WRITERS }, (_, number) => new Writer(number, new Chance(seed + number)));
  }

  /** Lets the crowd in and sets the scene. Everything in it is told. */
  async enter({ url, secret }: ServerAddress): Promise<void> {
    const body = { name: 'The crowd', role: 'commander' };
    const { text } = await this.client.ask(url, '/api/commands/GrantAccessToken', { token: secret, body });
    this.token = (JSON.parse(text) as { readonly secret: string }).secret;
    for (const orders of scene(Date.now())) await Promise.all(orders.map((order) => this.give(url, order)));
  }

  /** Everybody writes and asks, until the server is gone or they are told to rest; first what had no answer, again. */
  async work(url: string): Promise<void> {
    this.resting = false;
    const writing = this.writers.map((writer) => untilGone(() => this.write(url, writer)));
    await Promise.all([...writing, this.keepAsking(url)]);
  }

  /** Some ask, and nobody writes, until the server is gone or they are told to rest. */
  async keepAsking(url: string): Promise<void> {
    this.resting = false;
    await Promise.all(Array.from({ length: ASKERS }, () => untilGone(() => this.askOn(url))));
  }

  /**
   * Everybody writes and asks at one of these servers, and goes on at another one where his breaks off, until they are
   * told to rest.
   */
  async workAt(urls: () => readonly string[]): Promise<void> {
    this.resting = false;
    const writing = this.writers.map((writer, place) => this.atAny(urls, place, (url) => this.write(url, writer)));
    const asking = Array.from({ length: ASKERS }, (_, place) => this.atAny(urls, place, (url) => this.askOn(url)));
    await Promise.all([...writing, ...asking]);
  }

  /** Nobody begins anything more. */
  rest(): void {
    this.resting = true;
  }

  /** Each roll call's verdict now. */
  async askAll(url: string): Promise<void> {
    for (const rollCall of ROLL_CALLS) await this.ask(url, rollCall, 'verdict');
  }

  /** Whatever has no answer yet is repeated until it has one. */
  async settle(url: string): Promise<void> {
    const until = Date.now() + REPEATED_WITHIN_MS;
    while (this.inDoubt.size > 0) {
      if (Date.now() > until) throw new Error(`${this.inDoubt.size} commands get no answer`);
      await Promise.all([...this.inDoubt].map(([writer, order]) => this.giveAs(writer, url, order)));
    }
  }

  /** The latest commands that were answered, repeated under their keys: how many are answered otherwise than before. */
  async repeatLatest(url: string, count: number): Promise<number> {
    const same = await Promise.all(this.told.slice(-count).map((told) => this.isRepeated(url, told)));
    return same.filter((isSame) => !isSame).length;
  }

  /** Who is told that it cannot be said now asks again; he has been told nothing otherwise. */
  private async isRepeated(url: string, { order, text }: Told): Promise<boolean> {
    const until = Date.now() + REPEATED_WITHIN_MS;
    for (;;) {
      const again = await this.post(url, order);
      if (again.text === text) return true;
      if (again.status !== 503 || Date.now() > until) {
        this.surprises.push(`repeated ${order.command}: ${again.status} ${again.text} and not ${text}`);
        return false;
      }
      const { type } = JSON.parse(again.text) as { readonly type: string };
      this.putOff.set(type, (this.putOff.get(type) ?? 0) + 1);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  request(url: string, path: string, asked: Omit<Asked, 'token'> = {}): Promise<Answer> {
    return this.client.ask(url, path, { ...asked, token: this.token });
  }

  leave(): void {
    this.client.close();
  }

  private async atAny(
    urls: () => readonly string[],
    place: number,
    work: (url: string) => Promise<void>,
  ): Promise<void> {
    for (let turn = place; !this.resting; turn += 1) {
      const known = urls();
      await untilGone(() => work(known[turn % known.length] ?? ''));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  private async write(url: string, writer: Writer): Promise<void> {
    while (!this.resting) await this.giveAs(writer, url, this.inDoubt.get(writer) ?? writer.next());
  }

  private async giveAs(writer: Writer, url: string, order: Order): Promise<void> {
    this.inDoubt.set(writer, order);
    if (await this.give(url, order)) this.inDoubt.delete(writer);
  }

  /** Until it is answered, the same again; false where that is nobody's wish any more. */
  async give(url: string, order: Order): Promise<boolean> {
    for (;;) {
      const { status, text } = await this.post(url, order);
      if (status === 200) {
        const { position } = JSON.parse(text) as { readonly position: Position };
        this.told.push({ order, position, text });
        if (position > this.newest) this.newest = position;
        this.onTold();
        return true;
      }
      if (status !== 409 && status !== 503 && status !== 500)
        this.surprises.push(`${order.command}: ${status} ${text}`);
      if (this.resting) return false;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  private post(url: string, { key, command, body }: Order): Promise<Answer> {
    return this.request(url, `/api/commands/${command}`, { key, body });
  }

  private async askOn(url: string): Promise<void> {
    while (!this.resting) await this.ask(url, this.chance.oneOf(ROLL_CALLS), this.chance.oneOf(QUESTIONS));
  }

  private async ask(url: string, rollCall: Id, question: Heard['question']): Promise<void> {
    const toldBefore = this.newest;
    const { status, text } = await this.request(url, `/api/roll-calls/${rollCall}/${question}`);
    if (status === 200) this.heard.push({ question, rollCall, toldBefore, text });
    else if (status !== 503) this.surprises.push(`${question}: ${status} ${text}`);
  }
}

/** A broken connection is what a dead server leaves, and no failure. */
export async function untilGone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // By its code and not its class, for Node's own errors are of another realm than a test's.
    if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
  }
}
