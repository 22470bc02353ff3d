import {
  shownSettings,
  sourceInWords,
  unknownVariables,
  type ShownSetting,
} from '../../installation/shown-settings.js';
import { command, JSON_OPTION } from '../command.js';
import { table } from '../usage.js';

export const configShow = command({
  name: 'config show',
  says: `Shows every setting, its value and where it came from: the default, the environment, or a file. No secret is shown.
Exit code 1 where something is wrong with one.`,
  operands: [],
  options: JSON_OPTION,
  run: async ({ values }, io) => {
    const settings = shownSettings(io.env);
    const unknown = unknownVariables(io.env);
    io.out(values.json === true ? `${JSON.stringify({ settings, unknown })}\n` : inWords(settings, unknown));
    return settings.some(({ fault }) => fault !== undefined) ? 1 : 0;
  },
});

function inWords(settings: readonly ShownSetting[], unknown: readonly string[]): string {
  const rows = settings.map(({ name, value = '-', source }) => [name, value, sourceInWords(source)]);
  const faults = settings.flatMap(({ fault }) => (fault === undefined ? [] : [`FAULT: ${fault}`]));
  const slips = unknown.map((name) => `${name} looks like a setting and is none: is its name right?`);
  return [...table(rows), ...faults, ...slips, ''].join('\n');
}
