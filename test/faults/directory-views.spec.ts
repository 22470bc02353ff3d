import { describe, expect, it } from '@jest/globals';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { missionsProjection } from '../../src/features/missions/views/missions.projection.js';
import { officersProjection } from '../../src/features/officers/views/officers.projection.js';
import type { Fact, RecordedEvent } from '../../src/kernel/event.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { streamName, type Category } from '../../src/kernel/stream.js';
import type { Projection, ViewsDb } from '../../src/projecting/projection.js';
import { IN_MEMORY, openViewsFile } from '../../src/projecting/views-file.js';
import { id, recorded } from '../support/given.js';

const VIEWS: readonly [Category, Projection, Fact][] = [
  ['mission', missionsProjection, { type: 'MissionEstablished', data: { mission: id('m') } }],
  ['officer', officersProjection, { type: 'OfficerRegistered', data: { officer: id('o'), homeAgency: 'Halifax' } }],
  [
    'deployment',
    officersProjection,
    { type: 'DeploymentBegan', data: { deployment: id('d'), officer: id('o'), mission: id('m') } },
  ],
  ['access', accessProjection, { type: 'AccessTokenGranted', data: { token: id('t'), actor: id('a'), hash: 'hash' } }],
];

const UNKNOWN: Fact = { type: 'NobodyKnowsThis', data: {} };

function events(category: Category, facts: readonly Fact[]): readonly RecordedEvent[] {
  const stream = streamName(category, id(category));
  return recorded(facts, stream).map((event) => ({
    ...event,
    data: event.data as JsonObject,
    personal: { subject: `mission:${id('m')}`, sealed: {} },
  }));
}

function applyAll(db: ViewsDb, projection: Projection, told: readonly RecordedEvent[]): void {
  for (const event of told) projection.apply(db, event);
}

describe('a view of the directory', () => {
  it.each(VIEWS)('refuses a type that it does not know on a stream that it reads: %s', (category, projection, fact) => {
    const db = openViewsFile(IN_MEMORY, [projection]);
    const [known, unknown] = [events(category, [fact]), events(category, [fact, UNKNOWN]).slice(1)];
    applyAll(db, projection, known);
    expect(() => applyAll(db, projection, unknown)).toThrow('unexpected value');
  });

  it.each([missionsProjection, officersProjection, accessProjection])(
    'passes over every other stream',
    (projection) => {
      const db = openViewsFile(IN_MEMORY, [projection]);
      expect(() => applyAll(db, projection, events('incident', [UNKNOWN]))).not.toThrow();
    },
  );
});
