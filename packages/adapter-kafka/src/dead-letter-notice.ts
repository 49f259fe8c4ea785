import type { ConsumerLog } from './consumer-log.ts';
import type { ConsumerObserver } from './consumer-observer.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { TopicPartition } from './source.ts';
import { placeOf } from './topic-partition.ts';

/** Logs and counts dead letters of a partition that have been written. */
export const tellDeadLetters = (
  { log, observer }: { readonly log: ConsumerLog; readonly observer: ConsumerObserver | undefined },
  from: TopicPartition,
  letters: readonly DeadLetter[],
  message: string,
): void => {
  for (const { refusal } of letters) observer?.deadLettered?.(placeOf(from), refusal.code);
  if (letters.length > 0)
    log.warn(
      { ...placeOf(from), messages: letters.length, reasons: [...new Set(letters.map(({ refusal }) => refusal.code))] },
      message,
    );
};
