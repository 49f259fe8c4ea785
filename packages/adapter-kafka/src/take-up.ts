import type { Awaited } from '@goldset/core/adapter';
import { decoderOf, inboundTopicOf } from './consumed-topics.ts';
import type { ConsumerLog } from './consumer-log.ts';
import type { ConsumerObserver } from './consumer-observer.ts';
import { tellDeadLetters } from './dead-letter-notice.ts';
import { sendDeadLetters } from './dead-letter.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { MessageHandling, Working } from './message-handling.ts';
import { newMessageReader } from './message-reader.ts';
import { newPatience } from './set-aside.ts';
import type { Sink } from './sink.ts';
import type { IncomingMessage } from './source.ts';
import { placeOf } from './topic-partition.ts';
import { awaitedName, laneOf } from './waiting-message.ts';
import type { TakeUp, WaitingRoom } from './waiting-room.ts';

/** What handling messages that were set aside needs. */
export interface TakeUpOptions {
  readonly handling: MessageHandling;
  readonly room: Pick<WaitingRoom, 'miss'>;
  readonly sink: Sink;
  readonly topicPrefix: string;
  readonly now: () => Date;
  readonly isHopeless: (error: unknown) => boolean;
  readonly log: ConsumerLog;
  readonly observer: ConsumerObserver | undefined;
}

const NEVER = new AbortController().signal;

/**
 * Makes a function that handles messages that were set aside: it runs their operations, and writes dead letters for
 * those that waited too long.
 */
export const takeUpWith =
  ({ handling, room, sink, topicPrefix, now, isHopeless, log, observer }: TakeUpOptions): TakeUp =>
  async (from, messages) => {
    const [done, letters, leftOf]: [bigint[], DeadLetter[], ReturnType<typeof newPatience>] = [
      [],
      [],
      newPatience(room),
    ];
    const [blocked, absent] = [new Set<string>(), new Map<string, Awaited>()];
    const working: Working = { ...placeOf(from), signal: NEVER, heartbeat: async () => undefined };
    const isBehind = (message: IncomingMessage): boolean => blocked.has(laneOf(message));
    const all = async (most: number): Promise<void> => {
      const begun = new Set([...done, ...letters.map(({ message }) => message.offset)]);
      const reader = newMessageReader(
        decoderOf(inboundTopicOf(topicPrefix, from.topic), now),
        messages.filter(({ offset }) => !begun.has(offset)),
      );
      while (reader.peek() !== undefined) {
        for (const outcome of await handling.doNext(working, reader, most, isBehind)) {
          if (typeof outcome === 'bigint') done.push(outcome);
          else if ('refusal' in outcome) {
            const { message, refusal, within = 0, awaited } = outcome;
            if ((awaited === undefined ? within : await leftOf(awaited)) > 0) {
              blocked.add(laneOf(message));
              if (awaited !== undefined) absent.set(awaitedName(awaited), awaited);
            } else letters.push({ message, refusal });
          }
        }
      }
    };
    try {
      await all(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      // One of several messages cannot be written. Handling them one by one finds it.
      await all(1);
    }
    await sendDeadLetters(sink, from, letters, now());
    tellDeadLetters({ log, observer }, from, letters, 'messages that waited went to the dead-letter topic');
    if (done.length > 0) observer?.handled?.(placeOf(from), done.length);
    return { done, dead: letters.map(({ message }) => message.offset), absent: [...absent.values()] };
  };
