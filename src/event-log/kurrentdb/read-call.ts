import { setTimeout as sleep } from 'node:timers/promises';
import {
  convertToCommandError,
  NotLeaderError,
  UnavailableError,
  type KurrentDBClient,
  type Position as Place,
  type ResolvedEvent,
} from '@kurrent/kurrentdb-client';
import { convertGrpcEvent } from '@kurrent/kurrentdb-client/dist/utils/convertGrpcEvent.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import { StreamsClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { LogUnavailable } from '../event-log.js';

/** Milliseconds for a whole read: in them the server looks through millions of foreign events. */
export const READ_PATIENCE_MS = 15_000;

/** How often a read is given where a node only says that another one leads, or its connection turns out to be gone. */
const MAX_READ_TRIES = 3;

/** Milliseconds between these. */
const READ_PAUSE_MS = 100;

/** Events that the server looks through at a time for those of the log. */
export const SEARCH_WINDOW = 1_024;

/** What is read: a stream from a revision on, or all events whose stream begins with one of the prefixes, if any. */
export type Asked =
  | { readonly stream: string; readonly from: number; readonly limit: number }
  | {
      readonly all: Place | 'end';
      readonly backwards?: true;
      readonly prefixes: readonly string[];
      readonly limit: number;
    };

/**
 * One read, by the client's own connection, from the leader, for only that knows the newest. The client's `readStream`
 * and `readAll` go through a native part with a connection of its own, whose small requests wait for the other side to
 * acknowledge their first half: one in five takes forty milliseconds instead of one (docs/decisions/0009). The call is
 * the same one that they make. An absent stream is empty. Rejects with the client's errors, and LogUnavailable when
 * nothing comes in time.
 */
export async function readCall(client: KurrentDBClient, asked: Asked): Promise<readonly ResolvedEvent[]> {
  const request = requestFor(asked);
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTime(client, request);
    } catch (error) {
      const mayHelp = error instanceof NotLeaderError || error instanceof UnavailableError;
      if (!mayHelp || tries >= MAX_READ_TRIES) throw error;
      await sleep(READ_PAUSE_MS);
    }
  }
}

/** Connecting has no deadline of its own, the call has. */
async function inTime(client: KurrentDBClient, request: streams.ReadReq): Promise<readonly ResolvedEvent[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new LogUnavailable('the server does not answer'));
    }, READ_PATIENCE_MS);
    // What the client's own reads are made of; it has no public name.
    void client['execute'](StreamsClient, 'read', (connected) => events(client, connected, request))
      .catch((error: unknown) => {
        throw error instanceof Error ? convertToCommandError(error) : error;
      })
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

function events(
  client: KurrentDBClient,
  connected: StreamsClient,
  request: streams.ReadReq,
): Promise<readonly ResolvedEvent[]> {
  return new Promise((resolve, reject) => {
    const read: ResolvedEvent[] = [];
    const options = client['callArguments']({ requiresLeader: true, deadline: READ_PATIENCE_MS });
    const call = connected.read(request, ...options);
    call.on('data', (answer: streams.ReadResp) => {
      const event = answer.getEvent();
      if (event !== undefined) read.push(convertGrpcEvent(event));
    });
    call.on('error', reject);
    call.on('end', () => resolve(read));
  });
}

function requestFor(asked: Asked): streams.ReadReq {
  const options = new streams.ReadReq.Options();
  const ids = new streams.ReadReq.Options.UUIDOption();
  ids.setString(new shared.Empty());
  options.setUuidOption(ids);
  options.setResolveLinks(false);
  options.setCount(String(asked.limit));
  const { FORWARDS, BACKWARDS } = streams.ReadReq.Options.ReadDirection;
  options.setReadDirection('backwards' in asked ? BACKWARDS : FORWARDS);
  if ('stream' in asked) {
    options.setStream(streamOptions(asked.stream, asked.from));
    options.setNoFilter(new shared.Empty());
  } else {
    options.setAll(allOptions(asked.all));
    if (asked.prefixes.length === 0) options.setNoFilter(new shared.Empty());
    else options.setFilter(filterOptions(asked.prefixes));
  }
  const request = new streams.ReadReq();
  request.setOptions(options);
  return request;
}

function streamOptions(name: string, from: number): streams.ReadReq.Options.StreamOptions {
  const options = new streams.ReadReq.Options.StreamOptions();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name).toString('base64'));
  options.setStreamIdentifier(identifier);
  options.setRevision(String(from));
  return options;
}

function allOptions(place: Place | 'end'): streams.ReadReq.Options.AllOptions {
  const options = new streams.ReadReq.Options.AllOptions();
  if (place === 'end') {
    options.setEnd(new shared.Empty());
    return options;
  }
  const position = new streams.ReadReq.Options.Position();
  position.setCommitPosition(String(place.commit));
  position.setPreparePosition(String(place.prepare));
  options.setPosition(position);
  return options;
}

function filterOptions(prefixes: readonly string[]): streams.ReadReq.Options.FilterOptions {
  const options = new streams.ReadReq.Options.FilterOptions();
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  expression.setPrefixList([...prefixes]);
  options.setStreamIdentifier(expression);
  options.setMax(SEARCH_WINDOW);
  options.setCheckpointintervalmultiplier(1);
  return options;
}
