import type { Command } from './command.js';
import { CannotBeDone, messageOf, UsageFault, type ExitCode, type Io } from './io.js';
import { Refused } from './refused.js';
import { help, overview, usageLine, type Listed } from './usage.js';

interface Entry extends Listed {
  load(): Promise<Command>;
}

/** Each command is loaded once it is asked for, so that the overview costs nothing. */
const COMMANDS: readonly Entry[] = [
  {
    name: 'serve',
    says: 'Serve a lasting installation; the same as npm start',
    load: async () => (await import('./commands/serve.js')).serve,
  },
  {
    name: 'demo',
    says: 'Play the night of 7 to 8 January 2020, then serve it',
    load: async () => (await import('./commands/demo.js')).demo,
  },
  {
    name: 'board',
    says: 'Who of a roll call is not accounted for, and may it be said that all are safe?',
    load: async () => (await import('./commands/board.js')).board,
  },
  {
    name: 'checkin',
    says: 'Record that someone was heard of',
    load: async () => (await import('./commands/checkin.js')).checkin,
  },
  {
    name: 'replay',
    says: 'What was true at an instant, what was known at one, or what differs between two',
    load: async () => (await import('./commands/replay.js')).replay,
  },
  {
    name: 'play',
    says: 'Play scripts, each into an empty log on its own clock, and check what they expect',
    load: async () => (await import('./commands/play.js')).play,
  },
  {
    name: 'verify',
    says: 'Read a whole log and name everything that cannot be as it was written',
    load: async () => (await import('./commands/verify.js')).verify,
  },
  {
    name: 'rebuild',
    says: 'Make the views anew from the log',
    load: async () => (await import('./commands/rebuild.js')).rebuild,
  },
  {
    name: 'backup verify',
    says: 'Restore a backup into a temporary folder and look at all of it',
    load: async () => (await import('./commands/backup-verify.js')).backupVerify,
  },
  {
    name: 'backup',
    says: 'Copy log and keys into a new folder, also beside a running server',
    load: async () => (await import('./commands/backup.js')).backup,
  },
  {
    name: 'restore',
    says: 'Restore a backup into an empty folder, obeying erasures',
    load: async () => (await import('./commands/restore.js')).restore,
  },
  {
    name: 'config show',
    says: 'Show every setting, its value and where it came from',
    load: async () => (await import('./commands/config-show.js')).configShow,
  },
  {
    name: 'doctor',
    says: 'Look at everything that an installation rests on, and say what to do',
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
  {
    name: 'link create',
    says: 'Make a link that signs one browser in, once',
    load: async () => (await import('./commands/link-create.js')).linkCreate,
  },
  {
    name: 'token create',
    says: 'Grant an access token and show its secret, once',
    load: async () => (await import('./commands/token-create.js')).tokenCreate,
  },
  {
    name: 'token list',
    says: 'List the access tokens, without their secrets',
    load: async () => (await import('./commands/token-list.js')).tokenList,
  },
  {
    name: 'token revoke',
    says: 'Take an access token back',
    load: async () => (await import('./commands/token-revoke.js')).tokenRevoke,
  },
  {
    name: 'keys erase',
    says: 'Erase every text about one officer, mission, incident or token, for good',
    load: async () => (await import('./commands/keys-erase.js')).keysErase,
  },
  {
    name: 'keys erasures',
    says: 'List what was erased; no name is left to tell',
    load: async () => (await import('./commands/keys-erasures.js')).keysErasures,
  },
  {
    name: 'keys rotate',
    says: 'Change the master key; the log is not touched',
    load: async () => (await import('./commands/keys-rotate.js')).keysRotate,
  },
  {
    name: 'log copy',
    says: 'Move a log and its keys into another engine or folder',
    load: async () => (await import('./commands/log-copy.js')).logCopy,
  },
  {
    name: 'log prepare',
    says: 'Make Muster an account on an EventStoreDB, which can delete nothing there',
    load: async () => (await import('./commands/log-prepare.js')).logPrepare,
  },
];

/** Runs what the arguments ask for. What goes wrong is told on `io`, a bug of ours with its stack; nothing is thrown. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await run(args, io);
  } catch (error) {
    return told(error, args.includes('--json'), io);
  }
}

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [first] = args;
  if (first === undefined || first === 'help' || isHelp(first)) {
    io.out(overview(COMMANDS));
    return first === undefined ? 2 : 0;
  }
  const found = COMMANDS.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (found === undefined) return withoutCommand(first, args, io);
  const rest = args.slice(found.name.split(' ').length);
  const command = await found.load();
  if (beforeOperands(rest).some(isHelp)) {
    io.out(help(command));
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!(error instanceof UsageFault)) throw error;
    io.err(
      `muster ${command.name}: ${error.message}\n${usageLine(command)}\nmuster ${command.name} --help says more.\n`,
    );
    return 2;
  }
}

/** The first word may still begin the names of some: `token` alone, or `token --help`. */
function withoutCommand(first: string, args: readonly string[], io: Io): ExitCode {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0 && args.some(isHelp)) {
    io.out(overview(group));
    return 0;
  }
  const wrong = group.length > 0 && args[1] !== undefined ? `${first} ${args[1]}` : first;
  const known = (group.length > 0 ? group : COMMANDS).map(({ name }) => name).join(', ');
  const what = first.startsWith('-') ? `unknown option '${first}'` : `unknown command '${wrong}'`;
  io.err(`muster: ${what}. There are: ${known}.\nmuster --help says more.\n`);
  return 2;
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h';
}

/** What follows `--` is never an option. */
function beforeOperands(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}

function told(error: unknown, asJson: boolean, io: Io): ExitCode {
  if (error instanceof Refused) {
    if (asJson) io.out(`${JSON.stringify(error.problem)}\n`);
    else io.err(`muster: ${error.message}\n`);
    return 1;
  }
  if (error instanceof CannotBeDone) {
    io.err(`muster: ${error.message}\n`);
    return 2;
  }
  io.err(
    `muster: this is a fault of Muster: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}\n`,
  );
  return 2;
}
