import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { Server, ServerCredentials, type Metadata, type ServerDuplexStream, type ServiceError } from '@grpc/grpc-js';
import { GossipService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import type gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import type serverFeatures from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import { StreamsService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { BatchCall } from './batch-call.js';
import { Delivery, deliverOnce, type ReadCall } from './delivery.js';
import { Faults, type Interruption } from './faults.js';
import { accessDenied, askedIn, clusterLedBy, notLeader, supported, type Asked, type Endpoint } from './messages.js';
import { FakeStore } from './store.js';

type Ending = { emit(event: 'error', error: Partial<ServiceError>): boolean };

/**
 * A node of an EventStoreDB that holds its log in memory and does what a real one does rarely, when a test says so. It
 * speaks what the log's adapter asks for, on a loopback port that the system chooses.
 */
export class FakeEventStoreDb {
  readonly faults = new Faults();
  readonly #grpc = new Server();
  readonly #sockets = new Set<Socket>();
  readonly #lasting = new Set<Ending>();
  #leader: Endpoint | undefined;

  /** With a store of another node, it is one more node of the same cluster. */
  static async start(
    store = new FakeStore(),
    credentials = ServerCredentials.createInsecure(),
  ): Promise<FakeEventStoreDb> {
    const listener = createServer();
    const node = new FakeEventStoreDb(store, listener, credentials);
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return node;
  }

  private constructor(
    readonly store: FakeStore,
    private readonly listener: NetServer,
    credentials: ServerCredentials,
  ) {
    const { path } = StreamsService.batchAppend;
    const [, service = '', method = ''] = path.split('/');
    this.#grpc.addService(StreamsService, {
      read: (call: ReadCall) => this.#read(call),
      batchAppend: (call: ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>) => this.#append(call),
      // As an account should be that Muster is given.
      tombstone: (_: unknown, answer: (error: Partial<ServiceError>) => void) => answer(accessDenied()),
    });
    this.#grpc.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: (error: null, methods: serverFeatures.SupportedMethods) => void) =>
        answer(null, supported(service, method)),
    });
    this.#grpc.addService(GossipService, {
      read: (_: unknown, answer: (error: null, info: gossip.ClusterInfo) => void) =>
        answer(null, clusterLedBy(this.#leader ?? this.endpoint)),
    });
    const injector = this.#grpc.createConnectionInjector(credentials);
    listener.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined);
      injector.injectConnection(socket);
    });
  }

  get endpoint(): Endpoint {
    const { port } = this.listener.address() as AddressInfo;
    return { address: '127.0.0.1', port };
  }

  get connectionString(): string {
    return `kurrentdb://127.0.0.1:${this.endpoint.port}?tls=false`;
  }

  /** All at once, without a word; whoever connects again is let in. */
  breakConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** From now on another node leads, and what runs here ends. */
  follow(leader: FakeEventStoreDb): void {
    this.#leader = leader.endpoint;
    for (const call of [...this.#lasting]) call.emit('error', notLeader(leader.endpoint));
  }

  /** From now on the node does not know the account any more, and what runs ends. */
  deny(): void {
    this.faults.denied = true;
    for (const call of [...this.#lasting]) call.emit('error', accessDenied());
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.listener.close(resolve));
    this.#grpc.forceShutdown();
    this.breakConnections();
    await closed;
  }

  #read(call: ReadCall): void {
    const asked = askedIn(call.request);
    const refusal = this.#refusal(call.metadata);
    if (refusal !== undefined) {
      call.emit('error', refusal);
      return;
    }
    const breakConnections = (): void => this.breakConnections();
    const parts = { call, store: this.store, asked, interruption: this.#interruptionOf(asked), breakConnections };
    if (!asked.subscription) {
      deliverOnce(parts);
      return;
    }
    this.#watch(call);
    void new Delivery(parts, () => this.faults.pauseMs).run();
  }

  #append(call: ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>): void {
    const refusal = this.#refusal(call.metadata);
    if (refusal !== undefined) {
      call.emit('error', refusal);
      return;
    }
    this.#watch(call);
    const batch = new BatchCall(call, this.store, this.faults, () => this.breakConnections());
    call.on('data', (request: streams.BatchAppendReq) => batch.take(request));
    call.on('end', () => call.end());
  }

  #watch(call: ReadCall | ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>): void {
    this.#lasting.add(call);
    for (const sign of ['cancelled', 'close', 'error', 'finish'] as const)
      call.on(sign, () => this.#lasting.delete(call));
  }

  #refusal(metadata: Metadata): Partial<ServiceError> | undefined {
    if (this.faults.denied) return accessDenied();
    const asksForLeader = metadata.get('requires-leader').includes('true');
    return this.#leader !== undefined && asksForLeader ? notLeader(this.#leader) : undefined;
  }

  #interruptionOf({ subscription, prefixes, stream }: Asked): Interruption | undefined {
    if (stream !== undefined) this.faults.streamsRead += 1;
    if (!subscription) return this.faults.reads.shift() ?? this.faults.everyRead;
    const isOfLog = !prefixes.some((prefix) => prefix.startsWith('$'));
    if (!isOfLog) return undefined;
    this.faults.subscribed += 1;
    return this.faults.subscriptions.shift();
  }
}
