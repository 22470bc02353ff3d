import { join } from 'node:path';
import { Child } from '../child.js';
import type { GeneratorAnswer, LoadPlan, LoadResult } from './plan.js';

/** Load from a process of its own. */
export class Load {
  readonly #child = Child.start<LoadPlan, GeneratorAnswer>(join(import.meta.dirname, 'generator.js'), []);

  /** Rejects where anything is answered otherwise than with 200. */
  async run(plan: LoadPlan): Promise<LoadResult> {
    const answer = await this.#child.ask(plan);
    if ('failure' in answer) throw new Error(answer.failure);
    return answer.result;
  }

  async stop(): Promise<void> {
    await this.#child.stop();
  }
}
