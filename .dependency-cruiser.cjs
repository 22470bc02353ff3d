// The import table of the house: each room may import what its row allows, and nothing else. Specs are free to reach
// for what they test with; a file that only imports a type imports all the same.

const SPEC = '\\.spec\\.ts$';
const API = '^src/api/';
const KERNEL = '^src/kernel/';
const SEALING = '^src/sealing/';
const DECIDING = '^src/deciding/';
const PROJECTING = '^src/projecting/';
const EDGE = '^src/edge/';
const MESSAGES = '^src/messages/';
// The port and what belongs to its contract: how an event gets its id.
const EVENT_LOG_PORT = '^src/event-log/(event-log|event-id)\\.ts$';
const EVENTS_FILES = '^src/features/[^/]+/[^/]+\\.events\\.ts$';
const COMMANDS_AND_QUERIES = '^src/features/[^/]+/(commands|queries)/|^src/features/.+\\.(command|query)s?\\.ts$';
// A feature's domain: its events file, and the files of one plain name (its deciders and rules) beside it.
const DOMAIN_FILES = '^src/features/([^/]+)/((domain|rule)/.+|[^/.]+|[^/]+\\.(events|commands))\\.ts$';
const OWN_DOMAIN = '^src/features/$1/((domain|rule)/.+|[^/.]+|[^/]+\\.(events|commands))\\.ts$';

/** A room's row: within src it may import only what `allowed` matches. */
function row(name, room, allowed, except = []) {
  return {
    name,
    severity: 'error',
    from: { path: room, pathNot: [SPEC, ...except] },
    to: { path: '^src/', pathNot: allowed },
  };
}

/** Pure rooms know no package, and of Node only its hash functions. */
function pure(name, room) {
  return {
    name,
    severity: 'error',
    from: { path: room, pathNot: SPEC },
    to: { dependencyTypesNot: ['local', 'type-only'], pathNot: ['^src/', '^(node:)?crypto$'] },
  };
}

module.exports = {
  forbidden: [
    row('kernel-imports-nothing', KERNEL, [KERNEL]),
    pure('kernel-is-pure', KERNEL),
    row('sealing', SEALING, [SEALING, KERNEL]),
    row('event-log', '^src/event-log/', ['^src/event-log/', KERNEL]),
    row('deciding', DECIDING, [DECIDING, KERNEL, EVENT_LOG_PORT, SEALING]),
    row('projecting', PROJECTING, [PROJECTING, KERNEL, EVENT_LOG_PORT]),
    row('api', API, [API, KERNEL, EVENT_LOG_PORT, DECIDING, SEALING, PROJECTING]),
    row('feature-domain', DOMAIN_FILES, [OWN_DOMAIN, KERNEL, EVENTS_FILES]),
    pure('feature-domain-is-pure', DOMAIN_FILES),
    row(
      'feature',
      '^src/features/([^/]+)/',
      ['^src/features/$1/', KERNEL, API, EVENT_LOG_PORT, DECIDING, SEALING, PROJECTING, EVENTS_FILES],
      [DOMAIN_FILES],
    ),
    row('edge', EDGE, [EDGE, KERNEL, API, EVENT_LOG_PORT, SEALING, PROJECTING]),
    row('messages', MESSAGES, [MESSAGES, KERNEL]),
    row('pages', '^src/pages/', ['^src/pages/', KERNEL, API, EDGE, MESSAGES, COMMANDS_AND_QUERIES]),
    {
      name: 'every-file-has-a-room',
      comment: 'A new room needs a row in this table first.',
      severity: 'error',
      from: {},
      to: {
        path: '^src/',
        pathNot:
          '^src/((kernel|api|messages|sealing|event-log|deciding|projecting|features/[^/]+|edge|pages|cli|installation)/|(main|app\\.module|installation)\\.ts$)',
      },
    },
    {
      name: 'sources-do-not-know-their-tests-or-benchmarks',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: `^(test|bench)/|${SPEC}` },
    },
    {
      name: 'benchmarks-measure-the-application',
      comment: 'They measure what is served, and reach for nothing that only the tests have.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: `^test/|${SPEC}` },
    },
    {
      name: 'the-console-talks-http-only',
      comment: 'It knows of the server what docs/openapi.json says, and shares the catalogue of messages with it.',
      severity: 'error',
      from: { path: '^web/' },
      to: { dependencyTypes: ['local'], pathNot: '^(web/src|messages)/' },
    },
    {
      name: 'the-device-stands-alone',
      comment: 'What the pages run on a device is sent over the slowest of links: it imports nothing but itself.',
      severity: 'error',
      from: { path: '^device/', pathNot: `${SPEC}|\\.mjs$` },
      to: { pathNot: '^device/' },
    },
    {
      name: 'nobody-else-knows-the-device',
      severity: 'error',
      from: { path: '^(src|bench|web)/' },
      to: { path: '^device/' },
    },
    {
      name: 'nobody-else-knows-the-console',
      severity: 'error',
      from: { path: '^(src|bench)/' },
      to: { path: '^web/' },
    },
    {
      name: 'screens-do-not-know-each-other',
      comment: 'What two of them need is a part, or belongs to the API.',
      severity: 'error',
      from: { path: '^web/src/screens/([^/]+)/' },
      to: { path: '^web/src/(screens|app)/', pathNot: '^web/src/screens/$1/' },
    },
    {
      name: 'sources-need-no-development-package',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts', '.json', '.css'],
    },
  },
};
