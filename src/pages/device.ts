import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Caller } from '../api/caller.js';
import { DeviceSeal } from '../api/device-seal.js';
import { DEVICE_SCRIPTS, type DeviceFiles, type DevicePageName } from '../edge/device-files.js';
import { demand } from '../kernel/failure.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import { present } from '../kernel/present.js';

/** What a page tells the script that keeps on the device what was pressed, until the watch has it. */
export interface Device {
  readonly script: string;
  /** To which it is sealed until then. */
  readonly key: string;
  /** In whose name the page speaks, so that it is sent in nobody else's. */
  readonly who?: Id;
  /** Until when names may stay on the device. */
  readonly until?: Instant;
}

/** Where the pages get what their script needs; without the built script they have none. */
@Injectable()
export class Devices {
  constructor(
    private readonly seal: DeviceSeal,
    @Optional() @Inject(DEVICE_SCRIPTS) private readonly scripts?: DeviceFiles['scripts'],
  ) {}

  async partFor(page: DevicePageName, caller?: Caller): Promise<{ readonly device?: Device }> {
    const script = this.scripts?.[page];
    if (script === undefined) return {};
    const given = present({ who: caller?.actor.id, until: caller?.expiresAt });
    return { device: { script, key: await this.seal.publicKey(), ...given } };
  }

  /** The fields of a form as they were filled in, also where the device had sealed them. */
  async unsealed(form: URLSearchParams): Promise<URLSearchParams> {
    const sealed = form.get('sealed');
    if (sealed === null) return form;
    const text = await this.seal.open(sealed, form.get('key') ?? '');
    demand(text !== undefined, 'invalid-request', 'This was not sealed for us.');
    return new URLSearchParams([...new URLSearchParams(text), ['key', form.get('key') ?? '']]);
  }
}

/** What one person did is never sent in the name of another, who has come to the device since. */
export function demandSamePerson(form: URLSearchParams, { actor }: Caller): void {
  const who = form.get('who') ?? '';
  demand(who === '' || who === actor.id, 'forbidden', 'Somebody else has said this on the device.');
}
