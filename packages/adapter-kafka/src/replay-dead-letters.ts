import { deadLetterTopic, replayOf } from './dead-letter.ts';
import { judgeLetter } from './replay-choice.ts';
import type { JudgedLetter, ReplayChoice } from './replay-choice.ts';
import { isMark, markOf, newReplayMarks } from './replay-marks.ts';
import type { Sink } from './sink.ts';
import type { IncomingMessage, Source } from './source.ts';

/**
 * The offsets of a partition of a dead-letter topic that a replay reads: from the first letter that is still to be
 * replayed up to the end at the start of the replay.
 */
export interface LetterRange {
  readonly from: bigint;
  readonly end: bigint;
}

/** How many dead letters of one reason and project a replay found, by what it did with them. */
export interface ReplayCount extends Pick<JudgedLetter, 'code' | 'project_id'> {
  readonly send: number;
  readonly hopeless: number;
  readonly exhausted: number;
  readonly omitted: number;
}

/** The result of a replay or of a dry run. */
export interface Replayed {
  /** How many messages were sent to their topic again, or would be in a dry run. */
  readonly sent: number;
  /** The dead letters that match the filter, counted by reason and project. */
  readonly counts: readonly ReplayCount[];
  /**
   * The offset from which the next replay must read each partition: the first letter that is still to be replayed, or
   * an earlier mark that later letters were replayed. If there is neither, it is the end of the range.
   */
  readonly next: ReadonlyMap<number, bigint>;
}

/** What a replay needs. */
export interface ReplayOptions extends ReplayChoice {
  /** Makes a source in a new group without other members that begins at the earliest offset. It is called twice. */
  readonly newSource: () => Source;
  readonly sink: Sink;
  /** The topic whose dead letters are sent to it again. */
  readonly topic: string;
  readonly ranges: ReadonlyMap<number, LetterRange>;
  /** Whether to count only, and to send nothing. */
  readonly dryRun?: boolean;
  /** Resolves after this many milliseconds or when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /**
   * The replay ends after this many milliseconds without a dead letter, since the last offsets may hold no messages;
   * default 10,000.
   */
  readonly idleMilliseconds?: number;
  /** Called for every error. The replay continues by itself. */
  readonly onFault?: (fault: unknown) => void;
}

type Reading = Pick<ReplayOptions, 'newSource' | 'topic' | 'ranges' | 'wait' | 'idleMilliseconds' | 'onFault'>;

/**
 * Reads the ranges once. Resolves to the offsets from which partitions were not read, if reading ended early. A batch
 * whose `onMessages` rejects is read again.
 */
const readRanges = async (
  { newSource, topic, ranges, wait, idleMilliseconds = 10_000, onFault }: Reading,
  onMessages: (partition: number, messages: readonly IncomingMessage[]) => Promise<void>,
): Promise<ReadonlyMap<number, bigint>> => {
  const left = new Map(
    [...ranges].filter(([, { from, end }]) => from < end).map(([partition, { from }]) => [partition, from]),
  );
  if (left.size === 0) return left;
  const source = newSource();
  let [busy, isMember] = [true, false];
  let idle = new AbortController();
  const wake = (): void => {
    busy = true;
    idle.abort();
  };
  source.start([deadLetterTopic(topic)], {
    handle: async ({ partition, messages, commit }) => {
      const { from = 0n, end = 0n } = ranges.get(partition) ?? {};
      const those = messages.filter(({ offset }) => offset >= from && offset < end);
      if (those.length > 0) await onMessages(partition, those);
      const next = (messages.at(-1)?.offset ?? 0n) + 1n;
      await commit(next);
      if (next >= end) left.delete(partition);
      else left.set(partition, next);
      wake();
    },
    onAssigned: () => {
      isMember = true;
      wake();
    },
    ...(onFault === undefined ? {} : { onFault }),
  });
  // Before it has joined the group, the source cannot know that there is nothing to read.
  while (left.size > 0 && (busy || !isMember)) {
    busy = false;
    idle = new AbortController();
    await wait(idleMilliseconds, idle.signal);
  }
  await source.stop();
  return left;
};

const newCounts = (): { readonly add: (letter: JudgedLetter) => void; readonly all: () => readonly ReplayCount[] } => {
  const counts = new Map<
    string,
    { code: string; project_id: string | null; send: number; hopeless: number; exhausted: number; omitted: number }
  >();
  return {
    add: ({ code, project_id, action }) => {
      if (action === 'other') return;
      const key = `${code} ${project_id}`;
      const count = counts.get(key) ?? { code, project_id, send: 0, hopeless: 0, exhausted: 0, omitted: 0 };
      counts.set(key, count);
      count[action] += 1;
    },
    all: () => [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count),
  };
};

/**
 * Sends the dead letters of a topic to it again. The headers with the reason are removed; the number of attempts is
 * kept. Events keep their ids, so one that took effect meanwhile has no second effect. After each part that was sent, a
 * mark in the dead-letter topic names its letters, so that a later replay, with whatever filter, sends none of them
 * again and misses none. A replay that is killed may send its last part again. A message that fails again becomes a new
 * dead letter, which this replay does not read.
 */
export const replayDeadLetters = async ({
  sink,
  topic,
  ranges,
  dryRun = false,
  filter,
  force,
  maxAttempts,
  ...reading
}: ReplayOptions): Promise<Replayed> => {
  const marks = newReplayMarks();
  const asked = { ...reading, topic, ranges };
  await readRanges(asked, async (partition, messages) => {
    for (const message of messages) marks.note(partition, message);
  });
  const counts = newCounts();
  const next = new Map([...ranges].map(([partition, { end }]) => [partition, end]));
  // A batch is read again if its commit failed.
  const done = new Map<number, bigint>();
  let sent = 0;
  const unread = await readRanges(asked, async (partition, messages) => {
    const letters = messages.filter(
      (message) =>
        message.offset > (done.get(partition) ?? -1n) && !isMark(message) && !marks.has(partition, message.offset),
    );
    const judged = letters.map((letter) => ({ letter, ...judgeLetter(topic, letter, { filter, force, maxAttempts }) }));
    const chosen = judged.filter(({ action }) => action === 'send').map(({ letter }) => letter);
    if (chosen.length > 0 && !dryRun) {
      await sink.send(
        topic,
        chosen.map(replayOf).filter((message) => message !== undefined),
      );
      await sink.send(deadLetterTopic(topic), [
        markOf(
          partition,
          chosen.map(({ offset }) => offset),
        ),
      ]);
    }
    done.set(partition, messages.at(-1)?.offset ?? -1n);
    sent += chosen.length;
    for (const one of judged) counts.add(one);
    const [kept] = judged.filter(({ action }) => action !== 'send' || dryRun);
    const before = next.get(partition) ?? 0n;
    if (kept !== undefined && kept.letter.offset < before) next.set(partition, kept.letter.offset);
  });
  for (const [partition, offset] of unread) if (offset < (next.get(partition) ?? 0n)) next.set(partition, offset);
  return { sent, counts: counts.all(), next: marks.readFrom(next) };
};
