/** What befalls an append: nothing comes back, the connection breaks, or the node says that it is not to be had. */
export type AppendFault = {
  readonly kind: 'silent' | 'broken' | 'unavailable';
  readonly stored: 'before' | 'not';
};

/** What befalls a subscription or a read after it has given so many events. */
export interface Interruption {
  readonly after: number;
  readonly then: 'error' | 'end' | 'broken' | 'stall' | 'twice' | 'out-of-order';
}

/** What a test has a node do; each entry of a list befalls one call, in turn, and then nothing does. */
export class Faults {
  readonly appends: (AppendFault | undefined)[] = [];
  readonly subscriptions: (Interruption | undefined)[] = [];
  readonly reads: (Interruption | undefined)[] = [];
  /** Befalls every append that nothing else befalls. */
  everyAppend: AppendFault | undefined;
  /** Befalls every read that nothing else befalls. */
  everyRead: Interruption | undefined;
  /** Whether the node knows the account any more. */
  denied = false;
  /** Milliseconds between the events of a subscription. */
  pauseMs = 0;
  /** How many reads of single streams there were, subscriptions to the log, and appends. */
  streamsRead = 0;
  subscribed = 0;
  appended = 0;
}
