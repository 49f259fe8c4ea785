import type { Awaited, SetAside, WaitingMessage, WaitingMessagesRepository } from '@goldset/core/adapter';
import { backOff, retryPolicies } from '@goldset/core/adapter';
import { newKnownLanes } from './known-lanes.ts';
import type { IncomingMessage, TopicPartition } from './source.ts';
import { partitionName } from './topic-partition.ts';
import { awaitedName, laneOf, messageIn, waitingMessageOf } from './waiting-message.ts';
import type { Aside } from './waiting-message.ts';

/** Options to set aside messages that wait for a project or an organization. */
export interface WaitingOptions {
  readonly messages: WaitingMessagesRepository;
  /** The group that the messages belong to. All its consumers share them. */
  readonly group: string;
  /** How many messages may wait in the group; default 100,000. Further ones wait in their partition. */
  readonly limit?: number;
  /** Resolves after this many milliseconds or when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** The result of handling messages that were set aside. Messages that it does not name continue to wait. */
export interface TakenUp {
  /** The offsets of the messages that took effect. */
  readonly done: readonly bigint[];
  /** The offsets of the messages that became dead letters, which have been written. */
  readonly dead: readonly bigint[];
  /** What still does not exist, or is not visible to this user. */
  readonly absent: readonly Awaited[];
}

/**
 * Handles messages of one partition that were set aside, in order. If one continues to wait, no later message of its
 * lane begins.
 */
export type TakeUp = (from: TopicPartition, messages: readonly IncomingMessage[]) => Promise<TakenUp>;

const LIMIT = 100_000;
const AT_ONCE = 500;
const BYTES_AT_ONCE = 2_097_152;
const LOOK = 1_000;
const LONGEST_PAUSE = 5_000;
const MAX_MISSING = 10_000;
// Some lanes wait for something within their project. While this many do, further messages of the partition are not
// read.
const MAX_BLOCKED = 2_000;
const FORGOTTEN_AFTER = 10 * 60_000;

/** Stores messages until what they need exists. */
export interface WaitingRoom {
  /**
   * Runs `work` while nothing else handles messages of the partition. `isBehind` returns whether a message must wait
   * because another one of its key waits.
   */
  withPartition<T>(
    from: TopicPartition,
    work: (isBehind: (message: IncomingMessage) => boolean) => Promise<T>,
  ): Promise<T>;
  /**
   * Records that something is missing. Resolves to how many milliseconds it is still awaited; 0 or less if the waiting
   * time is over.
   */
  miss(awaited: Awaited): Promise<number>;
  /** Records that something exists. */
  found(awaited: Awaited): Promise<void>;
  /** Sets messages aside, in their order. Resolves to the outcome of each. Call it within `withPartition`. */
  add(from: TopicPartition, asides: readonly Aside[]): Promise<readonly SetAside[]>;
  /** Sets the partitions of this process. */
  assign(partitions: readonly TopicPartition[]): void;
  /** The time until which something is awaited that is missing since `since`. */
  waitsUntil(since: Date): Date;
  /** Checks once for which messages the awaited resource exists or the waiting time is over, and handles them. */
  look(takeUp: TakeUp): Promise<void>;
  /** Starts to check every second, and when `wake` is called. */
  start(takeUp: TakeUp): void;
  /** Asks for a check soon, because something that is awaited may exist now. */
  wake(): void;
  /** Stops after the current check. Never rejects. */
  stop(): Promise<void>;
}

/** What a waiting room needs in addition to its options. */
export interface WaitingRoomTools {
  /**
   * How many milliseconds each missing resource is awaited. The time starts again when this process begins to read,
   * since the resource may be in a topic that nobody read before.
   */
  readonly patience: number;
  readonly now: () => Date;
  /** Returns a number from 0 to 1, for jitter. */
  readonly random: () => number;
  /** Called for every error. The room retries by itself. */
  readonly onFault: (fault: unknown) => void;
}

/** Makes a waiting room for the messages of a group. */
export const newWaitingRoom = (
  { messages, group, limit = LIMIT, wait }: WaitingOptions,
  { patience, now, random, onFault }: WaitingRoomTools,
): WaitingRoom => {
  const lanes = newKnownLanes(({ topic, partition }) => messages.lanes(group, topic, partition), now);
  const turns = new Map<string, Promise<unknown>>();
  // What this process misses, and when it checks again.
  const missing = new Map<string, { failures: number; next: number }>();
  // The partitions whose messages could not be handled, and when that is retried.
  const failing = new Map<string, { failures: number; next: number }>();
  const stopping = new AbortController();
  let assigned: readonly TopicPartition[] = [];
  let readsSince = 0;
  let soon = new AbortController();
  let running: Promise<void> | undefined;

  const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

  /** How many milliseconds something is still awaited that is missing since `since`. */
  const leftAt = (at: number, since: string): number => Math.max(Date.parse(since), readsSince) + patience - at;

  const inTurn = async <T>(from: TopicPartition, work: () => Promise<T>): Promise<T> => {
    const name = partitionName(from);
    const before = turns.get(name);
    const turn = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(name) === turn) turns.delete(name);
    }
  };

  const add = async (from: TopicPartition, asides: readonly Aside[]): Promise<readonly SetAside[]> => {
    await lanes.read(from);
    const outcomes: SetAside[] = [];
    while (outcomes.length < asides.length) {
      const chunk: WaitingMessage[] = [];
      const events = new Set<string>();
      for (let bytes = 0; bytes < BYTES_AT_ONCE && chunk.length < AT_ONCE;) {
        const aside = asides[outcomes.length + chunk.length];
        const message = aside && waitingMessageOf(from, aside);
        // One statement cannot contain two messages of the same event.
        if (message === undefined || events.has(message.event)) break;
        events.add(message.event);
        bytes += message.message.length;
        chunk.push(message);
      }
      const became = await messages.add(group, chunk, iso(now().getTime()), limit);
      for (const [index, outcome] of became.entries()) {
        if (outcome === 'kept') lanes.change(from, chunk[index]?.lane ?? '', 1);
      }
      // Another process may have added a message that was there already, so the cached counts may be wrong.
      if (became.includes('there')) lanes.forget(from);
      outcomes.push(...became);
      if (became.includes('full')) while (outcomes.length < asides.length) outcomes.push('full');
    }
    return outcomes;
  };

  /**
   * Handles the messages of a partition that await one of `due`, in chunks; other work on the partition runs in
   * between. Messages that continue to wait are not read again, so that they do not delay others.
   */
  const lookInto = async (from: TopicPartition, due: readonly Awaited[], takeUp: TakeUp): Promise<void> => {
    const except: string[] = [];
    let awaited = due;
    for (let isMore = true; isMore && except.length < MAX_BLOCKED && !stopping.signal.aborted;) {
      isMore = await inTurn(from, async () => {
        const rows = await messages.next(group, {
          topic: from.topic,
          partition: from.partition,
          awaited,
          except,
          limit: AT_ONCE,
          bytes: BYTES_AT_ONCE,
        });
        if (rows.length === 0) return false;
        const { done, dead, absent } = await takeUp(from, rows.map(messageIn));
        const [isDone, isGone] = [new Set(done.map(String)), new Set([...done, ...dead].map(String))];
        const gone = rows.filter(({ offset }) => isGone.has(offset));
        await messages.remove(
          group,
          from.topic,
          gone.map(({ event }) => event),
        );
        for (const { lane } of gone) lanes.change(from, lane, -1);
        const there = new Map(
          rows.filter(({ offset }) => isDone.has(offset)).map((row) => [awaitedName(row.awaited), row.awaited]),
        );
        for (const [name, found] of there) {
          missing.delete(name);
          await messages.found(group, found);
        }
        const isAbsent = new Set(absent.map(awaitedName));
        awaited = awaited.filter((each) => !isAbsent.has(awaitedName(each)));
        const blocked = new Set(
          rows
            .filter((row) => !isGone.has(row.offset) && !isAbsent.has(awaitedName(row.awaited)))
            .map(({ lane }) => lane),
        );
        except.push(...blocked);
        return gone.length + absent.length + blocked.size > 0;
      });
    }
  };

  /** The same, but an error only postpones this partition, and no other. */
  const tryToLookInto = async (from: TopicPartition, due: readonly Awaited[], takeUp: TakeUp): Promise<void> => {
    const name = partitionName(from);
    try {
      await lookInto(from, due, takeUp);
      failing.delete(name);
    } catch (error) {
      const failures = (failing.get(name)?.failures ?? 0) + 1;
      failing.set(name, { failures, next: now().getTime() + backOff(retryPolicies.untilDone, failures, random) });
      onFault(error);
    }
  };

  const look = async (takeUp: TakeUp): Promise<void> => {
    const places: TopicPartition[] = [];
    // If it is known that no message waits, no exclusive access to the partition is needed to find that out.
    for (const from of assigned)
      if ((lanes.known(from) ?? (await inTurn(from, () => lanes.read(from)))).size > 0) places.push(from);
    const at = now().getTime();
    const ready = places.filter((from) => (failing.get(partitionName(from))?.next ?? 0) <= at);
    if (ready.length === 0) return;
    const over = readsSince + patience <= at ? at - patience : 0;
    const due = (await messages.due(group, iso(over))).filter(
      ({ since, ...awaited }) => leftAt(at, since) <= 0 || (missing.get(awaitedName(awaited))?.next ?? 0) <= at,
    );
    if (due.length === 0) return;
    for (const { since: _, ...awaited } of due) {
      // What exists may be visible only to others, so the checks become less and less frequent.
      const failures = (missing.get(awaitedName(awaited))?.failures ?? 0) + 1;
      missing.set(awaitedName(awaited), {
        failures,
        next: at + Math.min(LONGEST_PAUSE, backOff(retryPolicies.untilDone, failures, random)),
      });
    }
    await Promise.all(ready.map((from) => tryToLookInto(from, due, takeUp)));
  };

  return {
    add,
    look,
    waitsUntil: (since) => new Date(leftAt(0, since.toISOString())),
    withPartition: (from, work) =>
      inTurn(from, async () => {
        const counts = await lanes.read(from);
        return work((message) => counts.size > 0 && counts.has(laneOf(message)));
      }),
    miss: async (awaited) => {
      const at = now().getTime();
      if (!missing.has(awaitedName(awaited))) missing.set(awaitedName(awaited), { failures: 0, next: 0 });
      // What was missed first is removed first.
      if (missing.size > MAX_MISSING)
        for (const [first] of missing) if (missing.size > MAX_MISSING) missing.delete(first);
      return leftAt(at, await messages.miss(group, awaited, iso(at), iso(at - FORGOTTEN_AFTER)));
    },
    found: async (awaited) => {
      if (missing.delete(awaitedName(awaited))) await messages.found(group, awaited);
    },
    assign: (partitions) => {
      const [had, names] = [new Set(assigned.map(partitionName)), new Set(partitions.map(partitionName))];
      lanes.keepOnly(partitions.filter((from) => had.has(partitionName(from))));
      for (const name of [...failing.keys()]) if (!names.has(name)) failing.delete(name);
      if (assigned.length === 0 && partitions.length > 0) readsSince = now().getTime();
      assigned = partitions;
    },
    start: (takeUp) => {
      const run = async (): Promise<void> => {
        let failures = 0;
        while (!stopping.signal.aborted) {
          await wait(
            failures === 0 ? LOOK * (0.75 + random() / 2) : backOff(retryPolicies.untilDone, failures, random),
            AbortSignal.any([stopping.signal, soon.signal]),
          );
          soon = new AbortController();
          if (stopping.signal.aborted) return;
          try {
            await look(takeUp);
            failures = 0;
          } catch (error) {
            failures += 1;
            onFault(error);
          }
        }
      };
      running ??= run();
    },
    wake: () => soon.abort(),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
