import { command, JSON_OPTION } from '../command.js';
import { UsageFault, type Io } from '../io.js';
import type { ProgressOutput } from '../play/progress.js';

export const play = command({
  name: 'play',
  says: `Plays scripts, each into an empty log on a clock that the script alone moves, through the HTTP API, and checks what
they expect. Nothing is played where one of them is not valid.`,
  operands: ['FILE...'],
  options: {
    engine: { type: 'string', value: 'ENGINE', says: 'where the log is kept: memory (unless given) or sqlite' },
    'repeat-live': {
      type: 'boolean',
      says: 'ask every check of the live view, a rebuilt one and a fold of the log too',
    },
    ...JSON_OPTION,
  },
  run: async ({ values, operands }, io) => {
    const [{ ApplicationTheatre }, { ENGINES }] = await Promise.all([
      import('../play/theatre.js'),
      import('../../installation/engine.js'),
    ]);
    const engine = ENGINES.find((name) => name === (values.engine ?? 'memory'));
    if (engine === undefined) throw new UsageFault(`--engine must be one of ${ENGINES.join(', ')}`);
    const { exitCodeOf, playFiles, reportJson, reportText } = await import('../play/index.js');
    const theatre = await ApplicationTheatre.open({ engine, repeatLive: values['repeat-live'] === true });
    try {
      const report = await playFiles(theatre, operands, { progress: progressOn(io), machineClock: io.elapsedMs });
      io.out(values.json === true ? reportJson(report) : reportText(report));
      return exitCodeOf(report);
    } finally {
      await theatre.close();
    }
  },
});

function progressOn(io: Io): ProgressOutput {
  return { isTTY: io.errIsTerminal, write: (text) => io.err(text) };
}
