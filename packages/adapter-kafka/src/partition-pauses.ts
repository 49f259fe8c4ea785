import { backOff, retryPolicies } from '@goldset/core/adapter';
import type { ConsumerObserver } from './consumer-observer.ts';
import type { TopicPartition } from './source.ts';
import { partitionName, placeOf } from './topic-partition.ts';

/** A partition that is retried: since when, and why. */
export interface PausedPartition extends TopicPartition {
  readonly since: Date;
  /** The code of the refusal or the kind of the error, as in the metric `goldset_kafka_retries_total`. */
  readonly code: string;
}

/** Decides how long partitions pause before they are retried. */
export interface PartitionPauses {
  /** Records that a partition is retried for the reason `code`. Returns the pause in milliseconds, at most `within`. */
  readonly pause: (from: TopicPartition, code: string, within?: number) => number;
  /** Records that a partition continued. */
  readonly wentOn: (from: TopicPartition) => void;
  /** Removes the pauses of all partitions that are not among these. */
  readonly keepOnly: (partitions: readonly TopicPartition[]) => void;
  /** The partitions that are retried, the one that waits longest first. */
  readonly all: () => readonly PausedPartition[];
}

/** Makes an empty record of pauses. */
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
      // The pause ends no later than the time for which the message may wait.
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
