/** From the one that says most to the one that says least. */
export const LEVELS = ['info', 'warning', 'error'] as const;

export type Level = (typeof LEVELS)[number];

interface Described {
  readonly level: Level;
  readonly says: string;
}

/** Every event of the operations log: nothing else is ever said there. The table in docs/operating.md is held to it. */
export const LOG_EVENTS = {
  configured: { level: 'info', says: 'what it is started with: every setting, its value and its source, no secret' },
  'unknown-setting': { level: 'warning', says: 'a variable looks like a setting and is none: perhaps a slip' },
  started: { level: 'info', says: "it serves: version, address, engine, the log's end, and how long the start took" },
  'log-finding': {
    level: 'warning',
    says: 'how the server that keeps the log stands, as it should not: its account may delete, its version is too old',
  },
  answered: { level: 'info', says: 'a request and its answer' },
  'not-ready': { level: 'warning', says: 'it was asked whether it is ready, and for the first time is not: why' },
  'ready-again': { level: 'info', says: 'it was asked whether it is ready, and for the first time is again' },
  unavailable: {
    level: 'error',
    says: 'something was not stored or not found out, for the log or the key store failed: which error, and why',
  },
  bug: {
    level: 'error',
    says: "something of Muster's own failed; its caller was told nothing but the correlation id; with the stack",
  },
  'turned-away': {
    level: 'warning',
    says: 'requests were refused since too much was under way, or too much came from one caller: how many since the last such line',
  },
  stream: { level: 'error', says: 'a live stream failed after it had begun' },
  'view-lost': {
    level: 'warning',
    says: 'a view lost its subscription to the log, which is taken up again: which, and why',
  },
  'view-stopped': {
    level: 'error',
    says: 'a view met an event that it cannot apply: which view, which event, and why. Somebody has to do something',
  },
  'rebuild-failed': {
    level: 'error',
    says: 'a rebuild of the views ended with an error; the live views are as they were',
  },
  stopping: { level: 'info', says: 'it was told to end, and by which signal; it is not ready any more' },
  'cut-off': { level: 'warning', says: 'connections that were still busy after the grace were cut off' },
  stopped: { level: 'info', says: 'it has ended in good order: everything is closed' },
  'stopped-badly': { level: 'error', says: 'it has ended, and something could not be closed in good order' },
  framework: { level: 'error', says: 'what Nest itself had to say' },
  'framework-warning': { level: 'warning', says: 'what Nest itself would have noticed' },
} as const satisfies Readonly<Record<string, Described>>;

export type LogEvent = keyof typeof LOG_EVENTS;
