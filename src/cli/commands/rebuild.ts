import { setTimeout as sleep } from 'node:timers/promises';
import type { RebuildAnswer } from '../../edge/projection-answers.js';
import type { DataFolder } from '../../installation/data-folder.js';
import { present } from '../../kernel/present.js';
import type { Api } from '../api.js';
import { command, JSON_OPTION } from '../command.js';
import { DATA_OPTION } from '../folder.js';
import type { Io } from '../io.js';
import { asOperator, type OperatorWork } from '../operator.js';
import { ProgressLine } from '../progress-line.js';
import { Refused } from '../refused.js';

/** Milliseconds between two questions how far it is. */
const POLL_MS = 200;

export const rebuild = command({
  name: 'rebuild',
  says: `Makes the views anew from the log, beside the live ones, and puts the new ones in their place once they are whole. To
interrupt it is to call it off: the views go on as they were.`,
  operands: [],
  options: { ...DATA_OPTION, ...JSON_OPTION },
  run: async ({ values }, io) => {
    const answer = await asOperator(values, io, { initialise: false }, (operator) => rebuilt(operator, io));
    io.out(values.json === true ? `${JSON.stringify(answer)}\n` : outcome(answer));
    return answer.state === 'DONE' ? 0 : 1;
  },
});

async function rebuilt({ api, folder }: OperatorWork, io: Io): Promise<RebuildAnswer> {
  const total = await eventsIn(folder);
  const interrupted = io.interrupted();
  const line = new ProgressLine('events', io);
  let answer = (await api.post('/api/projections/rebuild')) as RebuildAnswer;
  for (let calledOff = false; answer.state === 'RUNNING';) {
    line.show({ done: answer.events ?? 0, perSecond: answer.eventsPerSecond ?? 0, ...present({ total }) });
    if (interrupted.aborted && !calledOff) {
      calledOff = true;
      await callOff(api);
    }
    await sleep(POLL_MS);
    answer = (await api.get('/api/projections/rebuild')) as RebuildAnswer;
  }
  line.end();
  return answer;
}

/** For the remaining time alone; undefined where the log is not in the folder. */
async function eventsIn({ log }: DataFolder): Promise<number | undefined> {
  const { countEvents, LogUnavailable } = await import('../verifying.js');
  return countEvents(log).catch((error: unknown) => {
    if (error instanceof LogUnavailable) return undefined;
    throw error;
  });
}

/** Where it has just ended by itself there is nothing to call off any more. */
async function callOff(api: Api): Promise<void> {
  await api.post('/api/projections/rebuild/cancel').catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
}

function outcome({ state, events = 0, eventsPerSecond = 0 }: RebuildAnswer): string {
  const applied = `${events} events applied, ${Math.round(eventsPerSecond)} a second`;
  switch (state) {
    case 'DONE':
      return `The views are made anew: ${applied}.\n`;
    case 'CANCELLED':
      return `The rebuild was called off after ${events} events; the views are as they were.\n`;
    case 'NONE':
    case 'RUNNING':
    case 'FAILED':
      return `The rebuild failed after ${events} events; the views are as they were. The operations log says why.\n`;
  }
}
