import { deadLetterTopic, replayOf } from './dead-letter.ts';
import type { Sink } from './sink.ts';
import type { Source } from './source.ts';

/** What a replay did. */
export interface Replayed {
  /** How many messages were sent to their topic again. */
  readonly sent: number;
  /** How many were left out, because their value stands only where they came from. */
  readonly omitted: number;
}

/** What a replay needs. */
export interface ReplayOptions {
  /** A member of a group of its own, which remembers what has been replayed: a second replay goes on behind the first. */
  readonly source: Source;
  readonly sink: Sink;
  /** The topic whose dead letters are sent to it again. */
  readonly topic: string;
  /** Resolves when so many milliseconds have passed, or the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** After how many milliseconds without a dead letter the replay is over; default 10,000. */
  readonly idleMilliseconds?: number;
  /** Is told of every fault; the replay goes on by itself. */
  readonly onFault?: (fault: unknown) => void;
}

/**
 * Sends the dead letters of a topic to it again, as they were: without the headers that said why. Their events keep their ids, so one
 * that took effect in the meantime does nothing. What fails again becomes a dead letter again, which a running replay may meet once more:
 * so it takes only those that were there when it met their partition.
 */
export const replayDeadLetters = async ({ source, sink, topic, wait, idleMilliseconds = 10_000, onFault }: ReplayOptions): Promise<Replayed> => {
  let [sent, omitted] = [0, 0];
  let [busy, isMember] = [true, false];
  const ends = new Map<number, bigint>();
  let idle = new AbortController();
  source.start([deadLetterTopic(topic)], {
    handle: async ({ partition, messages, end, commit }) => {
      const until = ends.get(partition) ?? end;
      ends.set(partition, until);
      const those = messages.filter(({ offset }) => offset < until);
      if (those.length === 0) return idleMilliseconds;
      busy = true;
      idle.abort();
      const again = those.map(replayOf);
      const whole = again.filter((message) => message !== undefined);
      if (whole.length > 0) await sink.send(topic, whole);
      await commit((those.at(-1)?.offset ?? 0n) + 1n);
      sent += whole.length;
      omitted += again.length - whole.length;
      return undefined;
    },
    onAssigned: () => {
      isMember = true;
      busy = true;
      idle.abort();
    },
    ...(onFault === undefined ? {} : { onFault }),
  });
  // Who is not in the group yet cannot know that there is nothing to do.
  while (busy || !isMember) {
    busy = false;
    idle = new AbortController();
    await wait(idleMilliseconds, idle.signal);
  }
  await source.stop();
  return { sent, omitted };
};
