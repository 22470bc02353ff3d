import { describeMachine } from './machine.js';
import { readOptions, UsageFault } from './options.js';
import { asJson, asLine, asText } from './report.js';
import { measureAll } from './run.js';
import { SUBJECTS } from './subjects.js';

/*
 * npm run bench -- [NAME...] [--json] [--rounds=N]
 *
 * It ends with 0 when everything was measured or left out with a reason, whether or not a figure is within reach; with 1
 * when a benchmark broke; with 2 when it was not understood.
 */

const EXIT_BROKEN = 1;
const EXIT_USAGE = 2;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  const { json, rounds, subjects } = readOptions(process.argv.slice(2), SUBJECTS);
  const machine = describeMachine();
  const { figures, skipped } = await measureAll(subjects, { rounds, say });
  if (json) skipped.map(asLine).forEach(say);
  process.stdout.write(`${json ? asJson(figures) : asText(machine, figures, skipped)}\n`);
} catch (error) {
  const misunderstood = error instanceof UsageFault;
  say(misunderstood ? `bench: ${error.message}` : String(error instanceof Error ? error.stack : error));
  process.exitCode = misunderstood ? EXIT_USAGE : EXIT_BROKEN;
}
