import type { WaitingLane } from '@goldset/core/adapter';
import type { TopicPartition } from './source.ts';
import { partitionName } from './topic-partition.ts';

/**
 * Caches how many messages wait in each lane of the partitions of this process, so that a message that waits behind no
 * other needs no query.
 */
export interface KnownLanes {
  /** The number of waiting messages by lane; `undefined` if it is unknown or too old. */
  readonly known: (from: TopicPartition) => ReadonlyMap<string, number> | undefined;
  /** The same, read from the store if it is unknown. */
  readonly read: (from: TopicPartition) => Promise<ReadonlyMap<string, number>>;
  /** Counts one message more (`1`) or less (`-1`) in a lane since the lanes were read. */
  readonly change: (from: TopicPartition, lane: string, by: 1 | -1) => void;
  readonly forget: (from: TopicPartition) => void;
  /** Removes all partitions from the cache that are not among these. */
  readonly keepOnly: (partitions: readonly TopicPartition[]) => void;
}

// After it has lost the partition, another process may add messages to a lane before it notices.
const KNOWN_FOR = 30_000;

/** Makes an empty cache of lanes. */
export const newKnownLanes = (
  ask: (from: TopicPartition) => Promise<readonly WaitingLane[]>,
  now: () => Date,
): KnownLanes => {
  const lanes = new Map<string, { readonly counts: Map<string, number>; readonly readAt: number }>();
  // A query that began before the last assignment may be outdated for a partition that was lost and assigned again
  // meanwhile.
  let assignments = 0;
  const known = (from: TopicPartition): Map<string, number> | undefined => {
    const read = lanes.get(partitionName(from));
    return read !== undefined && now().getTime() - read.readAt < KNOWN_FOR ? read.counts : undefined;
  };
  return {
    known,
    read: async (from) => {
      const there = known(from);
      if (there !== undefined) return there;
      const [readAt, asked] = [now().getTime(), assignments];
      const counts = new Map((await ask(from)).map(({ lane, messages }) => [lane, messages]));
      if (asked === assignments) lanes.set(partitionName(from), { counts, readAt });
      return counts;
    },
    change: (from, lane, by) => {
      const counts = lanes.get(partitionName(from))?.counts;
      if (counts === undefined) return;
      const count = (counts.get(lane) ?? 0) + by;
      if (count > 0) counts.set(lane, count);
      else counts.delete(lane);
    },
    forget: (from) => void lanes.delete(partitionName(from)),
    keepOnly: (partitions) => {
      assignments += 1;
      const names = new Set(partitions.map(partitionName));
      for (const name of lanes.keys()) if (!names.has(name)) lanes.delete(name);
    },
  };
};
