import { backOff, retryPolicies } from '@goldset/core/adapter';
import type { ConsumerObserver } from './consumer-observer.ts';
import type { TopicPartition } from './source.ts';
import { partitionName, placeOf } from './topic-partition.ts';

/** A partition that is tried again: since when, and why. */
export interface PausedPartition extends TopicPartition {
  readonly since: Date;
  /** The code of the refusal or the kind of the fault, as `goldset_kafka_retries_total` has it. */
  readonly code: string;
}

/** For how long partitions are paused that are tried again. */
export interface PartitionPauses {
  /** Notes that a partition is tried again, because of what `code` says; says after how many milliseconds, at the latest `within`. */
  readonly pause: (from: TopicPartition, code: string, within?: number) => number;
  /** Notes that a partition went on. */
  readonly wentOn: (from: TopicPartition) => void;
  /** Forgets the partitions that are not among these. */
  readonly keepOnly: (partitions: readonly TopicPartition[]) => void;
  /** The partitions that are tried again, the one that waits longest first. */
  readonly all: () => readonly PausedPartition[];
}

/** Makes pauses, of which there are none yet. */
export const newPartitionPauses = (
  now: () => Date,
  random: () => number,
  observer: ConsumerObserver | undefined,
): PartitionPauses => {
  const failures = new Map<string, number>();
  const paused = new Map<string, PausedPartition>();
  return {
    pause: (from, code, within = Number.POSITIVE_INFINITY) => {
      const name = partitionName(from);
      const count = (failures.get(name) ?? 0) + 1;
      failures.set(name, count);
      paused.set(name, { ...placeOf(from), code, since: paused.get(name)?.since ?? now() });
      // Waiting for what may come, the end of the wait is not missed.
      const milliseconds = Math.max(1, Math.min(backOff(retryPolicies.untilDone, count, random), Math.ceil(within)));
      observer?.retried?.(placeOf(from), code, milliseconds);
      return milliseconds;
    },
    wentOn: (from) => {
      failures.delete(partitionName(from));
      paused.delete(partitionName(from));
    },
    keepOnly: (partitions) => {
      const names = new Set(partitions.map(partitionName));
      for (const name of paused.keys()) if (!names.has(name)) paused.delete(name);
    },
    all: () => [...paused.values()].sort((a, b) => a.since.getTime() - b.since.getTime()),
  };
};
