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
  /** The token of the user as whom it acts, whatever a message says. */
  readonly token: string;
  /** What the names of all topics begin with. */
  readonly topicPrefix: string;
  readonly now: () => Date;
  /** A number from 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: ConsumerLog;
  /** Whether something that was thrown is the fault of what was to be written, so that trying again is of no use. What is not, is tried again until it passes. */
  readonly isHopeless?: (error: unknown) => boolean;
  readonly observer?: ConsumerObserver;
  /** For how long what a message needs is waited for, in milliseconds; default 60,000. */
  readonly patience?: number;
  /** Where what waits for a project or an organization is set aside, so that its partition goes on; without it the partition waits. */
  readonly waiting?: WaitingOptions;
}

/** How a consumer fares. */
export interface ConsumerState {
  /** `reading` once it is a member of its group, `failing` while the broker does not let it be one, `no_topics` where none of its topics is there. */
  readonly state: 'joining' | 'reading' | 'failing' | 'no_topics' | 'stopped';
  /** What the broker does not do, in a sentence, while it is `failing`. */
  readonly fault?: string;
  /** The partitions that this member has. */
  readonly partitions: readonly TopicPartition[];
  /** Those of them that are tried again, the one that waits longest first. */
  readonly paused: readonly PausedPartition[];
}

/** Reads topics and does what their events ask for. */
export interface Consumer {
  /** Begins; faults of the broker and the database are waited out. */
  start(): void;
  /** Finishes what it has begun, commits, and leaves the group. Never rejects. */
  stop(): Promise<void>;
  /** How it fares at this moment. */
  state(): ConsumerState;
  /** Until when it waits for a project or an organization that is missed since a moment. */
  waitsUntil(since: Date): Date;
  /** Looks at once whether what was set aside can be taken up; it does so by itself every second. */
  lookAtWaiting(): Promise<void>;
}

/** Makes a consumer. It is idle until it is started. */
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
