import { constants } from 'node:os';
import { startServer, type RunningServer } from './installation/server.js';
import { readSettings } from './installation/settings.js';

const EXIT_CANNOT_START = 2;

/** Milliseconds within which a second signal is the echo of the first: under npm, Ctrl-C reaches the server twice. */
const ECHO_MS = 1_000;

/** Of a shell's convention: a process that a signal has ended. */
function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** The first signal closes in good order; the second is from someone who cannot wait. */
function closeOnSignals(server: RunningServer): void {
  let closingSince: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (closingSince !== undefined) {
      if (performance.now() - closingSince > ECHO_MS) process.exit(exitCodeOf(signal));
      return;
    }
    closingSince = performance.now();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`it did not close in good order: ${messageOf(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function say(text: string): void {
  process.stderr.write(`muster: ${text}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  const server = await startServer(readSettings(process.env));
  closeOnSignals(server);
  say(`it serves at ${server.url}`);
  if (server.isEmpty) {
    say('nobody has access yet. Create the first token in another terminal:');
    say('  npm run -s muster -- token create --role operator --name "The operator"');
  }
} catch (error) {
  for (const line of messageOf(error).split('\n')) say(line);
  process.exitCode = EXIT_CANNOT_START;
}
