import type { Id } from '../../src/kernel/ids.js';
import { instant } from '../../src/kernel/instant.js';
import { callerWith, type Recorded, type TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { ADVICE, ANN, BEN, RC, STRIKE, TRAINING, type Scene } from '../api/timeline-support.js';

/** Stands in every text that is planted, and in nothing else. */
export const PLANTED = 'planted';

export const TOUR = id('one more tour');
export const OFFICER = id('officer of one more tour');
const POST = id('post');
const ADVICE_POST = id('advice post');
const HAZARD = { earliest: evening('22:30:00'), latest: evening('22:50:00') };
const PLANNED = instant('2020-10-01T00:00:00Z');
const TOKEN = id('token');

type Entry = Recorded & { readonly entry: string };

/** Gives every command that takes a text, each text planted and like no other. */
export class SealedNight {
  private count = 0;
  private readonly watch: TestCaller;
  private readonly chief: TestCaller;

  constructor(private readonly scene: Scene) {
    this.watch = scene.watch;
    this.chief = scene.chief;
  }

  async play(): Promise<void> {
    await this.missionsAndOfficers();
    await this.tours();
    await this.incidentAndRollCall();
    await this.checkIns();
    await this.alarms();
    await this.endings();
    await this.access();
  }

  private text(field: string): string {
    this.count += 1;
    return `${PLANTED} ${this.count} ${field}`;
  }

  private reason(): { readonly reason: string } {
    return { reason: this.text('reason') };
  }

  private record(command: string, body: object, by: TestCaller = this.watch): Promise<Entry> {
    return by.record(command, body) as Promise<Entry>;
  }

  private async missionsAndOfficers(): Promise<void> {
    const [mission, effectiveAt] = [id('sealed mission'), evening('22:00:00')];
    await this.record('EstablishMission', { mission, name: this.text('name') });
    for (const [of, post] of [
      [mission, POST],
      [ADVICE, ADVICE_POST],
    ] as const) {
      await this.record('OpenDutyPost', { mission: of, post, name: this.text('name'), place: this.text('place') });
    }
    await this.record('CloseDutyPost', { mission, post: POST, ...this.reason() });
    await this.record('SuspendMission', { mission, decidedAt: effectiveAt, effectiveAt, ...this.reason() });
    await this.record('ResumeMission', { mission, effectiveAt, ...this.reason() });
    await this.record('EndMission', { mission, effectiveAt, ...this.reason() });
    const named = { officer: OFFICER, homeAgency: 'Saskatoon', name: this.text('name'), rank: this.text('rank') };
    await this.record('RegisterOfficer', named);
    await this.record('CorrectOfficer', { officer: OFFICER, name: this.text('name'), ...this.reason() });
    await this.record('RecordOfficerRank', { officer: OFFICER, rank: this.text('rank'), effectiveAt });
    const contact = { officer: OFFICER, channel: this.text('channel'), address: this.text('address') };
    await this.record('RecordContactChannel', contact);
  }

  private async tours(): Promise<void> {
    const [deployment, beganAt] = [TOUR, instant('2019-10-01T00:00:00Z')];
    const tour = { deployment, officer: OFFICER, mission: TRAINING, beganAt, plannedEndAt: PLANNED };
    await this.record('BeginDeployment', { ...tour, position: this.text('position') });
    const later = instant('2020-11-01T00:00:00Z');
    await this.record('ExtendDeployment', { deployment, plannedEndAt: later, ...this.reason() });
    await this.record('CurtailDeployment', { deployment, plannedEndAt: PLANNED, ...this.reason() });
    const [assignment, from] = [id('assignment'), evening('21:00:00')];
    const assigned = {
      deployment,
      assignment,
      mission: ADVICE,
      post: ADVICE_POST,
      position: this.text('position'),
      from,
    };
    await this.record('StartAssignment', assigned);
    await this.record('StartLeave', { deployment, from: evening('21:00:00'), place: this.text('place') });
    await this.record('EndLeave', { deployment, at: evening('21:30:00') });
    const transit = { deployment, departedAt: evening('21:30:00'), to: this.text('to'), dueAt: evening('22:00:00') };
    await this.record('StartTransit', transit);
    await this.record('ObserveArrival', { deployment, arrivedAt: evening('21:50:00'), place: this.text('place') });
  }

  private async incidentAndRollCall(): Promise<void> {
    const incident = id('sealed incident');
    const texts = { name: this.text('name'), place: this.text('place') };
    await this.record('OpenIncident', { incident, mode: 'ACTUAL', hazard: HAZARD, ...texts });
    await this.record('RefineHazard', { incident, hazard: HAZARD, ...this.reason() });
    await this.record('LogNote', { incident, text: this.text('text') });
    await this.record('CloseIncident', { incident, ...this.reason() });
    await this.record('ReopenIncident', { incident, ...this.reason() });
    await this.record('LogNote', { incident: STRIKE, text: this.text('text') });
    await this.decided('AddToRollCall', TOUR);
    await this.decided('ExcludeFromRollCall', TOUR);
    await this.decided('ReverseExclusion', TOUR);
    const policy = { freshness: 'PT12H', leastGrade: 3 };
    await this.record('AdoptPolicy', { rollCall: RC, policy, ...this.reason() }, this.chief);
    await this.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', ...this.reason() });
    await this.record('ReopenRollCall', { rollCall: RC, ...this.reason() });
  }

  private decided(command: string, deployment: Id): Promise<unknown> {
    return this.record(command, { rollCall: RC, deployment, ...this.reason() }, this.chief);
  }

  private async checkIns(): Promise<void> {
    for (const deployment of [ANN, BEN, TOUR]) await this.checkIn(deployment, 'SAFE', '22:58');
    const { entry } = await this.checkIn(TOUR, 'INJURED', '22:59');
    const changes = { place: this.text('place') };
    const { entry: corrected } = await this.record('CorrectEntry', { entry, changes, ...this.reason() });
    await this.record('AnnotateEntry', { entry: corrected, text: this.text('text') });
    const again = await this.checkIn(TOUR, 'SAFE', '22:59');
    const resolved = { deployment: TOUR, prefer: again.entry, setAside: [corrected], ...this.reason() };
    await this.record('ResolveConflict', resolved);
    const mistaken = await this.checkIn(BEN, 'DETAINED', '22:59');
    await this.record('RetractEntry', { entry: mistaken.entry, ...this.reason() });
    const attempt = { outcome: 'NO_ANSWER', attemptedAt: evening('22:59:00') };
    await this.record('RecordContactAttempt', { deployment: TOUR, channel: this.text('channel'), ...attempt });
  }

  private checkIn(deployment: Id, condition: string, time: string): Promise<Entry> {
    return this.record('RecordCheckIn', {
      ...{ deployment, condition, observedAt: evening(`${time}:00`), grade: 1 },
      ...{ place: this.text('place'), channel: this.text('channel'), note: this.text('note') },
    });
  }

  private async alarms(): Promise<void> {
    const deployment = TOUR;
    const declared = await this.record('DeclareMissing', { deployment, ...this.reason() }, this.chief);
    await this.record('WithdrawMissing', { entry: declared.entry, ...this.reason() }, this.chief);
    const [confirmed, refuted] = [await this.deathReport(), await this.deathReport()];
    await this.record('ConfirmDeath', { entry: confirmed.entry, ...this.reason() }, this.chief);
    for (const { entry } of [confirmed, refuted]) {
      await this.record('RefuteDeathReport', { entry, ...this.reason() }, this.chief);
    }
    const signal = { deployment, signalledAt: evening('22:59:00'), channel: this.text('channel') };
    const { entry } = await this.record('SignalDuress', signal);
    await this.record('ClearDuress', { entry, ...this.reason() }, this.chief);
  }

  private deathReport(): Promise<Entry> {
    const texts = { channel: this.text('channel'), note: this.text('note') };
    return this.record('ReportDeath', { deployment: TOUR, observedAt: evening('22:57:00'), grade: 5, ...texts });
  }

  private async endings(): Promise<void> {
    const ending = { deployment: TOUR, endedAt: evening('23:00:00'), ...this.reason() };
    await this.record('EndDeployment', ending);
    await this.record('ReinstateDeployment', { deployment: TOUR, ...this.reason() });
  }

  private async access(): Promise<void> {
    const operator = callerWith(this.scene.app, await this.scene.app.admit('operator'));
    await this.record('GrantAccessToken', { token: TOKEN, name: this.text('name'), role: 'auditor' }, operator);
    await this.record('RevokeAccessToken', { token: TOKEN, ...this.reason() }, operator);
    await this.record('IssueSignInLink', { token: id('link'), name: this.text('name'), role: 'auditor' }, operator);
  }
}
