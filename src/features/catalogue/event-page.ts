import type { EventCatalogue, EventDescription } from '../../kernel/event-description.js';
import { CATEGORIES, type Category } from '../../kernel/stream.js';

/** Of each kind of stream what it is, and under whose key its texts are sealed. */
const STREAMS: Readonly<Record<Category, { readonly what: string; readonly key: string }>> = {
  mission: { what: 'A mission and its duty posts.', key: 'the mission' },
  officer: { what: 'An officer.', key: 'the officer' },
  deployment: { what: 'One tour of one officer, and everything heard of him on it.', key: 'the officer' },
  incident: { what: 'An incident, and the free log of the watch.', key: 'the incident' },
  register: {
    what: 'Which roll calls an incident is about to have, so that it closes only after them.',
    key: 'that of the fact it announces',
  },
  rollCall: {
    what: 'A question about people: are they safe?',
    key: 'the officer, where the text is about one; else the incident',
  },
  access: { what: 'An access token.', key: 'the access token' },
  erasure: { what: 'Whose texts were erased: one of 64 streams, by the subject.', key: 'nobody, for there are none' },
};

const INTRODUCTION = `# The events

Generated from \`src/features/catalogue/\` by \`npm run docs\`; a test fails when the two differ.

These are all the facts that Muster stores, and the whole of its storage format. A type and the meaning of its fields
never change; a fact with a field that does not stand here is never stored, and a projection that meets a type that
does not stand here stops and says so.

A field is **clear** or **sealed**. What is clear (ids, instants, grades, conditions) is what the rule needs. What is
sealed is every free text: it is stored encrypted, bound to whom it is about and to its field, and gone for good once its
key is destroyed. A field may be absent where the command left it out. Beside its fields every event has an envelope:

| member | what it is |
| --- | --- |
| \`id\` | a UUID derived from the command, its place in it and the sealed content |
| \`type\`, \`schemaVersion\` | one of this page |
| \`stream\`, \`revision\` | the stream's name (\`category-id\`), and the place in it, from 0 |
| \`position\` | the place in the whole log: opaque, comparable, not consecutive on every engine |
| \`recordedAt\` | by the clock of the writer |
| \`data\` | the clear fields |
| \`personal\` | the sealed fields, and whose key opens them; absent where there are none |
| \`metadata\` | \`commandId\`, \`correlationId\`, \`causationId\`, \`actor\`, \`role\`, \`mode\`, \`observedAt\` (when it happened, as claimed) and a keyed \`fingerprint\` of the command |
`;

/** The page of the event catalogue, in Markdown. */
export function eventPage(catalogue: EventCatalogue): string {
  return [INTRODUCTION, ...CATEGORIES.map((category) => section(category, catalogue))].join('\n');
}

function section(category: Category, catalogue: EventCatalogue): string {
  const { what, key } = STREAMS[category];
  const events = Object.entries(catalogue).filter(([, description]) => description.category === category);
  const heading = `## \`${category}-{id}\`\n\n${what} Texts are sealed under the key of: ${key}.\n`;
  return [heading, ...events.map(([type, description]) => event(type, description))].join('\n');
}

function event(type: string, description: EventDescription): string {
  const { schemaVersion, meaning, clear, sealed } = description;
  const happened = momentField(description);
  const when = happened === undefined ? 'when it is recorded' : `at \`${happened}\``;
  const rows = [
    ...Object.entries(clear).map(([field, what]) => `| \`${field}\` | clear | ${what} |`),
    ...sealed.map((field) => `| \`${field}\` | sealed | text |`),
  ];
  const table = rows.length === 0 ? [] : ['| field | stored | what |', '| --- | --- | --- |', ...rows, ''];
  return [`### \`${type}\``, '', `${meaning} It happened ${when}. Version ${schemaVersion}.`, '', ...table].join('\n');
}

const ANY_INSTANT = '2020-01-07T22:30:00.000Z';

/** The catalogue has a function for when something happened; which field it reads is found by trying each alone. */
function momentField({ clear, happenedAt }: EventDescription): string | undefined {
  return Object.keys(clear).find((field) => happenedAt?.({ [field]: ANY_INSTANT }) !== undefined);
}
