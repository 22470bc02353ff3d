import { CannotBeDone } from './io.js';

/** What these say is for an operator to read, and none of them is a fault of Muster. */
const TOLD: ReadonlySet<string> = new Set([
  'BackupUnusable',
  'NoErasures',
  'MoveRefused',
  'LogUnavailable',
  'DamagedLog',
  'KeyStoreFormat',
  'KeyStoreUnavailable',
  'WrongMasterKey',
  'DataFolderUnusable',
  'MasterKeyMalformed',
  'Refusal',
]);

/** Rejects with CannotBeDone where the work fails for a reason that an operator can do something about. */
export async function toldAsItIs<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isNamed(error) && (TOLD.has(error.name) || isOfTheMachine(error))) {
      throw new CannotBeDone(error.message, { cause: error });
    }
    throw error;
  }
}

function isNamed(error: unknown): error is Pick<Error, 'name' | 'message'> {
  if (typeof error !== 'object' || error === null || !('name' in error) || !('message' in error)) return false;
  return typeof error.name === 'string' && typeof error.message === 'string';
}

/** A disk that is full, a folder that may not be written, a file that is not there. */
function isOfTheMachine(error: object): boolean {
  return 'syscall' in error && 'code' in error;
}
