import type { Admission, Stage, StageAnswer, StageRequest } from '../../src/cli/play/stage.js';
import type { Instant } from '../../src/kernel/instant.js';
import type { Room, WholeAnswer } from './house.js';

/** A command that was taken, and what it was answered. */
export interface Taken {
  readonly command: string;
  readonly url: string;
  readonly request: StageRequest;
  readonly answer: WholeAnswer;
}

/** Remembers every command that was taken. */
export class RememberingStage implements Stage {
  readonly taken: Taken[] = [];

  constructor(private readonly room: Room) {}

  async request(method: 'GET' | 'POST', url: string, request: StageRequest): Promise<StageAnswer> {
    const answer = await this.room.request(method, url, request);
    if (method === 'POST' && answer.status === 200) {
      this.taken.push({ command: url.split('/').at(-1) ?? '', url, request, answer });
    }
    return answer;
  }

  setClock(at: Instant): void {
    this.room.setClock(at);
  }

  admit(person: Admission): Promise<string> {
    return this.room.admit(person);
  }

  logEnd(): Promise<string> {
    return this.room.logEnd();
  }

  close(): Promise<void> {
    return this.room.close();
  }
}
