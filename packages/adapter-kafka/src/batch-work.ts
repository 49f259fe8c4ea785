import { decoderOf, inboundTopicOf } from './consumed-topics.ts';
import { faultFields, loggable } from './consumer-log.ts';
import type { ConsumerLog } from './consumer-log.ts';
import type { ConsumerObserver } from './consumer-observer.ts';
import { tellDeadLetters } from './dead-letter-notice.ts';
import { sendDeadLetters } from './dead-letter.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { MessageHandling } from './message-handling.ts';
import { newMessageReader } from './message-reader.ts';
import type { MessageReader } from './message-reader.ts';
import type { PartitionPauses } from './partition-pauses.ts';
import { setAside } from './set-aside.ts';
import type { AfterAside } from './set-aside.ts';
import type { Sink } from './sink.ts';
import type { Batch, IncomingMessage } from './source.ts';
import { placeOf } from './topic-partition.ts';
import { TransportFault } from './transport-fault.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** What the work on batches needs. */
export interface BatchWorkOptions {
  readonly handling: MessageHandling;
  /** The store for messages that wait for a project or an organization. Without it, their partition waits. */
  readonly room: WaitingRoom | undefined;
  readonly pauses: PartitionPauses;
  readonly sink: Sink;
  readonly topicPrefix: string;
  readonly now: () => Date;
  readonly isHopeless: (error: unknown) => boolean;
  readonly log: ConsumerLog;
  readonly observer: ConsumerObserver | undefined;
}

const HEARTBEAT_MILLISECONDS = 2_000;
const COMMIT_MILLISECONDS = 1_000;
const MAX_LETTERS = 1_000;

const isNotBehind = (): boolean => false;

const keepAlive = async <T>(batch: Batch, run: () => Promise<T>): Promise<T> => {
  const beating = setInterval(() => void batch.heartbeat(), HEARTBEAT_MILLISECONDS);
  try {
    return await run();
  } finally {
    clearInterval(beating);
  }
};

/**
 * Works through batches: does what the messages ask for, writes dead letters, and commits. Resolves to how many
 * milliseconds the partition must pause, if it must. Never rejects.
 */
export const batchWorkWith = ({
  handling,
  room,
  pauses,
  sink,
  topicPrefix,
  now,
  isHopeless,
  log,
  observer,
}: BatchWorkOptions): ((batch: Batch) => Promise<number | void>) => {
  /** Handles the next messages, and sets aside those that wait. */
  const step = async (batch: Batch, reader: MessageReader, most: number): Promise<readonly AfterAside[]> => {
    if (room !== undefined)
      return room.withPartition(batch, async (isBehind) =>
        setAside({ room, topicPrefix, log }, batch, await handling.doNext(batch, reader, most, isBehind)),
      );
    // Without a waiting room nothing is set aside, so no message waits behind another.
    return (await handling.doNext(batch, reader, most, isNotBehind)).filter(
      (outcome) => typeof outcome === 'bigint' || 'refusal' in outcome,
    );
  };

  const work = async (batch: Batch, most: number, begun: { next: bigint }): Promise<number | void> => {
    const { messages, signal } = batch;
    const letters: DeadLetter[] = [];
    let handled = 0;
    let next: bigint | undefined;
    let committed = now().getTime();
    // Long enough that waiting for the last writes costs little, and short enough for the other partitions that wait.
    const enough = committed + COMMIT_MILLISECONDS;
    const more = (): readonly IncomingMessage[] | undefined =>
      most > 1 && now().getTime() < enough ? batch.more() : undefined;
    const reader = newMessageReader(
      decoderOf(inboundTopicOf(topicPrefix, batch.topic), now),
      messages.filter(({ offset }) => offset >= begun.next),
      more,
    );

    const commit = async (): Promise<void> => {
      committed = now().getTime();
      if (next === undefined) return;
      await sendDeadLetters(sink, batch, letters, now());
      if (!(await batch.commit(next))) return;
      begun.next = next;
      tellDeadLetters({ log, observer }, batch, letters, 'messages went to the dead-letter topic');
      if (handled > 0) observer?.handled?.(placeOf(batch), handled);
      pauses.wentOn(batch);
      [handled, next] = [0, undefined];
      letters.length = 0;
    };

    try {
      while (reader.peek() !== undefined && !signal.aborted) {
        for (const outcome of await step(batch, reader, most)) {
          if (typeof outcome === 'bigint') {
            handled += 1;
            next = outcome + 1n;
            continue;
          }
          if ('aside' in outcome) {
            next = outcome.aside + 1n;
            continue;
          }
          const { message, refusal, within } = outcome;
          if (within !== undefined) {
            // The messages after this one are read again. Those of them that took effect are remembered.
            await commit();
            const { code } = refusal;
            const milliseconds = pauses.pause(batch, code, within);
            log.warn(
              { ...placeOf(batch), offset: String(message.offset), code, ...loggable(refusal), milliseconds },
              'a message is tried again',
            );
            return milliseconds;
          }
          letters.push({ message, refusal });
          next = message.offset + 1n;
        }
        if (letters.length >= MAX_LETTERS || now().getTime() - committed >= COMMIT_MILLISECONDS) await commit();
        await batch.heartbeat();
      }
    } catch (error) {
      // What was done before is committed if the broker can be reached. The error that matters is the first one.
      await commit().catch(() => undefined);
      throw error;
    }
    await commit();
  };

  const handle = async (batch: Batch): Promise<number | void> => {
    const begun = { next: batch.messages[0]?.offset ?? 0n };
    try {
      return await work(batch, Number.POSITIVE_INFINITY, begun);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      // One of several messages cannot be written. Handling them one by one finds it.
      return work(batch, 1, begun);
    }
  };

  return (batch) =>
    keepAlive(batch, async () => {
      try {
        return await handle(batch);
      } catch (error) {
        const milliseconds = pauses.pause(batch, error instanceof TransportFault ? `broker ${error.kind}` : 'internal');
        log.warn(
          { ...placeOf(batch), ...faultFields(error), milliseconds },
          'a partition is tried again after a fault',
        );
        return milliseconds;
      }
    });
};
