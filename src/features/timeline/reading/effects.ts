import { Inject, Injectable } from '@nestjs/common';
import type { Position } from '../../../kernel/position.js';
import { nextTurn } from '../../../projecting/machine.js';
import { ASSESSMENTS_AROUND, type AssessmentsAround } from '../assessments-around.js';
import { effectOf, type Effect } from '../effect.js';
import type { Opening } from '../journal/stored-journal.js';
import { TIMELINE_EVENTS, type JournalEvent } from '../timeline-event.js';
import { Timelines, type Timeline } from './timelines.js';

export type EffectsByPosition = ReadonlyMap<Position, readonly Effect[]>;

/** What events changed in the roll calls of their incident. */
@Injectable()
export class Effects {
  constructor(
    @Inject(ASSESSMENTS_AROUND) private readonly assessments: AssessmentsAround,
    private readonly timelines: Timelines,
  ) {}

  /** Event by event, with a turn for others between, for each of them asks the rule. */
  async of(timeline: Timeline, events: readonly JournalEvent[]): Promise<EffectsByPosition> {
    const openings = (timeline.circle?.rollCalls ?? []).flatMap((id) => this.timelines.journal.opening(id) ?? []);
    const effects = new Map<Position, readonly Effect[]>();
    for (const event of events) {
      const touched = openings.filter((opening) => touches(event, opening));
      if (touched.length === 0) continue;
      effects.set(event.position, this.inRollCalls(touched, event, timeline));
      await nextTurn();
    }
    return effects;
  }

  private inRollCalls(touched: readonly Opening[], event: JournalEvent, { reader }: Timeline): readonly Effect[] {
    return touched.flatMap(({ rollCall, openedAt }) => {
      const around = this.assessments.around(rollCall, event.position, reader);
      return effectOf(rollCall, openedAt, around) ?? [];
    });
  }
}

function touches({ type, id, position }: JournalEvent, { rollCall, position: opened }: Opening): boolean {
  if (opened > position) return false;
  switch (TIMELINE_EVENTS[type].touches) {
    case 'every':
      return true;
    case 'own':
      return rollCall === id;
    case 'none':
      return false;
  }
}
