import type { WaitingLane } from '@goldset/core/adapter';
import type { TopicPartition } from './source.ts';
import { partitionName } from './topic-partition.ts';

/** How many messages wait in each lane of the partitions of this process, as far as it knows, so that a message that waits behind nobody costs no question. */
export interface KnownLanes {
  /** By lane; `undefined` where it is not known, or no longer known well. */
  readonly known: (from: TopicPartition) => ReadonlyMap<string, number> | undefined;
  /** The same, asked for where it is not known. */
  readonly read: (from: TopicPartition) => Promise<ReadonlyMap<string, number>>;
  /** Notes that one message more waits in a lane (`1`), or one less (`-1`), since the lanes were read. */
  readonly change: (from: TopicPartition, lane: string, by: 1 | -1) => void;
  readonly forget: (from: TopicPartition) => void;
  /** Forgets what is known of partitions that are not among these. */
  readonly keepOnly: (partitions: readonly TopicPartition[]) => void;
}

// Another process may have added to what this one knows, when it did not know yet that it had lost the partition.
const KNOWN_FOR = 30_000;

/** Makes lanes of which nothing is known yet. */
export const newKnownLanes = (
  ask: (from: TopicPartition) => Promise<readonly WaitingLane[]>,
  now: () => Date,
): KnownLanes => {
  const lanes = new Map<string, { readonly counts: Map<string, number>; readonly readAt: number }>();
  // What was asked before other partitions came is not known well of one that went and came back.
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
