import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseScript } from '../../src/cli/play/parse.js';
import { playScript } from '../../src/cli/play/play.js';
import { ApplicationTheatre } from '../../src/cli/play/theatre.js';
import { sampleScripts, type GeneratedScript } from '../second-reading/scripts.js';
import { ComparedStage } from './compared-stage.js';

/** Every run of the suite tries the same nights; the campaign tries others. */
const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const SCRIPTS = Number(process.env['MUSTER_TEST_SCRIPTS'] ?? '150');

describe('the application and a second, plain reading of RULE.md', () => {
  let theatre: ApplicationTheatre;

  beforeAll(async () => {
    theatre = await ApplicationTheatre.open({ engine: 'memory' });
  });

  afterAll(async () => {
    await theatre.close();
  });

  it(
    `say the same to every question about ${SCRIPTS} generated nights`,
    async () => {
      for (const [index, generated] of sampleScripts(SEED, SCRIPTS).entries()) {
        const { surprises, compared } = await playCompared(theatre, generated);
        const differing = compared.filter(({ said, read }) => said !== read);
        expect({ index, surprises, differing }).toEqual({ index, surprises: [], differing: [] });
      }
    },
    SCRIPTS * 4_000,
  );
});

/** Plays a generated night; a surprise is a command that was to be taken and was refused, or an error of ours. */
async function playCompared(theatre: ApplicationTheatre, generated: GeneratedScript) {
  const parsed = parseScript('generated', JSON.stringify(generated.script));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const stage = new ComparedStage(await theatre.open(), generated);
  try {
    const failures = await playScript(stage, parsed.script);
    await stage.compareTheRest();
    const surprises = failures.filter(({ step }) => !generated.mayBeRefused.includes(step - 1));
    return { surprises, compared: stage.compared };
  } finally {
    await stage.close();
  }
}
