import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, JSON_OPTION } from '../command.js';
import { CannotBeDone, messageOf, UsageFault, type ExitCode, type Io } from '../io.js';

const HIGHEST_PORT = 65_535;

export const demo = command({
  name: 'demo',
  says: `Plays the night of 7 to 8 January 2020 into an empty log in a temporary folder, then serves it until it is told to
end, and says how to look at it.`,
  operands: [],
  options: {
    port: { type: 'string', value: 'PORT', says: 'where it listens; unless given, 8080 or the next that is free' },
    ...JSON_OPTION,
  },
  run: async ({ values }, io) => {
    const port = portIn(values.port);
    const folder = mkdtempSync(join(tmpdir(), 'muster-demo-'));
    try {
      return await shown(folder, port, values.json === true, io);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

function portIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > HIGHEST_PORT) {
    throw new UsageFault(`--port must be a number from 0 to ${HIGHEST_PORT}`);
  }
  return Number(text);
}

async function shown(folder: string, givenPort: number | undefined, asJson: boolean, io: Io): Promise<ExitCode> {
  const ending = io.interrupted();
  const [{ playNight, serveNight, LOCAL_HOST }, { reportText, exitCodeOf }, { freePort }, { demoText }] =
    await Promise.all([
      import('../demo/demo-night.js'),
      import('../play/report.js'),
      import('../demo/free-port.js'),
      import('../demo/demo-text.js'),
    ]);
  const report = await playNight(folder, io);
  io.err(`The night of 7 to 8 January 2020 is played on its own clock: ${reportText(report)}`);
  if (exitCodeOf(report) !== 0 || ending.aborted) return exitCodeOf(report);
  const port = givenPort ?? (await freePort(LOCAL_HOST));
  const served = await serveNight(folder, port, io).catch((error: unknown) => {
    throw new CannotBeDone(`it cannot be served: ${messageOf(error)}`, { cause: error });
  });
  io.out(asJson ? `${JSON.stringify(served.answer)}\n` : demoText(served.answer));
  await aborted(ending);
  await served.close();
  return 0;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
