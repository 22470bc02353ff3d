import type { Schemas } from '../api/client.js';
import type { Say } from '../words/catalogue.js';
import { channelInWords } from './channels.js';
import type { NameOf } from './names.js';
import { instantInWords } from './times.js';

export type TimelineEvent = Schemas['TimelineEventAnswer'];
type Text = Schemas['TextAnswer'];

export interface Told {
  readonly say: Say;
  readonly locale: string;
  readonly nameOf: NameOf;
}

/** Its texts, in the order in which they are read. */
const TEXTS = ['name', 'position', 'channel', 'place', 'to', 'note', 'text', 'reason'] as const;

/** Of whom an event is, where it is about one person, or of which mission. */
export function whoOf({ category, id, data }: TimelineEvent): string | undefined {
  if (category === 'deployment' || category === 'mission') return id;
  const about = textIn(data, 'deployment');
  return category === 'rollCall' ? about : undefined;
}

/** What an event says, part by part, without what it is and of whom. */
export function detailsOf(event: TimelineEvent, told: Told): readonly string[] {
  const changes = objectIn(event.data, 'changes');
  return [
    ...factsOf(event.data, told),
    ...(changes === undefined ? [] : factsOf(changes, told)),
    ...textsOf(event, told),
  ];
}

function factsOf(data: Readonly<Record<string, unknown>>, { say, nameOf, locale }: Told): readonly string[] {
  const [grade, vouchedBy, hazard] = [data['grade'], textIn(data, 'vouchedBy'), objectIn(data, 'hazard')];
  const [condition, disposition, outcome] = [conditionIn(data), dispositionIn(data), outcomeIn(data)];
  const until = hazard === undefined ? undefined : textIn(hazard, 'latest');
  return [
    ...(condition === undefined ? [] : [say(`common.condition.${condition}`)]),
    ...(disposition === undefined ? [] : [say(`common.disposition.${disposition}`)]),
    ...(typeof grade === 'number' ? [say('incident.grade', { grade })] : []),
    ...(vouchedBy === undefined ? [] : [say('incident.vouched-by', { name: nameOf(vouchedBy) })]),
    ...(outcome === undefined ? [] : [say(`incident.outcome.${outcome}`)]),
    ...(until === undefined ? [] : [say('incident.danger-until', { instant: instantInWords(until, 'UTC', locale) })]),
  ];
}

function textsOf({ texts }: TimelineEvent, { say }: Told): readonly string[] {
  const all = texts as Readonly<Record<string, Text | undefined>>;
  return TEXTS.flatMap((field) => {
    const text = all[field];
    if (text === undefined) return [];
    if (text.erased === true) return [say('common.text.erased')];
    if (text.text === undefined) return [say('common.text.unreadable')];
    return [field === 'channel' ? channelInWords(text.text, say) : say('incident.quoted', { text: text.text })];
  });
}

const CONDITIONS = ['SAFE', 'NEEDS_ASSISTANCE', 'INJURED', 'DETAINED'] as const;
const DISPOSITIONS = [
  'AT_POST',
  'IN_TRANSIT',
  'ON_LEAVE',
  'SHELTERING',
  'EVACUATED',
  'HOSPITALISED',
  'REPATRIATED',
] as const;
const OUTCOMES = ['NO_ANSWER', 'UNDELIVERABLE', 'BUSY', 'ANSWERED'] as const;
/** Of a closing, and of an attempt to reach someone. */
const ENDS = [...OUTCOMES, 'COMPLETE', 'INCOMPLETE'] as const;

type Data = Readonly<Record<string, unknown>>;

function conditionIn({ condition }: Data): (typeof CONDITIONS)[number] | undefined {
  return CONDITIONS.find((one) => one === condition);
}

function dispositionIn({ disposition }: Data): (typeof DISPOSITIONS)[number] | undefined {
  return DISPOSITIONS.find((one) => one === disposition);
}

function outcomeIn({ outcome }: Data): (typeof ENDS)[number] | undefined {
  return ENDS.find((one) => one === outcome);
}

function textIn(data: Data, field: string): string | undefined {
  const value = data[field];
  return typeof value === 'string' ? value : undefined;
}

function objectIn(data: Data, field: string): Data | undefined {
  const value = data[field];
  return typeof value === 'object' && value !== null ? (value as Data) : undefined;
}

/** What an ordinary night is full of; the rest are its turning points. */
const ORDINARY: ReadonlySet<TimelineEvent['type']> = new Set([
  ...(['ContactAttempted', 'EntryAnnotated', 'DeploymentExtended', 'DeploymentCurtailed'] as const),
  ...(['AssignmentStarted', 'AssignmentEnded', 'LeaveStarted', 'LeaveEnded'] as const),
  ...(['TransitStarted', 'ArrivalObserved', 'DutyPostOpened', 'DutyPostClosed'] as const),
]);

/** Whether someone who reads only the turns of an incident must read it. */
export function isKeyEvent({ type, data }: TimelineEvent): boolean {
  if (type === 'OfficerAccountedFor') return (data as Data)['condition'] !== 'SAFE';
  return !ORDINARY.has(type);
}
