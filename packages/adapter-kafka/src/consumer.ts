import type { Application } from '@goldset/core';
import { batchWorkWith } from './batch-work.ts';
import { consumedTopics } from './consumed-topics.ts';
import { faultFields } from './consumer-log.ts';
import type { ConsumerLog } from './consumer-log.ts';
import type { ConsumerObserver } from './consumer-observer.ts';
import { WAIT_MILLISECONDS } from './dispositions.ts';
import { newMessageHandling } from './message-handling.ts';
import { newPartitionPauses } from './partition-pauses.ts';
import type { PausedPartition } from './partition-pauses.ts';
import type { Sink } from './sink.ts';
import type { Source, TopicPartition } from './source.ts';
import { takeUpWith } from './take-up.ts';
import type { MissingTopic } from './topic-admin.ts';
import { TransportFault } from './transport-fault.ts';
import { newWaiting } from './waiting.ts';
import { newWaitingRoom } from './waiting-room.ts';
import type { WaitingOptions } from './waiting-room.ts';

/** What a consumer needs. */
export interface ConsumerOptions {
  readonly source: Source;
  readonly sink: Sink;
  readonly application: Application;
  /** The token of the user as whom the consumer acts, whatever a message says. */
  readonly token: string;
  /** The prefix of the names of all topics. */
  readonly topicPrefix: string;
  readonly now: () => Date;
  /** Returns a number from 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: ConsumerLog;
  /**
   * Whether an exception is caused by the data that was to be written, so that a retry is useless. All other exceptions
   * are retried until they pass.
   */
  readonly isHopeless?: (error: unknown) => boolean;
  readonly observer?: ConsumerObserver;
  /** How many milliseconds a message waits for what it needs; default 60,000. */
  readonly patience?: number;
  /**
   * Options to set aside messages that wait for a project or an organization, so that their partition continues.
   * Without them the partition waits.
   */
  readonly waiting?: WaitingOptions;
}

/** The state of a consumer. */
export interface ConsumerState {
  /**
   * `reading` when it is a member of its group, `failing` while the broker does not let it join, `no_topics` if none of
   * its topics exists.
   */
  readonly state: 'joining' | 'reading' | 'failing' | 'no_topics' | 'stopped';
  /** What is wrong with the broker, in a sentence, while the state is `failing`. */
  readonly fault?: string;
  /** The partitions that are assigned to this member. */
  readonly partitions: readonly TopicPartition[];
  /** Those of its partitions that are retried, the one that waits longest first. */
  readonly paused: readonly PausedPartition[];
}

/** Reads topics and runs the operations that their events ask for. */
export interface Consumer {
  /** Starts. Errors of the broker and the database are retried until they pass. */
  start(): void;
  /** Finishes the work in progress, commits, and leaves the group. Never rejects. */
  stop(): Promise<void>;
  /** The current state. */
  state(): ConsumerState;
  /** The time until which a message waits for a project or an organization that is missing since `since`. */
  waitsUntil(since: Date): Date;
  /** Checks at once whether messages that were set aside can be handled. The consumer also does so every second. */
  lookAtWaiting(): Promise<void>;
}

/** Makes a consumer. It does nothing before `start` is called. */
export const createConsumer = (options: ConsumerOptions): Consumer => {
  const {
    source,
    sink,
    application,
    token,
    topicPrefix,
    now,
    random,
    log,
    isHopeless = () => false,
    observer,
    patience = WAIT_MILLISECONDS,
  } = options;
  const room =
    options.waiting &&
    newWaitingRoom(options.waiting, {
      patience,
      now,
      random,
      onFault: (met) => log.warn(faultFields(met), 'messages that wait are looked at again after a fault'),
    });
  const handling = newMessageHandling({
    application,
    token,
    waiting: newWaiting(() => now().getTime(), patience),
    room,
    isHopeless,
    log,
  });
  const pauses = newPartitionPauses(now, random, observer);
  const tools = { handling, sink, topicPrefix, now, isHopeless, log, observer };
  const handle = batchWorkWith({ ...tools, room, pauses });
  const takeUp = room && takeUpWith({ ...tools, room });
  let assigned: readonly TopicPartition[] = [];
  let missing: readonly MissingTopic[] = [];
  let [isMember, isStopped, fault]: [boolean, boolean, string | undefined] = [false, false, undefined];

  return {
    start: () => {
      if (takeUp !== undefined) room?.start(takeUp);
      source.start(consumedTopics(topicPrefix), {
        handle,
        onAssigned: (partitions) => {
          assigned = partitions;
          room?.assign(partitions);
          pauses.keepOnly(partitions);
          log.info(
            { partitions: partitions.map(({ topic, partition }) => `${topic}/${partition}`) },
            'partitions are assigned',
          );
        },
        onMember: (isOne) => {
          isMember = isOne;
          if (isOne) fault = undefined;
        },
        onMissingTopics: (topics) => {
          missing = topics;
        },
        onFault: (met) => {
          if (met instanceof TransportFault) fault = met.message;
          log.warn(faultFields(met), 'the broker does not do what it was asked to; trying again');
        },
      });
    },
    stop: async () => {
      isStopped = true;
      await source.stop();
      await room?.stop();
    },
    lookAtWaiting: async () => {
      if (takeUp !== undefined) await room?.look(takeUp);
    },
    waitsUntil: (since) => room?.waitsUntil(since) ?? new Date(since.getTime() + patience),
    state: () => {
      const isWithout = missing.length === consumedTopics(topicPrefix).length;
      const state = isStopped
        ? 'stopped'
        : isMember
          ? 'reading'
          : isWithout
            ? 'no_topics'
            : fault === undefined
              ? 'joining'
              : 'failing';
      return {
        state,
        ...(state === 'failing' && fault !== undefined ? { fault } : {}),
        partitions: assigned,
        paused: pauses.all(),
      };
    },
  };
};
