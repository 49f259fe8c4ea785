import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Batch as Fetched, Consumer, EachBatchPayload, IHeaders, KafkaMessage } from 'kafkajs';
import { backOff, retryPolicies } from '@goldset/core/adapter';
import { newKafka } from './kafkajs-client.ts';
import type { KafkaConnection } from './kafkajs-client.ts';
import { transportFault } from './kafkajs-fault.ts';
import { findMissingTopics, isOfTopic } from './kafkajs-topics.ts';
import type { Header } from './message.ts';
import type { Batch, IncomingMessage, Source, SourceListener, SourceOptions, TopicPartition } from './source.ts';
import type { MissingTopic } from './topic-admin.ts';
import { partitionName } from './topic-partition.ts';
import { TransportFault } from './transport-fault.ts';

const DEFAULT_BATCH_BYTES = 1_048_576;
const DEFAULT_SESSION_TIMEOUT = 20_000;
const MAX_WAIT = 500;

const CLUSTER_RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 };
const RUNNER_RETRY = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 8 };

const COMMIT_ATTEMPTS = 4;

// How often it is looked whether a topic that is missing has been made.
const LOOK_FOR_TOPICS = 2_000;

const bytesOf = (value: Buffer | string | undefined | null): Uint8Array | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? Buffer.from(value) : value;

// kafkajs gathers the values of a name in an object, and takes what every object inherits under that name (`constructor`) for one of them.
const isValue = (value: unknown): boolean =>
  value === null || value === undefined || typeof value === 'string' || value instanceof Uint8Array;

const headersOf = (headers: IHeaders = {}): readonly Header[] => {
  const all: Header[] = [];
  for (const name of Object.keys(headers)) {
    const values = headers[name];
    for (const value of Array.isArray(values) ? values : [values]) if (isValue(value)) all.push([name, bytesOf(value)]);
  }
  return all;
};

const messageOf = ({ key, value, headers, offset, timestamp }: KafkaMessage): IncomingMessage => ({
  key: bytesOf(key),
  value: bytesOf(value),
  headers: headersOf(headers),
  offset: BigInt(offset),
  timestamp: Number(timestamp),
});

const typeOf = (error: unknown): string => String((error as { readonly type?: unknown } | undefined)?.type ?? '');

// The group has changed, or has forgotten this member: kafkajs joins it again when such an error comes out of its batch.
const MEMBERSHIP = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'FENCED_INSTANCE_ID',
]);

const isOfMembership = (error: unknown): boolean => MEMBERSHIP.has(typeOf(error));

const withJitter = (milliseconds: number): number => milliseconds * (0.5 + Math.random() / 2);

/** A batch that is being worked on. */
interface InHand {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
  /** Resolves to whether it took what was fetched behind it, when that is certain. */
  readonly offer: (fetched: EachBatchPayload) => Promise<boolean>;
}

/** What a life of a kafkajs consumer has; its timers end pauses. */
interface Life {
  readonly consumer: Consumer;
  readonly listener: SourceListener;
  readonly timers: Set<NodeJS.Timeout>;
}

/** A partition, for as long as it is this member’s. */
interface Own {
  /** What stands before this was handed over and is done or in hand, and what was fetched from behind it may not be begun: then something between would be left out. Not known before the first batch. */
  next: bigint | undefined;
  /** How many batches in a row were fetched from behind it. */
  misses: number;
}

// As many as may have been on their way when reading was turned back; what is still fetched from elsewhere then has its reason: what stood between is there no more.
const MOST_MISSES = 3;

const lastOf = ({ messages }: Fetched): bigint => BigInt(messages.at(-1)?.offset ?? -1);

const firstOf = ({ messages }: Fetched): bigint => BigInt(messages[0]?.offset ?? -1);

// What kafkajs read up to, which may be more than it hands over: it keeps marks of transactions for itself.
const endOf = (batch: Fetched): bigint => BigInt(batch.lastOffset()) + 1n;

// From which offset it was asked for. kafkajs keeps that in the batch, though its types do not say so; at the latest it is the first message’s.
const askedFrom = (batch: Fetched): bigint =>
  BigInt((batch as Fetched & { readonly fetchedOffset?: string }).fetchedOffset ?? firstOf(batch));

/** Lets so many go on at once; who comes when there are enough is let in by turns. */
const newTurns = (most: number): { readonly enter: () => Promise<void>; readonly leave: () => void } => {
  let free = most;
  const waiting: (() => void)[] = [];
  return {
    enter: async () => {
      if (free === 0) return new Promise((resolve) => void waiting.push(resolve));
      free -= 1;
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};

/** A source on kafkajs. */
export const createKafkajsSource = (connection: KafkaConnection, options: SourceOptions): Source => {
  const {
    groupId,
    from = 'earliest',
    partitionsAtOnce = 4,
    maxBatchBytes = DEFAULT_BATCH_BYTES,
    sessionTimeout = DEFAULT_SESSION_TIMEOUT,
  } = options;
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort');
  const inHand = new Map<string, InHand>();
  const rejections = new Map<string, number>();
  const turns = newTurns(partitionsAtOnce);
  let supervising: Promise<void> | undefined;
  let assigned = new Map<string, Own>();
  // Why this member has to join the group again.
  let expelled: unknown;

  const pausing = ({ consumer, timers }: Life, { topic, partition }: TopicPartition, milliseconds: number): void => {
    const tell = (what: 'pause' | 'resume'): void => {
      try {
        consumer[what]([{ topic, partitions: [partition] }]);
      } catch {
        // The consumer has crashed meanwhile; the next one begins with nothing paused.
      }
    };
    tell('pause');
    const timer = setTimeout(() => {
      timers.delete(timer);
      tell('resume');
    }, milliseconds);
    timers.add(timer);
  };

  const abortAll = (): void => {
    for (const { abort } of inHand.values()) abort.abort();
  };

  const expel = (error: unknown): void => {
    expelled ??= error;
    abortAll();
  };

  /** Whether nothing would be left out if this were begun; if something would, reading is turned back. */
  const fits = (own: Own, { batch, resolveOffset }: EachBatchPayload): boolean => {
    if (own.next === undefined || askedFrom(batch) <= own.next || own.misses === MOST_MISSES) {
      own.misses = 0;
      return true;
    }
    own.misses += 1;
    resolveOffset(String(own.next - 1n));
    return false;
  };

  /** Begins to work on what was fetched. Where more stands behind it, that is fetched meanwhile; else this resolves when the work has ended. */
  const begin = async (life: Life, own: Own, payload: EachBatchPayload): Promise<void> => {
    const { topic, partition } = payload.batch;
    const name = partitionName({ topic, partition });
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, stopping.signal]);
    const isMore = BigInt(payload.batch.highWatermark) > endOf(payload.batch);
    const messages = payload.batch.messages.map(messageOf);
    let [done, last, end] = [firstOf(payload.batch), 0n, 0n];
    let ahead: { readonly fetched: EachBatchPayload; readonly decided: (isTaken: boolean) => void } | undefined;
    let isOver = false;

    const take = ({ batch, resolveOffset }: EachBatchPayload): void => {
      [last, own.next, end] = [lastOf(batch), endOf(batch), BigInt(batch.highWatermark)];
      if (isMore) resolveOffset(String(last));
    };

    const batch: Batch = {
      topic,
      partition,
      messages,
      signal,
      get end() {
        return end;
      },
      more: () => {
        if (ahead === undefined || signal.aborted) return undefined;
        const { fetched, decided } = ahead;
        ahead = undefined;
        take(fetched);
        decided(true);
        return fetched.batch.messages.map(messageOf);
      },
      heartbeat: async () => {
        if (expelled !== undefined) return;
        try {
          await payload.heartbeat();
        } catch (error) {
          // Any other fault will be met, and told, when this member reads or commits.
          if (isOfMembership(error)) expel(error);
        }
      },
      commit: async (next) => {
        for (let attempt = 1; ; attempt += 1) {
          if (assigned.get(name) !== own) return false;
          try {
            await payload.commitOffsetsIfNecessary({
              topics: [{ topic, partitions: [{ partition, offset: String(next) }] }],
            });
            done = next;
            rejections.delete(name);
            return true;
          } catch (error) {
            if (isOfMembership(error)) {
              expel(error);
              return false;
            }
            const fault = transportFault(error);
            if (attempt === COMMIT_ATTEMPTS || fault.kind !== 'away') throw fault;
            await delay(backOff(retryPolicies.committing, attempt, Math.random));
          }
        }
      },
    };

    const work = async (): Promise<void> => {
      try {
        const pause = await life.listener.handle(batch);
        if (typeof pause === 'number' && pause > 0) pausing(life, batch, pause);
      } catch (error) {
        const failures = (rejections.get(name) ?? 0) + 1;
        rejections.set(name, failures);
        life.listener.onFault?.(error);
        pausing(life, batch, backOff(retryPolicies.untilDone, failures, Math.random));
      } finally {
        isOver = true;
        inHand.delete(name);
        turns.leave();
        ahead?.decided(false);
        // Where the partition is still this member’s, also in a later generation of the group, reading goes on behind what is done.
        if (assigned.get(name) === own) {
          if (done <= last) own.next = done;
          if (done <= last || !isMore) payload.resolveOffset(String(done - 1n));
        }
      }
    };

    take(payload);
    const settled = Promise.resolve().then(work);
    inHand.set(name, {
      abort,
      settled,
      offer: async (fetched) =>
        !isOver &&
        !abort.signal.aborted &&
        new Promise<boolean>((decided) => {
          ahead = { fetched, decided };
        }),
    });
    if (!isMore) await settled;
  };

  /** Works on what was fetched; resolves when what stands behind it may be fetched, if there is anything. */
  const onFetched = async (life: Life, payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const name = partitionName(batch);
    const own = assigned.get(name);
    if (own === undefined) return;
    const isFit = (): boolean =>
      !stopping.signal.aborted && assigned.get(name) === own && batch.messages.length > 0 && fits(own, payload);
    if (!isFit()) return;
    const before = inHand.get(name);
    if (before !== undefined) {
      if (await before.offer(payload)) return;
      await before.settled;
    }
    await turns.enter();
    if (expelled === undefined && isFit()) await begin(life, own, payload);
    else turns.leave();
    if (expelled !== undefined) throw expelled;
  };

  const assign = (listener: SourceListener, partitions: readonly TopicPartition[]): void => {
    const before = assigned;
    assigned = new Map(
      partitions.map((each) => [
        partitionName(each),
        before.get(partitionName(each)) ?? { next: undefined, misses: 0 },
      ]),
    );
    expelled = undefined;
    abortAll();
    for (const name of rejections.keys()) if (!assigned.has(name)) rejections.delete(name);
    if (before.size !== assigned.size || [...assigned.keys()].some((name) => !before.has(name)))
      listener.onAssigned?.(partitions);
  };

  /** Resolves when fewer of the topics are missing, or this is aborted; looks now and then, and when it is told to. */
  const untilFewerMissing = async (
    missing: readonly MissingTopic[],
    told: { look: () => void },
    signal: AbortSignal,
  ): Promise<void> => {
    let isFound = false;
    while (!signal.aborted && !isFound) {
      const soon = new AbortController();
      told.look = () => soon.abort();
      await delay(withJitter(LOOK_FOR_TOPICS), undefined, { signal: AbortSignal.any([signal, soon.signal]) }).catch(
        () => undefined,
      );
      if (!signal.aborted)
        isFound = await findMissingTopics(
          connection,
          missing.map(({ topic }) => topic),
        ).then(
          (still) => still.length < missing.length,
          () => false,
        );
    }
  };

  // One life of a kafkajs consumer, from joining the group until it fails (then this rejects), a topic has appeared, or it is to stop. kafkajs does not come back after every fault; a new one always can.
  const live = async (
    topics: readonly string[],
    missing: readonly MissingTopic[],
    listener: SourceListener,
    onJoined: () => void,
  ): Promise<void> => {
    const consumer = newKafka(connection, CLUSTER_RETRY).consumer({
      groupId,
      sessionTimeout,
      rebalanceTimeout: Math.max(60_000, sessionTimeout),
      heartbeatInterval: Math.min(3_000, sessionTimeout / 4),
      maxBytesPerPartition: maxBatchBytes,
      maxBytes: maxBatchBytes * Math.max(2, partitionsAtOnce),
      maxWaitTimeInMs: MAX_WAIT,
      metadataMaxAge: 60_000,
      retry: { ...RUNNER_RETRY, restartOnFailure: async () => false },
    });
    const timers = new Set<NodeJS.Timeout>();
    let onCrash: (error: unknown) => void = () => undefined;
    const crashed = new Promise<never>((_resolve, reject) => {
      onCrash = reject;
    });
    // It is raced below, and may be settled long before or never.
    crashed.catch(() => undefined);
    const ending = new AbortController();
    const told = { look: (): void => undefined };
    let appeared: Promise<void> = new Promise(() => undefined);
    const listening = [
      // Another member knows a topic already that this one looks for.
      consumer.on(consumer.events.RECEIVED_UNSUBSCRIBED_TOPICS, () => told.look()),
      consumer.on(consumer.events.REBALANCING, abortAll),
      consumer.on(consumer.events.CRASH, ({ payload }) => onCrash(payload.error)),
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        if (ending.signal.aborted) return;
        onJoined();
        listener.onMember?.(true);
        assign(
          listener,
          Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
            partitions.map((partition) => ({ topic, partition })),
          ),
        );
      }),
    ];
    try {
      if (stopping.signal.aborted) return;
      await consumer.connect();
      if (stopping.signal.aborted) return;
      await consumer.subscribe({ topics: [...topics], fromBeginning: from === 'earliest' });
      if (stopping.signal.aborted) return;
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsAtOnce,
        eachBatch: (payload) => onFetched({ consumer, listener, timers }, payload),
      });
      if (missing.length > 0)
        appeared = untilFewerMissing(missing, told, AbortSignal.any([ending.signal, stopping.signal])).then(abortAll);
      await Promise.race([crashed, stopped, appeared]);
    } finally {
      ending.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all([...inHand.values()].map(({ settled }) => settled));
      // Once it has left, its partitions are those of other members.
      listener.onMember?.(false);
      assign(listener, []);
      await consumer.disconnect().catch(() => undefined);
      for (const timer of timers) clearTimeout(timer);
      for (const remove of listening) remove();
    }
  };

  const supervise = async (topics: readonly string[], listener: SourceListener): Promise<void> => {
    let failures = 0;
    let missing: readonly MissingTopic[] = [];
    const lookFor = async (): Promise<boolean> => {
      const found = await findMissingTopics(connection, topics).catch(() => missing);
      const isNew = JSON.stringify(found) !== JSON.stringify(missing);
      missing = found;
      if (isNew) listener.onMissingTopics?.(missing);
      return isNew;
    };
    while (!stopping.signal.aborted) {
      try {
        const there = topics.filter((topic) => !missing.some((each) => each.topic === topic));
        if (there.length === 0) await untilFewerMissing(missing, { look: () => undefined }, stopping.signal);
        else {
          await live(there, missing, listener, () => {
            failures = 0;
          });
        }
        if (missing.length > 0 && !stopping.signal.aborted) await lookFor();
      } catch (error) {
        if (stopping.signal.aborted) break;
        // The other topics need not wait for those that are missing.
        if (isOfTopic(error) && (await lookFor())) continue;
        listener.onFault?.(error instanceof TransportFault ? error : transportFault(error));
        failures += 1;
        await delay(backOff(retryPolicies.reconnecting, failures, Math.random), undefined, {
          signal: stopping.signal,
        }).catch(() => undefined);
      }
    }
  };

  return {
    start: (topics, listener) => {
      if (!stopping.signal.aborted) supervising ??= supervise(topics, listener);
    },
    stop: async () => {
      stopping.abort();
      await supervising;
    },
  };
};
