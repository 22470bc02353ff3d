import { expect } from '@jest/globals';
import { counted, printFigures } from '../support/figures.js';
import { NO_FAULTS } from './folder-check.js';
import { together } from './heard-check.js';
import { ServerNight, worse, type NightFigures, type NightPlan, type ServerFault } from './server-night.js';

/** After so many faults a new log is begun, since a longer one shows nothing more. */
const FAULTS_A_LOG = 10;

export interface ServerCampaign {
  /** What happens, as it is printed. */
  readonly name: string;
  readonly faults: number;
  readonly plan: Omit<NightPlan, 'seed'>;
  readonly seed: number;
  /** The one with this number, from 0. */
  faultAt(number: number): ServerFault | Promise<ServerFault>;
}

/** So many of each kind, where somebody wants another number of them. */
const WANTED = process.env['MUSTER_TEST_RUNS'];

/** Lets one fault after the other happen, prints the figures, and expects that nothing came of it. */
export async function meetServerFaults(campaign: ServerCampaign): Promise<NightFigures> {
  const faults = WANTED === undefined ? campaign.faults : Number(WANTED);
  let figures: NightFigures | undefined;
  for (let met = 0; met < faults; met += FAULTS_A_LOG) {
    const more = await oneLog(campaign, met, Math.min(met + FAULTS_A_LOG, faults));
    figures = figures === undefined ? more : sum(figures, more);
    for (const line of linesOf(campaign.name, figures)) printFigures(line);
  }
  if (figures === undefined) throw new Error('nothing was to happen');
  expectSound(figures);
  return figures;
}

export function expectSound(figures: NightFigures): void {
  expect(figures).toMatchObject({
    ...{ faults: NO_FAULTS, otherOrders: 0, answeredOtherwise: 0, surprises: [] },
    judged: { falseAllSafe: 0, differing: 0 },
  });
  expect(figures.judged.claims).toBeGreaterThan(0);
}

async function oneLog(campaign: ServerCampaign, from: number, to: number): Promise<NightFigures> {
  const night = new ServerNight({ ...campaign.plan, seed: campaign.seed + from });
  try {
    await night.open();
    for (let number = from; number < to; number += 1) await night.meet(await campaign.faultAt(number));
    return night.figures();
  } finally {
    await night.remove();
  }
}

function sum(some: NightFigures, others: NightFigures): NightFigures {
  return {
    faultsMet: some.faultsMet + others.faultsMet,
    told: some.told + others.told,
    faults: worse(some.faults, others.faults),
    otherOrders: some.otherOrders + others.otherOrders,
    answeredOtherwise: some.answeredOtherwise + others.answeredOtherwise,
    putOff: added(some.putOff, others.putOff),
    judged: together(some.judged, others.judged),
    surprises: [...some.surprises, ...others.surprises],
    lostSubscriptions: some.lostSubscriptions + others.lostSubscriptions,
    silentMs: [...some.silentMs, ...others.silentMs],
    resumedMs: [...some.resumedMs, ...others.resumedMs],
  };
}

function added(some: NightFigures['putOff'], others: NightFigures['putOff']): NightFigures['putOff'] {
  const types = new Set([...some.keys(), ...others.keys()]);
  return new Map([...types].map((type) => [type, (some.get(type) ?? 0) + (others.get(type) ?? 0)]));
}

function linesOf(name: string, figures: NightFigures): readonly string[] {
  const { faultsMet, told, faults, otherOrders, answeredOtherwise, judged, lostSubscriptions } = figures;
  return [
    `EventStoreDB, ${name}: ${faultsMet} times; ${counted(told)} answered commands, ${faults.lost} lost, ` +
      `${faults.doubled} doubled after retry, ${answeredOtherwise} answered otherwise (${putOffs(figures)}), ` +
      `${faults.textsLost} texts lost, ` +
      `${faults.logFaults} faults in the log, ${otherOrders} readers with another order, ${faults.viewsDiffer} views ` +
      `that differ from a fold`,
    `EventStoreDB, ${name}: ${counted(judged.claims)} claims, ${counted(judged.allSafe)} ALL_SAFE, ` +
      `${judged.falseAllSafe} false, ${judged.differing} otherwise than the plain reading; ${lostSubscriptions} ` +
      `subscriptions lost; without an answered command ${spread(figures.silentMs)}; both instances ready after ` +
      spread(figures.resumedMs),
  ];
}

function putOffs({ putOff }: NightFigures): string {
  const times = [...putOff].map(([type, count]) => `${counted(count)} times by ${type}`);
  return times.length === 0 ? 'none was put off' : `put off ${times.join(', ')}`;
}

/** Of milliseconds, as seconds: the middle one and the longest. */
function spread(milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  const seconds = (at: number): string => ((sorted[at] ?? 0) / 1_000).toFixed(1);
  return `${seconds(Math.floor(sorted.length / 2))} s (longest ${seconds(sorted.length - 1)} s)`;
}
