import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Position } from '../../src/kernel/position.js';

/** What a server did that matters when the power goes, in the order in which it did it. */
export type Step =
  | { readonly kind: 'folder made' }
  | { readonly kind: 'folder named' }
  | { readonly kind: 'made'; readonly name: string }
  | { readonly kind: 'written'; readonly name: string; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'sized'; readonly name: string; readonly size: number }
  | { readonly kind: 'synced'; readonly name: string }
  | { readonly kind: 'names synced' }
  | { readonly kind: 'removed'; readonly name: string }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  /** The answer to a command began to leave; it names its position. */
  | { readonly kind: 'told'; readonly position: Position };

const CALLS = [
  ...['openat', 'mkdir', 'pwrite64', 'write', 'writev', 'ftruncate', 'fsync', 'fdatasync', 'unlink', 'rename'],
  // None of ours; a server that used one would have to be read otherwise.
  ...['creat', 'mkdirat', 'pwritev', 'pwritev2', 'fallocate', 'sync_file_range', 'unlinkat', 'renameat', 'renameat2'],
];
const UNREAD = new Set(CALLS.slice(10));

/** Longer than any text that a server writes at once. */
const LONGEST_TEXT = 4_194_304;

/** Ends the line of a call during which another thread made one; the rest of it follows in a line of its own. */
const UNFINISHED = '<unfinished ...>';

/** SQLite's shared memory is never synced and made anew by whoever comes first. */
const SHARED_MEMORY = '-shm';

/** Milliseconds for the tracer to write down the end of a process that has ended. */
const WRITTEN_WITHIN_MS = 60_000;
const POLL_MS = 100;

/** Why no process can be traced here; undefined where one can. */
export function cannotTrace(): string | undefined {
  const { error, status } = spawnSync('strace', ['-f', '-e', 'trace=fsync', '-o', '/dev/null', 'true']);
  if (error !== undefined) return 'strace is not installed';
  return status === 0 ? undefined : 'strace may not trace processes here';
}

/** What a server is started by, so that all it does stands in a file. The process itself is ours and not the tracer's. */
export function tracedInto(file: string): readonly string[] {
  const format = ['-D', '-f', '-y', '-xx', '-s', String(LONGEST_TEXT), '--seccomp-bpf'];
  return ['strace', ...format, '-e', `trace=${CALLS.join(',')}`, '-o', file];
}

/** Everything that a process which has ended did to a folder, and told. */
export async function readTrace(file: string, folder: string): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const reader = new TraceReader(folder, (step) => steps.push(step));
  const deadline = Date.now() + WRITTEN_WITHIN_MS;
  let read = 0;
  for (;;) {
    if (existsSync(file)) read = await readLines(file, read, (line) => reader.read(line));
    if (reader.hasEnded) return steps;
    if (Date.now() > deadline) throw new Error('the trace does not end');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Whole lines from a place in the file on; answers the place after them. */
async function readLines(file: string, from: number, read: (line: string) => void): Promise<number> {
  let place = from;
  let last = '';
  for await (const line of createInterface({ input: createReadStream(file, { start: from, encoding: 'latin1' }) })) {
    if (last !== '') {
      read(last);
      place += last.length + 1;
    }
    last = line;
  }
  // The end of a process is written whole, the last line of all and no beginning of another.
  if (!last.includes('+++')) return place;
  read(last);
  return place + last.length + 1;
}

class TraceReader {
  hasEnded = false;
  private main: string | undefined;
  private readonly begun = new Map<string, string>();
  /** Where the next plain write to a file goes, by descriptor. */
  private readonly places = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly tell: (step: Step) => void,
  ) {}

  read(line: string): void {
    const [, process = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    this.main ??= process;
    if (text.startsWith('+++')) {
      this.hasEnded ||= process === this.main;
      return;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const whole = resumed === null ? text : (this.begun.get(process) ?? '') + (resumed[1] ?? '');
    if (text.endsWith(UNFINISHED)) this.begun.set(process, text.slice(0, -UNFINISHED.length).trimEnd());
    else this.readCall(whole);
  }

  private readCall(text: string): void {
    const call = /^(\w+)\((.*)\) += (-?\d+)/.exec(text);
    if (call === null) return;
    const [, name = '', args = '', answer = ''] = call;
    if (Number(answer) < 0) return;
    const subject = unescaped(/^\d+<([^>]*)>/.exec(args)?.[1] ?? '');
    if (subject.startsWith('socket:') || subject.startsWith('TCP')) this.readAnswer(args);
    else this.readFileCall(name, args, subject, answer);
  }

  /** To a command, for an answer to a question begins otherwise. */
  private readAnswer(args: string): void {
    const said = Buffer.concat(textsIn(args)).toString('latin1');
    for (const [, position = ''] of said.matchAll(/\r\n\r\n\{"position":"([^"]+)","id":/g)) {
      this.tell({ kind: 'told', position: position as Position });
    }
  }

  private readFileCall(call: string, args: string, subject: string, answer: string): void {
    if (call === 'openat' || call === 'mkdir' || call === 'unlink' || call === 'rename') {
      this.readNameCall(call, args, answer);
      return;
    }
    if (subject === this.folder) this.tell({ kind: 'names synced' });
    else if (subject === dirname(this.folder)) this.tell({ kind: 'folder named' });
    const name = this.nameOf(subject);
    if (name === undefined) return;
    if (UNREAD.has(call) || call === 'writev') throw new Error(`a server is not known to use ${call}`);
    const descriptor = /^\d+/.exec(args)?.[0] ?? '';
    const [data = Buffer.alloc(0)] = textsIn(args);
    const lastNumber = Number(/(\d+)$/.exec(args)?.[1]);
    if (call === 'fsync' || call === 'fdatasync') this.tell({ kind: 'synced', name });
    if (call === 'ftruncate') this.tell({ kind: 'sized', name, size: lastNumber });
    if (call === 'pwrite64') {
      this.tell({ kind: 'written', name, at: lastNumber, data: data.subarray(0, Number(answer)) });
    }
    if (call === 'write') {
      const at = this.places.get(descriptor) ?? 0;
      this.tell({ kind: 'written', name, at, data: data.subarray(0, Number(answer)) });
      this.places.set(descriptor, at + Number(answer));
    }
  }

  private readNameCall(call: 'openat' | 'mkdir' | 'unlink' | 'rename', args: string, answer: string): void {
    const [path = '', other = ''] = textsIn(args).map(String);
    if (call === 'mkdir' && path === this.folder) this.tell({ kind: 'folder made' });
    const name = this.nameOf(path);
    if (name === undefined) return;
    switch (call) {
      case 'openat':
        this.places.set(answer, 0);
        if (args.includes('O_CREAT')) this.tell({ kind: 'made', name });
        if (args.includes('O_TRUNC')) this.tell({ kind: 'sized', name, size: 0 });
        return;
      case 'unlink':
        this.tell({ kind: 'removed', name });
        return;
      case 'rename':
        this.tell({ kind: 'renamed', from: name, to: basename(other) });
        return;
      case 'mkdir':
        throw new Error('a data folder has no folders in it');
    }
  }

  private nameOf(path: string): string | undefined {
    if (dirname(path) !== this.folder || path.endsWith(SHARED_MEMORY)) return undefined;
    return basename(path);
  }
}

function unescaped(hex: string): string {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString('utf8');
}

function textsIn(args: string): readonly Buffer[] {
  return [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) =>
    Buffer.from(hex.replaceAll('\\x', ''), 'hex'),
  );
}
