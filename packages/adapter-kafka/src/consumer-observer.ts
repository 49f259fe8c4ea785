import type { RefusalCode } from './refusal.ts';
import type { TopicPartition } from './source.ts';

/** Receives what a consumer does, for metrics. */
export interface ConsumerObserver {
  /** Called when this many messages are done: they took effect now, or did so before. */
  readonly handled?: (from: TopicPartition, messages: number) => void;
  readonly deadLettered?: (from: TopicPartition, code: RefusalCode) => void;
  /** Called when a partition pauses for this many milliseconds, for the reason `code`. */
  readonly retried?: (from: TopicPartition, code: string, milliseconds: number) => void;
}
