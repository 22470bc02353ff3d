import { ENGINES } from '../../installation/engine-choice.js';
import { command, JSON_OPTION } from '../command.js';
import { UsageFault } from '../io.js';
import { ProgressLine, type Done } from '../progress-line.js';

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
    const engine = ENGINES.find((name) => name === (values.engine ?? 'memory'));
    if (engine === undefined) throw new UsageFault(`--engine must be one of ${ENGINES.join(', ')}`);
    const { ApplicationTheatre } = await import('../play/theatre.js');
    const { exitCodeOf, playFiles, reportJson, reportText } = await import('../play/index.js');
    const theatre = await ApplicationTheatre.open({ engine, repeatLive: values['repeat-live'] === true });
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
