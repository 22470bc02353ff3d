import { constants } from 'node:os';
import { endOnSignals } from './installation/ending.js';
import { startServer, type RunningServer } from './installation/server.js';
import { readSettings } from './installation/settings.js';

const EXIT_CANNOT_START = 2;

/** Of a shell's convention: a process that a signal has ended. */
function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

function closeInGoodOrder(server: RunningServer, signal: NodeJS.Signals): void {
  server.close(signal).then(
    () => process.exit(0),
    (error: unknown) => {
      say(`it did not close in good order: ${messageOf(error)}`);
      process.exit(1);
    },
  );
}

function say(text: string): void {
  process.stderr.write(`muster: ${text}\n`);
}

/** For a shell: what the other terminal has to know of the data folder, which it would look for in ./data. */
function inTheSameFolder({ MUSTER_DATA: folder }: NodeJS.ProcessEnv): string {
  return folder === undefined ? '' : `MUSTER_DATA='${folder.replaceAll("'", String.raw`'\''`)}' `;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  const server = await startServer(readSettings(process.env), { environment: process.env, threads: true });
  endOnSignals(['SIGTERM', 'SIGINT'], (signal) => closeInGoodOrder(server, signal), exitCodeOf);
  say(`it serves at ${server.url}`);
  if (server.isEmpty) {
    say('nobody has access yet. Create the first token in another terminal:');
    say(`  ${inTheSameFolder(process.env)}npm run -s muster -- token create --role operator --name "The operator"`);
  }
} catch (error) {
  for (const line of messageOf(error).split('\n')) say(line);
  process.exitCode = EXIT_CANNOT_START;
}
