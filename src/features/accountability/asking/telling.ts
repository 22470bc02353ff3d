import type { EpochMs } from '../../../kernel/instant.js';
import type { Asked } from './asked.js';
import { tell, type Audience, type ToldAssessment } from './audience.js';
import { boardOf, type Board } from './board.js';

/** What one audience is told of a roll call at one moment, and as a board. */
export class Telling {
  private made: Board | undefined;

  constructor(
    readonly told: ToldAssessment,
    private readonly at: EpochMs,
    /** An earlier one of the same audience. */
    private readonly before?: Board,
  ) {}

  static to(audience: Audience, asked: Asked, at: EpochMs, current: boolean): Telling {
    return new Telling(tell(audience, asked, current), at);
  }

  /** The board at its instant. */
  get board(): Board {
    return (this.made ??= boardOf(this.told, this.at, this.before));
  }

  /** The board that was made last, here or before. */
  get lastBoard(): Board | undefined {
    return this.made ?? this.before;
  }
}
