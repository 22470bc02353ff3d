import { beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { id } from '../../../../test/support/given.js';
import { entryId, type EntryId } from '../../../kernel/entry-id.js';
import type { KeySubject, RecordedEvent } from '../../../kernel/event.js';
import { instant, type Instant } from '../../../kernel/instant.js';
import type { JsonObject } from '../../../kernel/json.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import type { ViewsDb } from '../../../projecting/projection.js';
import { JOURNAL } from './journal.projection.js';
import { StoredJournal, type JournalQuestion } from './stored-journal.js';

const [STRIKE, RC, ANN, BEN, TRAINING] = [id('strike'), id('rc'), id('ann'), id('ben'), id('training')];
const STREAMS = {
  incident: STRIKE,
  rollCall: RC,
  ann: ANN,
  ben: BEN,
  mission: TRAINING,
  officer: id('officer'),
} as const;
type Of = keyof typeof STREAMS;

function streamOf(of: Of): string {
  return `${of === 'ann' || of === 'ben' ? 'deployment' : of}-${STREAMS[of]}`;
}

interface Details {
  readonly data?: JsonObject;
  readonly at?: Instant;
  readonly happened?: Instant;
  readonly name?: string;
}

const AT = instant('2020-01-07T23:00:00Z');

/** A journal that is told what is recorded, and its questions in short. */
class TestJournal {
  readonly db: ViewsDb = new Sqlite(':memory:');
  readonly journal = new StoredJournal(() => this.db);
  private readonly revisions = new Map<Of, number>();
  private count = 0;

  constructor() {
    JOURNAL.create(this.db);
  }

  get end(): Position {
    return String(this.count).padStart(6, '0') as Position;
  }

  /** Answers the name of the entry, where it is of a deployment. */
  record(of: Of, type: string, { data = {}, at = AT, happened, name }: Details = {}): EntryId {
    const revision = this.revisions.get(of) ?? 0;
    this.revisions.set(of, revision + 1);
    this.count += 1;
    const subject: KeySubject = `officer:${STREAMS[of]}`;
    const event: RecordedEvent = {
      ...{ id: id(`event ${this.count}`), type, schemaVersion: 1, stream: streamOf(of), revision, data },
      ...{ position: this.end, recordedAt: at },
      ...(name === undefined ? {} : { personal: { subject, sealed: { name, other: 'sealed' } } }),
      metadata: {
        ...{ commandId: id('command'), correlationId: id('command'), causationId: id('command'), fingerprint: '' },
        ...{ actor: id('watch'), role: 'dutyOfficer', mode: 'ACTUAL' },
        ...(happened === undefined ? {} : { observedAt: happened }),
      },
    };
    JOURNAL.apply(this.db, event);
    return entryId(STREAMS[of], event.id);
  }

  positions(asked: Partial<JournalQuestion> = {}): readonly Position[] {
    return this.journal
      .events({
        whole: [streamOf('incident'), streamOf('rollCall')],
        within: [streamOf('ann'), streamOf('mission')],
        ...{ from: BEFORE_ALL, to: this.end, known: this.end, after: BEFORE_ALL, limit: 1_000 },
        ...asked,
      })
      .map(({ position }) => position);
  }

  paged(limit: number, asked: Partial<JournalQuestion> = {}): readonly Position[] {
    const found: Position[] = [];
    for (;;) {
      const page = this.positions({ ...asked, after: found.at(-1) ?? BEFORE_ALL, limit });
      if (page.length === 0) return found;
      found.push(...page);
    }
  }
}

let log: TestJournal;

beforeEach(() => {
  log = new TestJournal();
});

function positions(...numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => String(number).padStart(6, '0'));
}

describe('which events stand in a timeline', () => {
  it('holds those of the incident and its roll calls whenever recorded, and of others from the opening on', () => {
    log.record('ann', 'LeaveStarted');
    log.record('incident', 'IncidentOpened');
    log.record('ann', 'LeaveEnded');
    log.record('ben', 'LeaveEnded');
    log.record('mission', 'MissionSuspended');
    log.record('rollCall', 'RollCallOpened');
    const from = positions(2)[0] as Position;
    expect(log.positions({ from })).toEqual(positions(2, 3, 5, 6));
  });

  it('ends with the closing, but for the incident and its roll calls', () => {
    log.record('incident', 'IncidentOpened');
    log.record('ann', 'LeaveStarted');
    const to = (log.record('incident', 'IncidentClosed'), log.end);
    log.record('ann', 'LeaveEnded');
    log.record('mission', 'MissionResumed');
    log.record('incident', 'HazardRefined');
    expect(log.positions({ to })).toEqual(positions(1, 2, 3, 6));
  });

  it('goes on after the closing with corrections of what stands in it, and with corrections of these', () => {
    const checkIn = log.record('ann', 'OfficerAccountedFor');
    const to = log.end;
    const corrected = log.record('ann', 'EntryCorrected', { data: { entry: checkIn } });
    const again = log.record('ann', 'EntryCorrected', { data: { entry: corrected } });
    log.record('ann', 'EntryAnnotated', { data: { entry: again } });
    log.record('ann', 'EntryRetracted', { data: { entry: again } });
    expect(log.positions({ to })).toEqual(positions(1, 2, 3, 4, 5));
  });

  it('leaves out later corrections of what does not stand in it', () => {
    const before = log.record('ann', 'OfficerAccountedFor');
    log.record('incident', 'IncidentOpened');
    const [from, to] = [log.end, log.end];
    const after = log.record('ann', 'OfficerAccountedFor');
    log.record('ann', 'EntryCorrected', { data: { entry: before } });
    log.record('ann', 'EntryRetracted', { data: { entry: after } });
    expect(log.positions({ from, to })).toEqual(positions(2));
  });

  it('holds nothing that was not known', () => {
    const checkIn = log.record('ann', 'OfficerAccountedFor');
    const to = log.end;
    log.record('incident', 'NoteLogged');
    const known = log.end;
    log.record('ann', 'EntryRetracted', { data: { entry: checkIn } });
    log.record('incident', 'NoteLogged');
    expect(log.positions({ to, known })).toEqual(positions(1, 2));
  });

  it('is the same whichever way it is paged', () => {
    const recorded = ['ann', 'incident', 'ann', 'incident', 'ann', 'incident'] as const;
    for (const of of recorded) log.record(of, of === 'ann' ? 'LeaveEnded' : 'NoteLogged');
    const whole = log.positions();
    expect(log.paged(2)).toEqual(whole);
    expect(whole).toHaveLength(6);
  });
});

describe('when events happened', () => {
  const [earlier, later] = [instant('2020-01-07T22:00:00Z'), instant('2020-01-08T01:00:00Z')];

  it('is as claimed, or else their recording', () => {
    log.record('ann', 'LeaveEnded', { happened: earlier });
    log.record('ann', 'DeploymentExtended');
    expect(log.positions({ happenedBy: earlier })).toEqual(positions(1));
    expect(log.positions({ happenedBy: AT })).toEqual(positions(1, 2));
  });

  it('is never later than their recording: a clock that is ahead counts at it', () => {
    log.record('ann', 'OfficerAccountedFor', { happened: later });
    expect(log.positions({ happenedBy: AT })).toEqual(positions(1));
  });

  it('does not keep a correction from standing whose entry had happened by then', () => {
    const checkIn = log.record('ann', 'OfficerAccountedFor', { happened: earlier });
    const to = log.end;
    log.record('ann', 'EntryRetracted', { data: { entry: checkIn }, at: later });
    expect(log.positions({ to, happenedBy: AT })).toEqual(positions(1));
    expect(log.positions({ to, happenedBy: later })).toEqual(positions(1, 2));
  });
});

describe('what someone sees who does not see all', () => {
  it('is nothing of duress, and of roll calls nothing about others', () => {
    log.record('ann', 'DuressSignalled');
    log.record('ann', 'DuressCleared');
    log.record('ann', 'LeaveEnded');
    log.record('rollCall', 'OfficerExcludedFromRollCall', { data: { deployment: BEN } });
    log.record('rollCall', 'OfficerAddedToRollCall', { data: { deployment: ANN } });
    log.record('rollCall', 'RollCallReopened');
    expect(log.positions({ among: [ANN] })).toEqual(positions(3, 5, 6));
    expect(log.positions()).toEqual(positions(1, 2, 3, 4, 5, 6));
  });
});

describe('the journal', () => {
  it.each([
    ['incident', 'IncidentForgotten'],
    ['ann', 'IncidentOpened'],
    ['rollCall', 'RollCallEnlisted'],
    ['mission', 'LeaveEnded'],
    ['officer', 'OfficerForgotten'],
  ] as const)('stops at an event that a stream of its kind cannot have: %s %s', (of, type) => {
    expect(() => log.record(of, type)).toThrow(/unknown event/);
  });

  it('keeps an event as it is, sealed', () => {
    const entry = log.record('ann', 'LeaveEnded', { data: { at: AT }, name: 'sealed name' });
    expect(log.journal.entry(entry)).toEqual({
      ...{ type: 'LeaveEnded', category: 'deployment', id: ANN, revision: 0, entry, data: { at: AT } },
      ...{ position: log.end, recordedAt: AT, happenedAt: AT, actor: id('watch'), role: 'dutyOfficer' },
      personal: { subject: `officer:${ANN}`, sealed: { name: 'sealed name', other: 'sealed' } },
    });
  });

  it('knows names as they were known, and no other text', () => {
    const began = { deployment: ANN, officer: id('officer'), mission: TRAINING };
    log.record('officer', 'OfficerRegistered', { name: 'first' });
    log.record('ann', 'DeploymentBegan', { data: began });
    const first = log.end;
    log.record('officer', 'OfficerCorrected', { name: 'second' });
    log.record('officer', 'OfficerCorrected');
    expect(log.journal.personName(ANN, first)?.sealed).toEqual({ name: 'first' });
    expect(log.journal.personName(ANN, log.end)?.sealed).toEqual({ name: 'second' });
    expect(log.journal.personName(BEN, log.end)).toBeUndefined();
    expect(log.journal.placeName(TRAINING, log.end)).toBeUndefined();
  });

  it('knows the zone of a mission, and that of the mission to which an officer was last assigned', () => {
    const other = id('other mission');
    log.record('mission', 'MissionEstablished', { data: { mission: TRAINING, zone: 'Asia/Baghdad' }, name: 'sealed' });
    log.record('ann', 'DeploymentBegan', { data: { deployment: ANN, officer: id('officer'), mission: TRAINING } });
    const position = log.end;
    expect(log.journal.zoneOf({ category: 'deployment', id: ANN, position })).toBe('Asia/Baghdad');
    expect(log.journal.zoneOf({ category: 'mission', id: TRAINING, position })).toBe('Asia/Baghdad');
    expect(log.journal.zoneOf({ category: 'incident', id: STRIKE, position })).toBeUndefined();
    log.record('ann', 'AssignmentStarted', { data: { assignment: id('second'), mission: other } });
    expect(log.journal.zoneOf({ category: 'deployment', id: ANN, position: log.end })).toBeUndefined();
    expect(log.journal.zoneOf({ category: 'deployment', id: ANN, position })).toBe('Asia/Baghdad');
  });
});

describe('for any history', () => {
  /** An event of a tour: a plain one, or a correction of the one so many places before it. */
  const step = fc.record({
    of: fc.constantFrom('ann', 'ben', 'incident' as const),
    back: fc.integer({ min: 0, max: 4 }),
  });

  it('the timeline is what its sentence says, read event by event', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.nat(25), fc.nat(25), fc.nat(25), (steps, a, b, c) => {
        const journal = new TestJournal();
        const [from, to, known] = [a, b, c].sort((x, y) => x - y).map((number) => positions(number)[0] as Position);
        if (from === undefined || to === undefined || known === undefined) throw new Error('three instants were drawn');
        const standing = new Set<string>();
        const expected: Position[] = [];
        const entries: Record<'ann' | 'ben' | 'incident', EntryId[]> = { ann: [], ben: [], incident: [] };
        for (const { of, back } of steps) {
          const corrected = of === 'incident' || back === 0 ? undefined : entries[of].at(-back);
          const type = of === 'incident' ? 'NoteLogged' : corrected === undefined ? 'LeaveEnded' : 'EntryRetracted';
          const own = journal.record(of, type, corrected === undefined ? {} : { data: { entry: corrected } });
          entries[of].push(own);
          const at = journal.end;
          const inTime = at >= from && at <= to;
          const corrects = at > to && corrected !== undefined && standing.has(corrected);
          const ofIncident = of === 'incident' && at >= from;
          if (at > known || !(ofIncident || inTime || corrects)) continue;
          standing.add(own);
          expected.push(at);
        }
        const within = [streamOf('ann'), streamOf('ben')];
        expect(journal.positions({ within, from, to, known })).toEqual(expected);
        expect(journal.paged(2, { within, from, to, known })).toEqual(expected);
      }),
    );
  });
});
