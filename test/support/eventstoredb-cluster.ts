import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDbProcess, freePorts, membersSeenBy, type Ports } from './eventstoredb-process.js';

const SIZE = 3;
const WHOLE = 'Follower,Follower,Leader';
/** Nodes that start at once on a loaded machine may go on electing each other for minutes; then others are tried. */
const TRIES = 3;
const LOOK_AGAIN_MS = 200;
/** Milliseconds for a cluster to become whole again. */
const WHOLE_WITHIN_MS = 240_000;
/** Milliseconds, beyond those of the tries, so that whoever waits hears that it failed and leaves no node behind. */
const MORE_MS = 180_000;

/** Three nodes on loopback, without security. */
export class EventStoreDbCluster {
  /** Milliseconds. */
  static readonly STARTED_WITHIN_MS = TRIES * WHOLE_WITHIN_MS + MORE_MS;

  private constructor(readonly nodes: readonly EventStoreDbProcess[]) {}

  /** Resolves once one leads and the others follow. */
  static async start(): Promise<EventStoreDbCluster> {
    for (let tries = 1; ; tries += 1) {
      const cluster = new EventStoreDbCluster(await prepared());
      try {
        await cluster.whole();
        return cluster;
      } catch (error) {
        await cluster.remove();
        if (tries === TRIES) throw error;
      }
    }
  }

  get connectionString(): string {
    return `kurrentdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join()}?tls=false&nodePreference=leader`;
  }

  /** Who leads: of several who say so the one that was elected last. Undefined while none does. */
  async leader(): Promise<EventStoreDbProcess | undefined> {
    const claims = await Promise.all(this.nodes.map((node) => epochOfLeader(node)));
    const newest = Math.max(...claims);
    return newest < 0 ? undefined : this.nodes[claims.indexOf(newest)];
  }

  /** Of the leader that was elected last; -1 while there is none. */
  async epoch(): Promise<number> {
    return Math.max(...(await Promise.all(this.nodes.map((node) => epochOfLeader(node)))));
  }

  /**
   * Resolves once one leads, the others follow, and all of them say so. Nodes that are not running are started, as
   * whoever keeps them running would: one that led alone cuts off what nobody else has, and ends itself for that.
   */
  async whole(): Promise<void> {
    const until = Date.now() + WHOLE_WITHIN_MS;
    do {
      if (Date.now() > until) throw new Error(`the cluster does not become whole: ${await this.described()}`);
      for (const node of this.nodes) if (!node.isRunning) node.begin();
      await sleep(LOOK_AGAIN_MS);
    } while (!(await this.isWhole()));
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()));
  }

  private async isWhole(): Promise<boolean> {
    return (await this.statesSeen()).every((states) => states === WHOLE);
  }

  private async described(): Promise<string> {
    return (await this.statesSeen()).join('; ');
  }

  /** By each node of all that it takes for alive. */
  private async statesSeen(): Promise<readonly string[]> {
    const seen = await Promise.all(this.nodes.map(({ port }) => membersSeenBy(port).catch(() => [])));
    return seen.map((members) => {
      const alive = members.filter(({ isAlive }) => isAlive);
      return alive
        .map(({ state }) => state)
        .sort()
        .join();
    });
  }
}

async function prepared(): Promise<readonly EventStoreDbProcess[]> {
  const ports = await Promise.all(Array.from({ length: SIZE }, () => freePorts()));
  return ports.map((own) => EventStoreDbProcess.prepare({ ports: own, options: optionsOf(own, ports) }));
}

function optionsOf(own: Ports, all: readonly Ports[]): readonly string[] {
  const others = all.filter((ports) => ports !== own).map(({ node }) => `127.0.0.1:${node}`);
  return [
    ...[`--cluster-size=${SIZE}`, '--discover-via-dns=false', `--gossip-seed=${others.join()}`],
    '--gossip-interval-ms=500',
  ];
}

/** Of a node that says that it leads; -1 of any other. */
async function epochOfLeader({ port }: EventStoreDbProcess): Promise<number> {
  const members = await membersSeenBy(port).catch(() => []);
  const own = members.find(({ httpEndPointPort }) => httpEndPointPort === port);
  return own?.state === 'Leader' ? own.epochNumber : -1;
}
