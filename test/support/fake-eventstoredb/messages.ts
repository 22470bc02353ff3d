import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import statuses from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Expected, KeptEvent, ProposedEvent } from './store.js';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What a client asks to be given. */
export interface Asked {
  readonly stream: string | undefined;
  /** A revision, of a stream. */
  readonly from: number;
  /** Of all events; undefined at the end. */
  readonly position: bigint | undefined;
  readonly backwards: boolean;
  readonly prefixes: readonly string[];
  readonly limit: number;
  readonly subscription: boolean;
}

export function askedIn(request: streams.ReadReq): Asked {
  const options = present(request.getOptions());
  const stream = options.getStream();
  const all = options.getAll();
  const place = all?.getPosition()?.getCommitPosition();
  return {
    stream: stream === undefined ? undefined : nameIn(stream.getStreamIdentifier()),
    from: Number(stream?.getRevision() ?? 0),
    position: place !== undefined ? BigInt(place) : all?.hasEnd() === true ? undefined : 0n,
    backwards: options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS,
    prefixes: options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [],
    limit: Number(options.getCount()),
    subscription: options.hasSubscription(),
  };
}

export function eventAnswer(event: KeptEvent): streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(event.id);
  recorded.setId(id);
  recorded.setStreamIdentifier(identifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded.getMetadataMap().set('type', event.type).set('content-type', event.contentType).set('created', '0');
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(event.position));
  const answer = new streams.ReadResp();
  answer.setEvent(read);
  return answer;
}

export function confirmation(): streams.ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(crypto.randomUUID());
  const answer = new streams.ReadResp();
  answer.setConfirmation(confirmed);
  return answer;
}

export function notFound(stream: string): streams.ReadResp {
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifier(stream));
  const answer = new streams.ReadResp();
  answer.setStreamNotFound(missing);
  return answer;
}

/** An append that has come as a whole. */
export interface AskedAppend {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

export function expectedIn(options: streams.BatchAppendReq.Options): Expected {
  if (options.hasNoStream()) return 'none';
  if (options.hasStreamPosition()) return Number(options.getStreamPosition());
  return options.hasStreamExists() ? 'exists' : 'any';
}

export function proposedIn(request: streams.BatchAppendReq): readonly ProposedEvent[] {
  return request.getProposedMessagesList().map((message) => ({
    id: present(message.getId()).getString(),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  }));
}

export function nameIn(identifier: shared.StreamIdentifier | undefined): string {
  return Buffer.from(present(identifier).getStreamName_asU8()).toString('utf8');
}

function identifier(stream: string): shared.StreamIdentifier {
  const named = new shared.StreamIdentifier();
  named.setStreamName(Buffer.from(stream).toString('base64'));
  return named;
}

export function storedAnswer(correlation: shared.UUID, last: KeptEvent): streams.BatchAppendResp {
  const place = new shared.AllStreamPosition();
  place.setCommitPosition(String(last.position));
  place.setPreparePosition(String(last.position));
  const success = new streams.BatchAppendResp.Success();
  success.setCurrentRevision(String(last.revision));
  success.setPosition(place);
  const answer = batchAnswer(correlation, last.stream);
  answer.setSuccess(success);
  return answer;
}

export function wrongAnswer(
  correlation: shared.UUID,
  { stream, expected }: AskedAppend,
  actual: number | undefined,
): streams.BatchAppendResp {
  const wrong = new shared.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new emptyMessages.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (typeof expected === 'number') wrong.setExpectedStreamPosition(String(expected));
  else wrong.setExpectedNoStream(new emptyMessages.Empty());
  return errorAnswer(correlation, stream, 'WrongExpectedVersion', wrong.serializeBinary());
}

export function deniedAnswer(correlation: shared.UUID, stream: string): streams.BatchAppendResp {
  return errorAnswer(correlation, stream, 'AccessDenied', new shared.AccessDenied().serializeBinary());
}

function errorAnswer(
  correlation: shared.UUID,
  stream: string,
  name: string,
  bytes: Uint8Array,
): streams.BatchAppendResp {
  const details = new anyMessages.Any();
  details.pack(bytes, `event_store.client.${name}`);
  const error = new statuses.Status();
  error.setMessage(name);
  error.setDetails(details);
  const answer = batchAnswer(correlation, stream);
  answer.setError(error);
  return answer;
}

function batchAnswer(correlation: shared.UUID, stream: string): streams.BatchAppendResp {
  const answer = new streams.BatchAppendResp();
  answer.setCorrelationId(correlation);
  answer.setStreamIdentifier(identifier(stream));
  return answer;
}

export function supported(service: string, method: string): features.SupportedMethods {
  const one = new features.SupportedMethod();
  one.setServiceName(service);
  one.setMethodName(method);
  const methods = new features.SupportedMethods();
  methods.setEventStoreServerVersion('24.2.0');
  methods.addMethods(one);
  return methods;
}

export function clusterLedBy(leader: Endpoint): gossip.ClusterInfo {
  const endpoint = new gossip.EndPoint();
  endpoint.setAddress(leader.address);
  endpoint.setPort(leader.port);
  const id = new shared.UUID();
  id.setString(crypto.randomUUID());
  const member = new gossip.MemberInfo();
  member.setInstanceId(id);
  member.setState(gossip.MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(endpoint);
  const info = new gossip.ClusterInfo();
  info.addMembers(member);
  return info;
}

export function unavailable(): Partial<ServiceError> {
  return { code: status.UNAVAILABLE, details: 'the node is going down' };
}

export function accessDenied(): Partial<ServiceError> {
  return { code: status.PERMISSION_DENIED, details: 'Access Denied', metadata: said({ exception: 'access-denied' }) };
}

export function notLeader({ address, port }: Endpoint): Partial<ServiceError> {
  const metadata = said({
    exception: 'not-leader',
    'leader-endpoint-host': address,
    'leader-endpoint-port': String(port),
  });
  return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
}

function said(entries: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  return metadata;
}

export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the client left out what the server needs');
  return value;
}
