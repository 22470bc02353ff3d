import { KINDS } from './script-act.js';
import { sampleScripts, type CheckStep, type DoStep, type GeneratedScript } from './scripts.js';

const COUNT = 300;
const generated = sampleScripts(2020, COUNT);

function doSteps(one: GeneratedScript): DoStep[] {
  return one.script.steps.filter((step) => 'do' in step);
}

function checkSteps(one: GeneratedScript): CheckStep[] {
  return one.script.steps.filter((step) => 'check' in step);
}

/** Every handle that a creating step brings into the script. */
function introduced(one: GeneratedScript): string[] {
  const creating = ['mission', 'post', 'officer', 'deployment', 'assignment', 'incident', 'rollCall'];
  return doSteps(one)
    .flatMap((step) => creating.map((field) => step.with[field]))
    .filter((id) => typeof id === 'string');
}

describe('generated scripts', () => {
  it('are the same for the same seed and others for another', () => {
    expect(sampleScripts(2020, 5)).toEqual(generated.slice(0, 5));
    expect(sampleScripts(2021, 5)).not.toEqual(generated.slice(0, 5));
  });

  it('move the clock forward only, from the first step on', () => {
    for (const one of generated) {
      const instants = doSteps(one).flatMap((step) => (step.at === undefined ? [] : [step.at]));
      expect(instants).toEqual([...new Set(instants)].sort());
      expect(doSteps(one)[0]?.at).toBeDefined();
    }
  });

  it('name only entries that an earlier step recorded for certain', () => {
    for (const one of generated) {
      const labels = new Set<string>();
      one.script.steps.forEach((step, place) => {
        if ('check' in step) {
          if (step.knownAt !== undefined && !step.knownAt.includes(':')) expect(labels).toContain(step.knownAt);
          return;
        }
        const { entry, prefer, setAside } = step.with;
        const named = [entry, prefer, setAside].flat();
        for (const label of named) if (typeof label === 'string') expect(labels).toContain(label.split('.')[0]);
        if (step.id === undefined) return;
        expect(one.mayBeRefused).not.toContain(place);
        labels.add(step.id);
      });
    }
  });

  it('name only roll calls and tours that a step brings in, and end with several questions', () => {
    for (const one of generated) {
      const handles = introduced(one);
      const checks = checkSteps(one);
      expect(checks.length).toBeGreaterThanOrEqual(3);
      expect(one.script.steps.slice(-checks.length)).toEqual(checks);
      for (const check of checks) expect(handles).toContain(check.rollCall);
      for (const tour of Object.values(one.ofAgency).flat()) expect(handles).toContain(tour);
    }
  });

  it('give every command that the rule rests on, and every axis', () => {
    const commands = new Set(generated.flatMap((one) => doSteps(one).map((step) => step.do)));
    expect(commands.size).toBeGreaterThanOrEqual(KINDS.length);
    const axes = generated.flatMap((one) =>
      checkSteps(one).map((check) => `${String(check.asOf !== undefined)} ${String(check.knownAt !== undefined)}`),
    );
    expect(new Set(axes).size).toBe(4);
  });
});
