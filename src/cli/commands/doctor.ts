import { dataFolder } from '../../installation/data-folder.js';
import { command, JSON_OPTION } from '../command.js';
import type { Finding } from '../doctor/finding.js';
import { DATA_OPTION, folderPath } from '../folder.js';
import { table } from '../usage.js';

export const doctor = command({
  name: 'doctor',
  says: `Looks at everything that an installation rests on, also beside a running server, and says of each fault what to do.
Exit code 0: no fault. 1: there are faults. 2: it could not look.`,
  operands: [],
  options: { ...DATA_OPTION, ...JSON_OPTION },
  run: async ({ values }, io) => {
    const path = folderPath(values, io);
    const [{ machineChecks }, { installationChecks }] = await Promise.all([
      import('../doctor/machine-checks.js'),
      import('../doctor/installation-checks.js'),
    ]);
    const findings = [...machineChecks(path, io.env), ...(await installationChecks(dataFolder(path), io.env))];
    const well = findings.every(({ status }) => status !== 'fault');
    io.out(values.json === true ? `${JSON.stringify({ ok: well, findings })}\n` : inWords(findings));
    return well ? 0 : 1;
  },
});

function inWords(findings: readonly Finding[]): string {
  const rows = findings.map(({ check, status, says, remedy }) => [
    status.toUpperCase(),
    check,
    remedy === undefined ? says : `${says}. ${remedy}`,
  ]);
  return [...table(rows), ''].join('\n');
}
