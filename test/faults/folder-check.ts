import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { readWholeLog } from '../../src/event-log/event-log.js';
import { verifyLog } from '../../src/event-log/verify.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { openInstallation, type Installation } from '../../src/installation/installation.js';
import { SystemClock } from '../../src/installation/system-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { canonicalJson } from '../../src/kernel/json.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import type { OpenedText } from '../../src/sealing/sealer.js';
import type { Told } from './crowd.js';
import { dump, PATIENT_MS } from './projecting-support.js';

/** What is wrong with a data folder; everything 0 in a sound one. */
export interface Faults {
  /** Commands that were answered and are not there as they were answered. */
  readonly lost: number;
  /** Commands that are there more than once. */
  readonly doubled: number;
  /** Texts that cannot be read, whoever was told of them. */
  readonly textsLost: number;
  /** Of the log itself, as `muster verify` finds them. */
  readonly logFaults: number;
  /** Whether the views differ from a fold of the log. */
  readonly viewsDiffer: number;
}

export const NO_FAULTS: Faults = { lost: 0, doubled: 0, textsLost: 0, logFaults: 0, viewsDiffer: 0 };

export interface Inspected {
  readonly events: readonly RecordedEvent[];
  /** Of how many events each text is. */
  readonly said: ReadonlyMap<string, number>;
  readonly faults: Faults;
}

export interface Inspection {
  readonly told: readonly Told[];
  /** A fold of the whole log takes its time. */
  readonly foldToo: boolean;
}

/** Looks at a copy of the folder, opened as a server would open it; the folder itself stays as it is. */
export async function inspectCopy(folder: string, inspection: Inspection): Promise<Inspected> {
  const copy = mkdtempSync(join(tmpdir(), 'muster-copy-'));
  try {
    cpSync(folder, copy, { recursive: true });
    return await inspect(copy, inspection);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Opens the folder and looks at everything in it. Rejects where it cannot be opened. */
export async function inspect(folder: string, { told, foldToo }: Inspection): Promise<Inspected> {
  const installation = await open(folder);
  try {
    const { events, said, faults } = await inspectLog(installation, told);
    return { events, said, faults: { ...faults, viewsDiffer: foldToo && (await viewsDiffer(installation)) ? 1 : 0 } };
  } finally {
    await installation.close();
  }
}

/** Everything but the views. */
export async function inspectLog(
  kept: Pick<Installation, 'log' | 'sealer'>,
  told: readonly Told[],
): Promise<Inspected> {
  const events = await readWholeLog(kept.log);
  const { faultCount } = await verifyLog(kept.log);
  const texts = await openedTexts(kept, events);
  const { keysAt, said } = indexed(events, texts);
  const isThere = ({ order, position }: Told): boolean =>
    order.body['scope'] !== undefined ? keysAt.has(position) : keysAt.get(position)?.has(order.key) === true;
  const faults = {
    ...NO_FAULTS,
    lost: told.filter((one) => !isThere(one)).length,
    doubled: told.filter(({ order }) => (said.get(order.key) ?? 0) > 1).length,
    textsLost: texts.flat().filter((text) => typeof text === 'string').length,
    logFaults: faultCount,
  };
  return { events, said, faults };
}

function open(folder: string): Promise<Installation> {
  return openInstallation({
    ...{ engine: { engine: 'sqlite', folder }, clock: new SystemClock(), ids: new SystemIds() },
    ...{ catalogue: CATALOGUE, projections: PROJECTIONS },
  });
}

async function openedTexts(
  { sealer }: Pick<Installation, 'sealer'>,
  events: readonly RecordedEvent[],
): Promise<readonly (readonly OpenedText[])[]> {
  const sealed = events.map(({ personal, stream }) => personal ?? { subject: subjectOf(stream), sealed: {} });
  return (await sealer.openMany(sealed)).map((opened) => Object.values(opened));
}

/** Of an event without texts: any subject will do. */
function subjectOf(stream: string): `mission:${string}` {
  return `mission:${stream}`;
}

/** Each order is known by its key, which stands in a text of the event that it recorded. */
function indexed(events: readonly RecordedEvent[], texts: readonly (readonly OpenedText[])[]) {
  const said = new Map<string, number>();
  const keysAt = new Map<string, ReadonlySet<string>>();
  for (const [place, { position }] of events.entries()) {
    const own = new Set((texts[place] ?? []).flatMap((text) => (typeof text === 'string' ? [] : [text.text])));
    keysAt.set(position, own);
    for (const text of own) said.set(text, (said.get(text) ?? 0) + 1);
  }
  return { said, keysAt };
}

async function viewsDiffer({ log, views }: Installation): Promise<boolean> {
  await views.reached((await log.end()).position, PATIENT_MS);
  const built = await buildViews(log, PROJECTIONS);
  try {
    return canonicalJson(dump(views.db)) !== canonicalJson(dump(built.db));
  } finally {
    built.close();
  }
}
