import type { MasterKey } from '../sealing/master-key.js';

export const ENGINES = ['memory', 'sqlite'] as const;

/** Where an installation keeps its log and its keys. This file alone says what there is to choose from. */
export type EngineChoice =
  | { readonly engine: 'memory' }
  | {
      readonly engine: 'sqlite';
      readonly folder: string;
      /** The one in the folder, where none is given. */
      readonly masterKey?: MasterKey;
    };
