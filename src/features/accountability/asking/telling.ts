import type { EpochMs } from '../../../kernel/instant.js';
import type { Asked } from './asked.js';
import { tell, type Audience, type ToldAssessment } from './audience.js';
import { boardOf, nextLapse, type Board } from './board.js';

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

  /** The next instant at which evidence stops being fresh; undefined where nothing lapses any more. */
  get nextLapse(): EpochMs | undefined {
    if (this.made === undefined) return nextLapse(this.told.people, this.at);
    return this.made.lapsesAt === Infinity ? undefined : this.made.lapsesAt;
  }

  /** The board that was made last, here or before. */
  get lastBoard(): Board | undefined {
    return this.made ?? this.before;
  }
}
