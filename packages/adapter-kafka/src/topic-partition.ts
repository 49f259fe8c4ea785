import type { TopicPartition } from './source.ts';

/** The name of a partition, for use as a key of maps. */
export const partitionName = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** The topic and the partition of a value, without its other fields. */
export const placeOf = ({ topic, partition }: TopicPartition): TopicPartition => ({ topic, partition });
