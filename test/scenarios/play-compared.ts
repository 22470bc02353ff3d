import { parseScript } from '../../src/cli/play/parse.js';
import { playScript } from '../../src/cli/play/play.js';
import type { ApplicationTheatre } from '../../src/cli/play/theatre.js';
import type { GeneratedScript } from '../second-reading/scripts.js';
import { ComparedStage } from './compared-stage.js';

/** Plays a generated night; a surprise is a command that was to be taken and was refused, or an error of ours. */
export async function playCompared(theatre: ApplicationTheatre, generated: GeneratedScript) {
  const parsed = parseScript('generated', JSON.stringify(generated.script));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const stage = new ComparedStage(await theatre.open(), generated);
  try {
    const failures = await playScript(stage, parsed.script);
    await stage.compareTheRest();
    const surprises = failures.filter(({ step }) => !generated.mayBeRefused.includes(step - 1));
    const differing = stage.compared.filter(({ said, read }) => said !== read);
    return { surprises, differing };
  } finally {
    await stage.close();
  }
}
