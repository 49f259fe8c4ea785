import type { RefusalCode } from './refusal.ts';
import type { TopicPartition } from './source.ts';

/** Is told what a consumer does, for metrics. */
export interface ConsumerObserver {
  /** So many messages are done: they took effect, or had done so before. */
  readonly handled?: (from: TopicPartition, messages: number) => void;
  readonly deadLettered?: (from: TopicPartition, code: RefusalCode) => void;
  /** A partition is paused for so many milliseconds, because of what `code` says. */
  readonly retried?: (from: TopicPartition, code: string, milliseconds: number) => void;
}
