import type { MasterKey } from '../sealing/master-key.js';

export const ENGINES = ['memory', 'sqlite', 'kurrentdb'] as const;

export type EngineName = (typeof ENGINES)[number];

/** Where an installation keeps its log and its keys. This file alone says what there is to choose from. */
export type EngineChoice =
  | { readonly engine: 'memory' }
  | {
      readonly engine: 'sqlite';
      readonly folder: string;
      /** The one in the folder, where none is given. */
      readonly masterKey?: MasterKey;
    }
  | {
      readonly engine: 'kurrentdb';
      /** The connection string; it may hold a password. */
      readonly url: string;
      /** Sets the log apart from others on the same server. */
      readonly namespace?: string;
      /** Of the views, and of the master key where none is given. */
      readonly folder: string;
      readonly masterKey?: MasterKey;
    };
