import { command } from '../command.js';

export const serve = command({
  name: 'serve',
  says: `Serves a lasting installation, as npm start does. It is configured by the environment: MUSTER_DATA (the data folder,
otherwise ./data), PORT, HOST, and MUSTER_MASTER_KEY or MUSTER_MASTER_KEY_FILE.`,
  operands: [],
  options: { json: { type: 'boolean', says: 'as it is anyway: its operations log is JSON, a line for each' } },
  run: async () => {
    // It serves on; or it has said why it cannot, and how the process is to end.
    await import('../../main.js');
    return process.exitCode === undefined ? 0 : 2;
  },
});
