import type { ScriptClock } from '../../installation/script-clock.js';
import type { Instant } from '../../kernel/instant.js';
import { Api, parsed } from '../api.js';
import type { OpenedApplication } from '../opened-folder.js';
import type { Admission, Stage, StageAnswer, StageRequest, Theatre } from '../play/stage.js';

/** An application that was opened for one script, which leaves to it all that it has played. */
export class DemoTheatre implements Theatre {
  constructor(
    private readonly opened: OpenedApplication,
    private readonly clock: ScriptClock,
  ) {}

  async open(): Promise<Stage> {
    return new DemoStage(this.opened, this.clock);
  }

  close(): Promise<void> {
    return this.opened.close();
  }
}

class DemoStage implements Stage {
  constructor(
    private readonly opened: OpenedApplication,
    private readonly clock: ScriptClock,
  ) {}

  setClock(at: Instant): void {
    this.clock.moveTo(at);
  }

  async admit(person: Admission): Promise<string> {
    return grantTo(new Api(this.opened.transport, this.opened.secret), person);
  }

  async request(method: 'GET' | 'POST', url: string, { token, body, headers }: StageRequest): Promise<StageAnswer> {
    const { status, contentType, text } = await this.opened.transport({
      ...{ method, path: url },
      headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status, contentType, body: parsed(text) };
  }

  async logEnd(): Promise<string> {
    return (await this.opened.installation.log.end()).position;
  }

  /** The theatre has but this one, and closes it. */
  async close(): Promise<void> {
    return;
  }
}

/** An access token for someone, by an operator; answers its secret. */
export async function grantTo(operator: Api, person: Admission): Promise<string> {
  const { secret } = (await operator.give('GrantAccessToken', person)) as { readonly secret: string };
  return secret;
}
