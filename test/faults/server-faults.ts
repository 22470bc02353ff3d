import type { EventStoreDbCluster } from '../support/eventstoredb-cluster.js';
import type { EventStoreDbProcess } from '../support/eventstoredb-process.js';
import { printFigures } from '../support/figures.js';
import type { SmallDisk } from '../support/small-disk.js';
import type { TcpProxy } from '../support/tcp-proxy.js';
import type { Instance, Instances } from './instances.js';
import type { ServerFault } from './server-night.js';

export function killed(server: EventStoreDbProcess): ServerFault {
  return { strike: () => server.kill(), mend: () => server.start() };
}

/** The process stands still for so many milliseconds, and goes on as if nothing had been. */
export function heldUp(server: EventStoreDbProcess, ms: number): ServerFault {
  return {
    strike: async () => {
      server.signal('SIGSTOP');
      await pause(ms);
    },
    mend: async () => server.signal('SIGCONT'),
  };
}

/** Nothing goes through for so many milliseconds, and what was sent meanwhile arrives then. */
export function cutOff(proxy: TcpProxy, ms: number): ServerFault {
  return {
    strike: async () => {
      proxy.cut();
      await pause(ms);
    },
    mend: async () => proxy.mend(),
  };
}

/** The disk of a node is filled; once it has noticed there is room again, and it is started where it has ended itself. */
export function diskFilled(server: EventStoreDbProcess, disk: SmallDisk): ServerFault {
  return {
    strike: async () => {
      disk.fill();
      const noticed = await server.endsWithin(NOTICED_WITHIN_MS);
      printFigures(`a node whose disk is full ${noticed ? 'has ended itself' : 'goes on'}`);
    },
    mend: async () => {
      disk.clear();
      if (!server.isRunning) await server.start();
    },
  };
}

/** Both instances and all nodes are killed in one moment, and started again in one. */
export function allRestarted(nodes: readonly EventStoreDbProcess[], start: () => Promise<void>): ServerFault {
  return {
    strike: async ({ all }) => {
      await Promise.all([...nodes, ...all].map((one) => one.kill()));
    },
    mend: async ({ all }) => {
      await Promise.all([start(), ...all.map((instance) => startedAtLast(instance))]);
    },
  };
}

/** The leader is killed; once the others have elected another one it comes back. */
export function leaderKilled(cluster: EventStoreDbCluster): ServerFault {
  return {
    strike: async () => {
      await (await theLeader(cluster)).kill();
      await theLeader(cluster);
    },
    mend: () => cluster.whole(),
  };
}

/** The leader stands still for so long that another one is elected, and goes on as if it led still. */
export function leaderHeldUp(cluster: EventStoreDbCluster, ms: number): ServerFault {
  let held: EventStoreDbProcess | undefined;
  return {
    strike: async () => {
      held = await theLeader(cluster);
      held.signal('SIGSTOP');
      await pause(ms);
    },
    mend: async () => {
      held?.signal('SIGCONT');
      await cluster.whole();
    },
  };
}

/** The leader is told to give up; nobody dies, and whoever is elected, even the same one, begins another epoch. */
export function leaderResigned(cluster: EventStoreDbCluster): ServerFault {
  return {
    strike: async () => {
      const former = await theLeader(cluster);
      const epoch = await cluster.epoch();
      await fetch(`http://127.0.0.1:${former.port}/admin/node/resign`, { method: 'POST' });
      const deadline = Date.now() + ELECTED_WITHIN_MS;
      while ((await cluster.epoch()) <= epoch) {
        if (Date.now() > deadline) throw new Error('the cluster elects nobody anew');
        await pause(LOOK_AGAIN_MS);
      }
    },
    mend: () => cluster.whole(),
  };
}

/** One of the instances is killed, and started again. */
export function instanceKilled(which: 0 | 1): ServerFault {
  return {
    strike: ({ all }) => all[which].kill(),
    mend: ({ all }) => all[which].start(),
  };
}

/** Both in one moment. */
export function together(some: ServerFault, others: ServerFault): ServerFault {
  const both = async (act: (fault: ServerFault) => Promise<void>): Promise<void> => {
    await Promise.all([act(some), act(others)]);
  };
  return {
    strike: (instances: Instances) => both((fault) => fault.strike(instances)),
    mend: (instances: Instances) => both((fault) => fault.mend(instances)),
  };
}

const LOOK_AGAIN_MS = 100;
/** Milliseconds after which a node whose disk is full is taken to go on. */
const NOTICED_WITHIN_MS = 60_000;
/** Milliseconds for a cluster to have a leader. */
const ELECTED_WITHIN_MS = 120_000;

async function theLeader(cluster: EventStoreDbCluster): Promise<EventStoreDbProcess> {
  const deadline = Date.now() + ELECTED_WITHIN_MS;
  for (;;) {
    const leader = await cluster.leader();
    if (leader !== undefined) return leader;
    if (Date.now() > deadline) throw new Error('the cluster elects no leader');
    await pause(LOOK_AGAIN_MS);
  }
}

/** An instance whose log is not there refuses to start; whoever keeps it running starts it again. */
async function startedAtLast(instance: Instance): Promise<void> {
  const deadline = Date.now() + ELECTED_WITHIN_MS;
  while (!(await instance.starts())) {
    if (Date.now() > deadline) throw new Error(`an instance does not start:\n${instance.lines.slice(-10).join('\n')}`);
    await pause(LOOK_AGAIN_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
