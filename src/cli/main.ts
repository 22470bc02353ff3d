import { endOnSignals } from '../installation/ending.js';
import { runCommandLine } from './command-line.js';
import type { Io } from './io.js';

const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY,
  env: process.env,
  elapsedMs: () => performance.now(),
  interrupted,
};

/** Exit code of a process that a signal ended, by a shell's convention. */
const INTERRUPTED = 130;

let interruption: AbortController | undefined;

/** Until somebody asks, a signal ends the process as usual; afterwards only a second one does, from someone who cannot wait. */
function interrupted(): AbortSignal {
  if (interruption !== undefined) return interruption.signal;
  const controller = new AbortController();
  interruption = controller;
  endOnSignals(
    ['SIGINT', 'SIGTERM', 'SIGHUP'],
    () => controller.abort(),
    () => INTERRUPTED,
  );
  return controller.signal;
}

/** Whoever reads our output may have read enough: `muster board ID | head`. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2), processIo);
