import type { ServerDuplexStream } from '@grpc/grpc-js';
import type shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Faults } from './faults.js';
import {
  deniedAnswer,
  expectedIn,
  nameIn,
  present,
  proposedIn,
  storedAnswer,
  unavailable,
  wrongAnswer,
  type AskedAppend,
} from './messages.js';
import type { FakeStore, ProposedEvent } from './store.js';

interface Coming {
  readonly options: streams.BatchAppendReq.Options;
  readonly events: ProposedEvent[];
}

/** The one call that all appends of a connection share. */
export class BatchCall {
  /** Appends of which parts are still to come. */
  readonly #coming = new Map<string, Coming>();

  constructor(
    private readonly call: ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>,
    private readonly store: FakeStore,
    private readonly faults: Faults,
    private readonly breakConnections: () => void,
  ) {}

  take(request: streams.BatchAppendReq): void {
    const correlation = present(request.getCorrelationId());
    const key = Buffer.from(correlation.serializeBinary()).toString('hex');
    const coming = this.#coming.get(key) ?? { options: present(request.getOptions()), events: [] };
    coming.events.push(...proposedIn(request));
    this.#coming.set(key, coming);
    if (!request.getIsFinal()) return;
    this.#coming.delete(key);
    const stream = nameIn(coming.options.getStreamIdentifier());
    this.#append(correlation, { stream, expected: expectedIn(coming.options), events: coming.events });
  }

  #append(correlation: shared.UUID, asked: AskedAppend): void {
    this.faults.appended += 1;
    if (this.faults.denied) {
      this.call.write(deniedAnswer(correlation, asked.stream));
      return;
    }
    const fault = this.faults.appends.shift() ?? this.faults.everyAppend;
    if (fault === undefined) {
      this.call.write(this.#answerTo(correlation, asked));
      return;
    }
    if (fault.stored === 'before') this.store.append(asked.stream, asked.expected, asked.events);
    if (fault.kind === 'broken') this.breakConnections();
    if (fault.kind === 'unavailable') this.call.emit('error', unavailable());
  }

  #answerTo(correlation: shared.UUID, asked: AskedAppend): streams.BatchAppendResp {
    const result = this.store.append(asked.stream, asked.expected, asked.events);
    return result.kind === 'stored'
      ? storedAnswer(correlation, result.last)
      : wrongAnswer(correlation, asked, result.actual);
  }
}
