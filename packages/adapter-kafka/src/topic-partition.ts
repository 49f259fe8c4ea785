import type { TopicPartition } from './source.ts';

/** The name of a partition, by which things are kept in maps. */
export const partitionName = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** The topic and the partition of what stands there, and nothing else of it. */
export const placeOf = ({ topic, partition }: TopicPartition): TopicPartition => ({ topic, partition });
