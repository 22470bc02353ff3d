import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface LockedPackage {
  /** Where it comes from; left out where that is the registry of whoever installs. */
  readonly resolved?: string;
  readonly gypfile?: boolean;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
}

const lock = read('package-lock.json') as Lock;
const { dependencies, devDependencies } = read('package.json') as Manifest;

describe('What a clean clone installs', () => {
  // npm 10 compiles whatever has a binding.gyp, though the package ships what it would compile. `npm install` takes the
  // line away when it writes the lock anew; CONTRIBUTING says how it is put back.
  it('does not compile the embedded log, which ships compiled', () => {
    expect(lock.packages['node_modules/better-sqlite3']).toHaveProperty('gypfile', false);
  });

  it('is pinned to one exact version each', () => {
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('names no server, so that everyone installs from his own', () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
