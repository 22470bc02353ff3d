import { PROJECTIONS } from '../../src/installation/projections.js';
import { instant } from '../../src/kernel/instant.js';
import { listen, type Listener, type Told } from './live-support.js';
import { RC, startScene, type Scene } from './timeline-support.js';

/** Ann was observed at 23:09, on a policy of six hours. */
export const ANN_LAPSES = instant('2020-01-08T05:09:00Z');
export const ANN_LAPSES_SOON = instant('2020-01-08T04:09:00Z');

/** The scene of the timeline's specs, served on a socket, with whoever listens to its board. */
export interface LiveScene extends Scene {
  /** An auditor's. */
  readonly token: string;
  /** What the operations log is told. */
  readonly lines: string[];
  streamOf(rollCall: string): string;
  /** An auditor listens, unless it is someone else's token. */
  hear(lastEventId?: string, token?: string): Promise<Listener>;
  close(): Promise<void>;
}

export async function startLiveScene(projections = PROJECTIONS): Promise<LiveScene> {
  const lines: string[] = [];
  const scene = await startScene(projections, { write: (line) => lines.push(line) });
  const url = await scene.app.listen();
  const token = await scene.app.admit('auditor');
  const listeners: Listener[] = [];
  const streamOf = (rollCall: string): string => `${url}/api/roll-calls/${rollCall}/stream`;
  return {
    ...{ ...scene, token, lines, streamOf },
    hear: async (lastEventId, asked = token) => {
      const seen = lastEventId === undefined ? {} : { lastEventId };
      const listener = await listen(streamOf(RC), { token: asked, ...seen });
      listeners.push(listener);
      return listener;
    },
    close: async () => {
      for (const listener of listeners) listener.leave();
      await scene.app.close();
    },
  };
}

/** In which group each line of a message stands. */
export function groupsIn({ data }: Told): Readonly<Record<string, string>> {
  return Object.fromEntries(data.lines.map(({ deployment, group }) => [deployment, group]));
}
