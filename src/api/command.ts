import type { CommandOrigin } from '../deciding/command-origin.js';

/** A command as it goes over the bus: its fields, and where it comes from. */
export abstract class GivenCommand<Body extends object> {
  constructor(
    readonly body: Body,
    readonly origin: CommandOrigin,
  ) {}
}
