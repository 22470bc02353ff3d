import { parseScript } from '../../src/cli/play/parse.js';
import type { Script } from '../../src/cli/play/script.js';

export const PEOPLE = 'people: { watch: dutyOfficer, chief: commander }';

export function scriptOf(text: string): Script {
  const parsed = parseScript('a.yaml', text);
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => `${fault.line}: ${fault.message}`).join('\n'));
  return parsed.script;
}

export function faultsOf(text: string): string[] {
  const parsed = parseScript('a.yaml', text);
  return parsed.ok ? [] : parsed.faults.map((fault) => `${fault.script}:${fault.line}: ${fault.message}`);
}

/** The faults of one step, which stands on the third line. */
export function faultsOfStep(...steps: string[]): string[] {
  return faultsOf([PEOPLE, 'steps:', ...steps.map((step) => `  - ${step}`)].join('\n'));
}

export function expectOneFault(step: string, fault: RegExp): void {
  const faults = faultsOfStep(step);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^a\.yaml:3: /);
  expect(faults[0]).toMatch(fault);
}
