import type { Chance } from '../support/chance.js';
import type { Step } from './traced-server.js';

/** What a file was told since it was last synced: none, some or all of it is on the disk. */
type Unsynced = { readonly at: number; readonly data: Buffer } | { readonly size: number };

class FileOnDisk {
  content: Buffer = Buffer.alloc(0);
  unsynced: Unsynced[] = [];

  sync(): void {
    this.content = after(this.content, this.unsynced);
    this.unsynced = [];
  }
}

interface Naming {
  readonly name: string;
  /** Undefined where the name was taken away. */
  readonly file: FileOnDisk | undefined;
}

/** How much of what was not synced is on the disk when the power goes. */
export const CUTS = ['nothing', 'the first', 'some', 'torn', 'everything'] as const;
export type Cut = (typeof CUTS)[number];

/** Bytes that a disk writes whole or not at all. */
const SECTORS = [512, 4_096] as const;

/**
 * A folder on a disk that promises no more than it must: what was written is on it once the file was synced, and a name
 * once the folder was. Until then any part of it may be.
 */
export class Disk {
  private folder: 'absent' | 'unsynced' | 'synced' = 'absent';
  /** As the process sees it. */
  private readonly files = new Map<string, FileOnDisk>();
  private readonly names = new Map<string, FileOnDisk>();
  private unsyncedNames: Naming[] = [];

  take(step: Step): void {
    switch (step.kind) {
      case 'told':
        return;
      case 'folder made':
        this.folder = 'unsynced';
        return;
      case 'folder named':
        if (this.folder === 'unsynced') this.folder = 'synced';
        return;
      case 'names synced':
        for (const naming of this.unsyncedNames) name(this.names, naming);
        this.unsyncedNames = [];
        return;
      case 'made':
        if (!this.files.has(step.name)) this.rename({ name: step.name, file: new FileOnDisk() });
        return;
      case 'removed':
        this.rename({ name: step.name, file: undefined });
        return;
      case 'renamed':
        this.rename({ name: step.to, file: this.file(step.from) });
        this.rename({ name: step.from, file: undefined });
        return;
      case 'written':
        this.file(step.name).unsynced.push({ at: step.at, data: step.data });
        return;
      case 'sized':
        this.file(step.name).unsynced.push({ size: step.size });
        return;
      case 'synced':
        this.file(step.name).sync();
        return;
    }
  }

  /** What is found when the power is back, by the names of the files; undefined where the folder is gone. */
  cut(how: Cut, chance: Chance): ReadonlyMap<string, Buffer> | undefined {
    if (this.folder !== 'synced' && (how !== 'everything' || this.folder === 'absent')) return undefined;
    const names = new Map(this.names);
    for (const naming of some(this.unsyncedNames, how === 'some' || how === 'torn' ? 'the first' : how, chance)) {
      name(names, naming);
    }
    return new Map([...names].map(([name, file]) => [name, contentAfter(file, how, chance)]));
  }

  private rename(naming: Naming): void {
    name(this.files, naming);
    this.unsyncedNames.push(naming);
  }

  private file(name: string): FileOnDisk {
    const file = this.files.get(name);
    if (file === undefined) throw new Error(`${name} was never made`);
    return file;
  }
}

function name(names: Map<string, FileOnDisk>, { name, file }: Naming): void {
  if (file === undefined) names.delete(name);
  else names.set(name, file);
}

function contentAfter({ content, unsynced }: FileOnDisk, how: Cut, chance: Chance): Buffer {
  const sector = chance.oneOf(SECTORS);
  const kept = some(unsynced, how === 'torn' ? 'everything' : how, chance);
  const parts = how === 'torn' ? kept.flatMap((change) => torn(change, sector, chance)) : kept;
  return after(content, parts);
}

function some<Change>(changes: readonly Change[], how: Exclude<Cut, 'torn'>, chance: Chance): readonly Change[] {
  switch (how) {
    case 'nothing':
      return [];
    case 'the first':
      return changes.slice(0, chance.between(0, changes.length));
    case 'some':
      return changes.filter(() => chance.happens(0.5));
    case 'everything':
      return changes;
  }
}

/** Those of the sectors of a write that got to the disk. */
function torn(change: Unsynced, sector: number, chance: Chance): readonly Unsynced[] {
  if ('size' in change) return chance.happens(0.5) ? [change] : [];
  const parts: Unsynced[] = [];
  const end = change.at + change.data.length;
  for (let from = change.at; from < end;) {
    const to = Math.min(end, (Math.floor(from / sector) + 1) * sector);
    const data = change.data.subarray(from - change.at, to - change.at);
    if (chance.happens(0.5)) parts.push({ at: from, data });
    from = to;
  }
  return parts;
}

/** A file's content after these changes, in their order; the content itself stays as it is. */
function after(content: Buffer, changes: readonly Unsynced[]): Buffer {
  const ends = changes.map((change) => ('size' in change ? change.size : change.at + change.data.length));
  const grown = Buffer.alloc(Math.max(content.length, ...ends));
  content.copy(grown);
  let length = content.length;
  for (const change of changes) {
    if ('size' in change) {
      if (change.size < length) grown.fill(0, change.size, length);
      length = change.size;
    } else {
      change.data.copy(grown, change.at);
      length = Math.max(length, change.at + change.data.length);
    }
  }
  return grown.subarray(0, length);
}
