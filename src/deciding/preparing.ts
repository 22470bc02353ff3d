import type { EventToAppend } from '../event-log/event-log.js';
import { eventIdOf } from '../event-log/event-id.js';
import type { Fact, Metadata, PlainTexts, SealedTexts } from '../kernel/event.js';
import { describe, type EventCatalogue, type EventDescription } from '../kernel/event-description.js';
import { invariant } from '../kernel/failure.js';
import { isJsonObject, type JsonObject } from '../kernel/json.js';
import { present } from '../kernel/present.js';
import { parseStream } from '../kernel/stream.js';
import type { Sealer } from '../sealing/sealer.js';
import type { CommandOrigin } from './command-origin.js';

/** Makes what was decided ready to be stored: checked against the catalogue, sealed, named by its content. */
export async function prepare(
  facts: readonly Fact[],
  stream: string,
  origin: CommandOrigin,
  tools: { readonly catalogue: EventCatalogue; readonly sealer: Sealer },
): Promise<readonly EventToAppend[]> {
  const prepared: EventToAppend[] = [];
  for (const [index, fact] of facts.entries()) {
    const description = describe(tools.catalogue, fact.type);
    assertAsCatalogued(fact, stream, description);
    const personal = await seal(fact.texts, origin, index, tools.sealer);
    const { type } = fact;
    const data = fact.data as JsonObject;
    const content = { type, schemaVersion: description.schemaVersion, data, ...present({ personal }) };
    const id = eventIdOf(origin.commandId, index, { stream, ...content });
    prepared.push({ id, ...content, metadata: metadataOf(fact, description, origin) });
  }
  return prepared;
}

async function seal(
  texts: PlainTexts | undefined,
  origin: CommandOrigin,
  index: number,
  sealer: Sealer,
): Promise<SealedTexts | undefined> {
  if (texts === undefined || Object.keys(texts.texts).length === 0) return undefined;
  return sealer.seal(texts, origin.commandId, index);
}

/** A fact that is to be recorded later was prepared, and so asserted, as a fact of its own. */
const PENDING = 'pending';

/** The names of what the catalogue does not know, also of what stands within an object: `changes.note`. */
function unknownIn(data: JsonObject, clear: EventDescription['clear'], within = ''): readonly string[] {
  return Object.entries(data).flatMap(([member, value]) => {
    const name = `${within}${member}`;
    if (name === PENDING || !isJsonObject(value)) return Object.hasOwn(clear, name) ? [] : [name];
    return unknownIn(value, clear, `${name}.`);
  });
}

/** A member that the catalogue does not know could be a text in the clear: it never reaches the log. */
function assertAsCatalogued(fact: Fact, stream: string, description: EventDescription): void {
  const { category } = parseStream(stream);
  invariant(category === description.category, `${fact.type} does not belong on a ${category} stream`);
  const unknown = unknownIn(fact.data as JsonObject, description.clear);
  const unsealed = Object.keys(fact.texts?.texts ?? {}).filter((member) => !description.sealed.includes(member));
  invariant(unknown.length + unsealed.length === 0, `${fact.type} has no ${[...unknown, ...unsealed].join(', ')}`);
}

function metadataOf(fact: Fact, description: EventDescription, origin: CommandOrigin): Metadata {
  const data = fact.data as JsonObject;
  const { commandId, correlationId, causationId, fingerprint, actor } = origin;
  const observedAt = description.happenedAt?.(data);
  const mode = typeof data['mode'] === 'string' ? data['mode'] : 'ACTUAL';
  return {
    ...{ commandId, correlationId, causationId, fingerprint, mode },
    actor: actor.id,
    role: actor.role,
    ...present({ observedAt }),
  };
}
