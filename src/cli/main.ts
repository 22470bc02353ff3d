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

/** Milliseconds within which a second signal is the echo of the first: npm hands on what the terminal has sent already. */
const ECHO_MS = 1_000;

let interruption: AbortController | undefined;

/** Until somebody asks, a signal ends the process as usual; afterwards only a second one does, from someone who cannot wait. */
function interrupted(): AbortSignal {
  if (interruption !== undefined) return interruption.signal;
  const controller = new AbortController();
  interruption = controller;
  let firstAt: number | undefined;
  const onSignal = (): void => {
    firstAt ??= performance.now();
    if (controller.signal.aborted && performance.now() - firstAt > ECHO_MS) process.exit(INTERRUPTED);
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return controller.signal;
}

/** Whoever reads our output may have read enough: `muster board ID | head`. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2), processIo);
