import { faultIn } from '../../event-log/kurrentdb/connection-string.js';
import { ENGINES } from '../../installation/engine-choice.js';
import { command, JSON_OPTION } from '../command.js';
import { UsageFault } from '../io.js';
import type { StageEngine } from '../play/theatre.js';
import { ProgressLine, type Done } from '../progress-line.js';

export const play = command({
  name: 'play',
  says: `Plays scripts, each into an empty log on a clock that the script alone moves, through the HTTP API, and checks what
they expect. Nothing is played where one of them is not valid.`,
  operands: ['FILE...'],
  options: {
    engine: {
      type: 'string',
      value: 'ENGINE',
      says: 'where the log is kept: memory (unless given), sqlite, or kurrentdb, which needs --server',
    },
    server: {
      type: 'string',
      value: 'URL',
      says: 'the connection string of an EventStoreDB, kurrentdb://…; each script gets a namespace of its own on it',
    },
    'repeat-live': {
      type: 'boolean',
      says: 'ask every check of the live view, a rebuilt one and a fold of the log too',
    },
    ...JSON_OPTION,
  },
  run: async ({ values, operands }, io) => {
    const engine = engineOf(values.engine ?? 'memory', values.server);
    const { ApplicationTheatre } = await import('../play/theatre.js');
    const { exitCodeOf, playFiles, reportJson, reportText } = await import('../play/index.js');
    const theatre = await ApplicationTheatre.open({ ...engine, repeatLive: values['repeat-live'] === true });
    const line = new ProgressLine('scripts', io);
    const onProgress = (done: Done): void => line.show(done);
    try {
      const played = playFiles(theatre, operands, { onProgress, elapsedMs: io.elapsedMs });
      const report = await played.finally(() => line.end());
      io.out(values.json === true ? reportJson(report) : reportText(report));
      return exitCodeOf(report);
    } finally {
      await theatre.close();
    }
  },
});

function engineOf(name: string, server: string | undefined): StageEngine {
  const engine = ENGINES.find((known) => known === name);
  if (engine === undefined) throw new UsageFault(`--engine must be one of ${ENGINES.join(', ')}`);
  if (engine !== 'kurrentdb') {
    if (server !== undefined) throw new UsageFault('--server goes with --engine kurrentdb alone');
    return { engine };
  }
  if (server === undefined) throw new UsageFault('--engine kurrentdb needs --server');
  const fault = faultIn(server);
  if (fault !== undefined) throw new UsageFault(`--server: ${fault}`);
  return { engine, url: server };
}
