import type { ConsumerLog } from './consumer-log.ts';
import type { MissingTopic, TopicAdmin } from './topic-admin.ts';

/** What a watch of topics needs. */
export interface TopicWatchOptions {
  readonly admin: Pick<TopicAdmin, 'missing'>;
  readonly topics: readonly string[];
  readonly log: ConsumerLog;
  /** Resolves after this many milliseconds or when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** Checks regularly whether the topics that a process needs exist. */
export interface TopicWatch {
  /** Starts. */
  start(): void;
  /** The topics that were missing at the last check. */
  missing(): readonly MissingTopic[];
  /** Stops. Never rejects. */
  stop(): Promise<void>;
}

const WHILE_MISSING = 5_000;
const WHILE_THERE = 60_000;

const sentences = {
  absent: (topic: string) =>
    `Kafka has not got the topic ${topic} and does not make it by itself: npm run create-topics makes it. What needs it waits, all else goes on`,
  forbidden: (topic: string) =>
    `Kafka does not let this user use the topic ${topic}: add an ACL at the broker, or use another user. What needs it waits, all else goes on`,
} as const;

/** Makes a watch. It logs each missing topic once, by name, and again when the topic exists. */
export const createTopicWatch = ({ admin, topics, log, wait }: TopicWatchOptions): TopicWatch => {
  const stopping = new AbortController();
  let missing: readonly MissingTopic[] = [];
  let running: Promise<void> | undefined;

  const look = async (): Promise<boolean> => {
    const found = await admin.missing(topics).catch(() => undefined);
    if (found === undefined || stopping.signal.aborted) return false;
    const before = new Map(missing.map(({ topic, reason }) => [topic, reason]));
    for (const { topic, reason } of found)
      if (before.get(topic) !== reason) log.error({ topic, reason }, sentences[reason](topic));
    for (const { topic } of missing)
      if (found.every((each) => each.topic !== topic)) log.info({ topic }, `Kafka has got the topic ${topic} now`);
    missing = found;
    return missing.length === 0;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) await wait((await look()) ? WHILE_THERE : WHILE_MISSING, stopping.signal);
  };

  return {
    start: () => {
      running ??= run();
    },
    missing: () => missing,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
