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

// The milliseconds between two checks whether a missing topic exists now.
const LOOK_FOR_TOPICS = 2_000;

const bytesOf = (value: Buffer | string | undefined | null): Uint8Array | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? Buffer.from(value) : value;

// kafkajs collects the values by name in an object. For a name such as `constructor` it mistakes an inherited property
// for a value.
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

// The group has changed or no longer knows this member. kafkajs joins again if such an error is thrown by `eachBatch`.
const MEMBERSHIP = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'FENCED_INSTANCE_ID',
]);

const isOfMembership = (error: unknown): boolean => MEMBERSHIP.has(typeOf(error));

const withJitter = (milliseconds: number): number => milliseconds * (0.5 + Math.random() / 2);

/** A batch that is being handled. */
interface InHand {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
  /** Resolves when it is certain whether the batch in hand has taken over the fetched messages that follow it. */
  readonly offer: (fetched: EachBatchPayload) => Promise<boolean>;
}

/** The state of one kafkajs consumer. Its timers end pauses. */
interface Life {
  readonly consumer: Consumer;
  readonly listener: SourceListener;
  readonly timers: Set<NodeJS.Timeout>;
}

/** The state of a partition for as long as it is assigned to this member. */
interface Own {
  /**
   * All messages before this offset were handed over and are done or in hand. Messages that were fetched from a later
   * offset must not begin, or those in between would be skipped. `undefined` before the first batch.
   */
  next: bigint | undefined;
  /** How many batches in a row were fetched from an offset after `next`. */
  misses: number;
}

// As many batches may have been on their way when the position was reset. If batches still skip offsets after that, the
// messages in between no longer exist.
const MOST_MISSES = 3;

const lastOf = ({ messages }: Fetched): bigint => BigInt(messages.at(-1)?.offset ?? -1);

const firstOf = ({ messages }: Fetched): bigint => BigInt(messages[0]?.offset ?? -1);

// The offset up to which kafkajs has read. It can be beyond the last message, because kafkajs does not pass on
// transaction markers.
const endOf = (batch: Fetched): bigint => BigInt(batch.lastOffset()) + 1n;

// The offset from which the batch was fetched. kafkajs stores it in the batch, although its types do not say so. The
// fallback is the offset of the first message.
const askedFrom = (batch: Fetched): bigint =>
  BigInt((batch as Fetched & { readonly fetchedOffset?: string }).fetchedOffset ?? firstOf(batch));

/** Limits how many run at once. Others wait and enter in the order in which they came. */
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
  // The error because of which this member must join the group again.
  let expelled: unknown;

  const pausing = ({ consumer, timers }: Life, { topic, partition }: TopicPartition, milliseconds: number): void => {
    const tell = (what: 'pause' | 'resume'): void => {
      try {
        consumer[what]([{ topic, partitions: [partition] }]);
      } catch {
        // The consumer has crashed meanwhile. The next one begins without pauses.
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

  /** Whether a batch can begin without skipping messages. If not, the position is reset. */
  const fits = (own: Own, { batch, resolveOffset }: EachBatchPayload): boolean => {
    if (own.next === undefined || askedFrom(batch) <= own.next || own.misses === MOST_MISSES) {
      own.misses = 0;
      return true;
    }
    own.misses += 1;
    resolveOffset(String(own.next - 1n));
    return false;
  };

  /**
   * Begins to handle a fetched batch. If the partition has more messages, they are fetched meanwhile; otherwise the
   * promise resolves when the work has ended.
   */
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
          // Any other error will occur again, and be reported, when this member reads or commits.
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
        // If the partition is still assigned to this member, even in a later generation of the group, reading continues
        // after what is done.
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

  /** Handles a fetched batch. Resolves when the messages after it, if any, may be fetched. */
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

  /**
   * Resolves when fewer of the topics are missing, or when the signal aborts. It checks regularly, and when `told.look`
   * is called.
   */
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

  // The life of one kafkajs consumer: from joining the group until a topic has appeared, the source is stopped, or an
  // error occurs, with which the promise rejects. kafkajs does not recover from every error, but a new consumer always
  // can.
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
    // The promise is used in a race below. It may be rejected long before that, or stay pending.
    crashed.catch(() => undefined);
    const ending = new AbortController();
    const told = { look: (): void => undefined };
    let appeared: Promise<void> = new Promise(() => undefined);
    const listening = [
      // Another member knows a topic that this one still misses.
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
      // After it has left, its partitions belong to other members.
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
        // The other topics need not wait for the missing ones.
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
