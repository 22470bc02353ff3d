import type { Role } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/instant.js';

/** Whom a token is for, in ids; which scope is given follows from the role. */
export interface Admission {
  readonly name: string;
  readonly role: Role;
  readonly missions?: string[];
  readonly deployment?: string;
  readonly agency?: string;
}

export interface StageRequest {
  readonly token: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface StageAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/** A port: one empty installation of the application on a clock that only the script moves. */
export interface Stage {
  /** Sets the script's clock (never backwards). */
  setClock(at: Instant): void;
  /** An access token for one of the script's people, in an installation of its own; answers its bearer secret. */
  admit(person: Admission): Promise<string>;
  /** One HTTP request through the application's whole stack. */
  request(method: 'GET' | 'POST', url: string, options: StageRequest): Promise<StageAnswer>;
  /** The position of the log's last event. */
  logEnd(): Promise<string>;
  close(): Promise<void>;
}

/** A port: the application, started once, that sets up an empty installation for each script. */
export interface Theatre {
  open(): Promise<Stage>;
  close(): Promise<void>;
}
