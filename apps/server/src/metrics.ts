import { setTimeout as delay } from 'node:timers/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The use of a pool of connections. */
export interface PoolUse {
  readonly max: number;
  readonly inUse: number;
  readonly waiting: number;
}

/** The sources that are read when the metrics are requested. */
export interface MetricSources {
  readonly version: string;
  readonly pool: () => PoolUse;
  /**
   * The number of events that wait to be published and the age of the oldest, in seconds; rejects if the database is
   * unavailable.
   */
  readonly backlog: () => Promise<{ readonly seconds: number; readonly events: number }>;
  /**
   * The number of messages still to be processed in each partition of this process; rejects if the broker is
   * unavailable. Empty if this process does not read Kafka.
   */
  readonly lag?: () => Promise<readonly (Partition & { readonly messages: number })[]>;
  /**
   * The messages that are set aside; rejects if the database is unavailable. `undefined` if this process does not read
   * Kafka.
   */
  readonly waiting?: () => Promise<Waiting | undefined>;
}

interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** Messages from Kafka that are set aside. */
export interface Waiting {
  readonly topics: readonly { readonly topic: string; readonly messages: number }[];
  /** How many seconds the oldest of them has waited; 0 if none waits. */
  readonly seconds: number;
}

/** Counters of messages from Kafka. */
export interface KafkaCounts {
  handled(from: Partition, messages: number): void;
  deadLettered(from: Partition, code: string): void;
  retried(from: Partition, code: string, milliseconds: number): void;
}

/** The metrics of this process. */
export interface Metrics {
  /** Counts one response. Requests that match no operation are counted together, whatever their path. */
  answered(answer: {
    readonly operation: string | undefined;
    readonly method: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** Counts messages from Kafka by what became of them. */
  readonly kafka: KafkaCounts;
  /** Returns all metrics in the text format of Prometheus. */
  read(): Promise<{ readonly mediaType: string; readonly text: string }>;
}

// Prometheus waits ten seconds for metrics by default.
const LAG_TIMEOUT = 5_000;

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PUT']);

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Creates the metrics of this process. No label contains a tenant, a path or any other text that a client can choose.
 */
export const createMetrics = ({
  version,
  pool,
  backlog,
  lag: readLag = async () => [],
  waiting = async () => undefined,
}: MetricSources): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'goldset_http_requests_total',
    help: 'Answers, by operation, method and status.',
    labelNames: ['operation', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'goldset_http_request_duration_seconds',
    help: 'Seconds until the answer began, by operation and class of status.',
    labelNames: ['operation', 'status'],
    buckets: SECONDS,
    registers,
  });
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) });
  };
  gauge('goldset_database_connections_max', 'Connections to the database that there can be.', () => pool().max);
  gauge('goldset_database_connections_in_use', 'Connections to the database that are at work.', () => pool().inUse);
  gauge(
    'goldset_database_queue_depth',
    'Statements and transactions beyond one for each connection.',
    () => pool().waiting,
  );
  const events: Gauge = new Gauge({
    name: 'goldset_outbox_events',
    help: 'Events that wait to be published, counted up to 10,000; not there while the database is away.',
    registers,
  });
  const lag: Gauge = new Gauge({
    name: 'goldset_outbox_lag_seconds',
    help: 'Age of the oldest event that waits to be published; not there while the database is away.',
    registers,
  });
  const readBacklog = async (): Promise<void> => {
    try {
      const read = await backlog();
      events.set(read.events);
      lag.set(read.seconds);
    } catch {
      // An old number would be mistaken for a current one.
      events.remove();
      lag.remove();
    }
  };
  const handled = new Counter({
    name: 'goldset_kafka_messages_total',
    help: 'Messages that took effect, or had done so before.',
    labelNames: ['topic'],
    registers,
  });
  const deadLetters = new Counter({
    name: 'goldset_kafka_dead_letters_total',
    help: 'Messages that can never succeed, by topic and reason.',
    labelNames: ['topic', 'reason'],
    registers,
  });
  const retries = new Counter({
    name: 'goldset_kafka_retries_total',
    help: 'Pauses of a partition before it is tried again, by topic and reason.',
    labelNames: ['topic', 'reason'],
    registers,
  });
  const behind = new Gauge({
    name: 'goldset_kafka_lag_messages',
    help: 'Messages of a partition that this process has which are still to be done, as the broker says; not there while the broker is away.',
    labelNames: ['topic', 'partition'],
    registers,
  });
  const readBehind = async (): Promise<void> => {
    const read = await Promise.race([readLag(), delay(LAG_TIMEOUT, [], { ref: false })]).catch(() => []);
    // Removes old numbers, and the partitions that another process has now.
    behind.reset();
    for (const { topic, partition, messages } of read) behind.set({ topic, partition }, messages);
  };
  const pending = new Gauge({
    name: 'goldset_kafka_waiting_messages',
    help: 'Messages that are set aside until the project or organization is there that they name, of the whole group; not there while the database is away.',
    labelNames: ['topic'],
    registers,
  });
  const waited = new Gauge({
    name: 'goldset_kafka_waiting_oldest_seconds',
    help: 'For how long the one of them waits that waits longest; not there while the database is away.',
    labelNames: [],
    registers,
  });
  const readWaiting = async (): Promise<void> => {
    const read = await waiting().catch(() => undefined);
    pending.reset();
    if (read === undefined) waited.remove();
    else waited.set(read.seconds);
    for (const { topic, messages } of read?.topics ?? []) pending.set({ topic }, messages);
  };
  new Gauge({
    name: 'goldset_build_info',
    help: 'Always 1; its labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.version }, 1);
  return {
    answered: ({ operation = 'none', method, status, seconds }) => {
      requests.inc({ operation, method: METHODS.has(method) ? method : 'other', status });
      durations.observe({ operation, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    kafka: {
      handled: ({ topic }, messages) => handled.inc({ topic }, messages),
      deadLettered: ({ topic }, reason) => deadLetters.inc({ topic, reason }),
      retried: ({ topic }, reason) => retries.inc({ topic, reason }),
    },
    read: async () => {
      await Promise.all([readBacklog(), readBehind(), readWaiting()]);
      return { mediaType: registry.contentType, text: await registry.metrics() };
    },
  };
};
