import { dataFolder } from '../../installation/data-folder.js';
import { command, JSON_OPTION } from '../command.js';
import { DATA_OPTION, folderPath } from '../folder.js';
import { CannotBeDone, type Io } from '../io.js';
import { ProgressLine } from '../progress-line.js';
import type { Verified } from '../verifying.js';

export const verify = command({
  name: 'verify',
  says: `Reads the whole log and names everything that cannot be as it was written: the order, gaps, duplicates, and content
that its id does not belong to. It opens the log for reading only, so that it may run beside a server.`,
  operands: [],
  options: { ...DATA_OPTION, ...JSON_OPTION },
  run: async ({ values }, io) => {
    const file = dataFolder(folderPath(values, io)).log;
    const verified = await verifiedFile(file, io);
    io.out(values.json === true ? `${JSON.stringify(verified)}\n` : summary(file, verified));
    return verified.ok ? 0 : 1;
  },
});

async function verifiedFile(file: string, io: Io): Promise<Verified> {
  const { verifyFile, LogUnavailable } = await import('../verifying.js');
  const line = new ProgressLine('events', io);
  try {
    return await verifyFile(file, (done) => line.show(done), io.elapsedMs);
  } catch (error) {
    if (error instanceof LogUnavailable) throw new CannotBeDone(error.message, { cause: error });
    throw error;
  } finally {
    line.end();
  }
}

function summary(file: string, { ok, events, streams, first, last, faults, faultCount }: Verified): string {
  const span = first === undefined || last === undefined ? '' : `, from ${first} to ${last}`;
  const listed = faults.map(({ kind, message }) => `  ${kind}: ${message}`);
  const more = faultCount - faults.length;
  return [
    `${file}: ${events} events in ${streams} streams${span}`,
    ...(ok ? ['ok: order, revisions, ids and content hold'] : [`NOT OK: ${faultCount} found`, ...listed]),
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
  ].join('\n');
}
