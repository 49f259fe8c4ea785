import { hash } from 'node:crypto';
import { contentHash, NIL_ID } from '@goldset/core';
import type { Awaited, SetAside, Target, WaitingMessage, WaitingMessagesRepository } from '@goldset/core';
import { backOff } from './back-off.ts';
import type { CloudEvent } from './cloud-event.ts';
import type { Decoded } from './decode.ts';
import type { Header } from './message.ts';
import type { IncomingMessage, TopicPartition } from './source.ts';

/** Where messages are set aside that wait for a project or an organization. */
export interface WaitingOptions {
  readonly messages: WaitingMessagesRepository;
  /** Whose they are: all consumers of one group share what waits. */
  readonly group: string;
  /** How many may wait in the group; default 100,000. What finds no room waits in its partition. */
  readonly limit?: number;
  /** Resolves when so many milliseconds have passed, or the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** A message that is to be set aside, with what it was decoded to. */
export interface Aside {
  readonly message: IncomingMessage;
  readonly decoded: Decoded;
}

/** What became of messages that were taken up; the others go on waiting. */
export interface TakenUp {
  /** The offsets of those that took effect. */
  readonly done: readonly bigint[];
  /** The offsets of those that are dead letters, which are out. */
  readonly dead: readonly bigint[];
}

/** Takes up messages of one partition that waited, in order; behind one that goes on waiting, none of its lane is begun. */
export type TakeUp = (from: TopicPartition, messages: readonly IncomingMessage[]) => Promise<TakenUp>;

const LIMIT = 100_000;
const AT_ONCE = 500;
const BYTES_AT_ONCE = 2_097_152;
const LOOK = 1_000;
const LONGEST_PAUSE = 5_000;
// Another process may have added to what this one knows, when it did not know yet that it had lost the partition.
const KNOWN_FOR = 30_000;
const MAX_MISSING = 10_000;
const FORGOTTEN_AFTER = 10 * 60_000;

/** What a command or a line acts on. */
export const targetOf = (decoded: Decoded): Target => (decoded.kind === 'line' ? { type: 'project', id: decoded.envelope.project_id } : decoded.command.target);

/** What a message needs: the project or the organization that it acts on; where it acts on neither, it needs what is always there. */
export const awaitedOf = (target: Target): Awaited => (target.type === 'installation' ? { type: 'installation', id: NIL_ID } : { type: target.type, id: target.id });

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic} ${partition}`;

const awaitedName = ({ type, id }: Awaited): string => `${type} ${id}`;

/** The lane of a message: messages of one key have one, and of those without a key, which have no order, each has its own. */
export const laneOf = ({ key, offset }: IncomingMessage): string => (key === null ? `offset ${offset}` : hash('sha256', key, 'base64url').slice(0, 22));

const eventKeyOf = ({ source, id }: CloudEvent): string => hash('sha256', JSON.stringify([source, id])).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const written = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'));

const read = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'));

interface Written {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
  readonly timestamp: number;
}

const messageText = ({ key, value, headers, timestamp }: IncomingMessage): string =>
  JSON.stringify({ key: written(key), value: written(value), headers: headers.map(([name, text]) => [name, written(text)]), timestamp } satisfies Written);

const messageIn = ({ message, offset }: WaitingMessage): IncomingMessage => {
  const { key, value, headers, timestamp } = JSON.parse(message) as Written;
  return { key: read(key), value: read(value), headers: headers.map(([name, text]): Header => [name, read(text)]), offset: BigInt(offset), timestamp };
};

interface Lanes {
  /** How many messages wait, by lane. */
  readonly counts: Map<string, number>;
  readonly readAt: number;
}

/** Where messages wait until what they need is there. */
export interface WaitingRoom {
  /** Runs `work` while nothing else is done with the messages of a partition. `isBehind` says whether a message must wait because one of its key does. */
  withPartition<T>(from: TopicPartition, work: (isBehind: (message: IncomingMessage) => boolean) => Promise<T>): Promise<T>;
  /** Notes that something is missing; resolves to how many milliseconds it is still waited for: 0 or less when it was waited for in vain. */
  miss(awaited: Awaited): Promise<number>;
  /** Notes that something is there. */
  found(awaited: Awaited): Promise<void>;
  /** Sets messages aside, in their order; resolves to what became of each. Call it within `withPartition`. */
  add(from: TopicPartition, asides: readonly Aside[]): Promise<readonly SetAside[]>;
  /** Is told which partitions this process has. */
  assign(partitions: readonly TopicPartition[]): void;
  /** Looks once whether what messages wait for is there or was waited for in vain, and takes them up. */
  look(takeUp: TakeUp): Promise<void>;
  /** Looks every second, and when it is woken. */
  start(takeUp: TakeUp, onFault: (fault: unknown) => void): void;
  /** Says that something may have come that is waited for. */
  wake(): void;
  /** Ends when what is being done has ended. Never rejects. */
  stop(): Promise<void>;
}

/** Makes a waiting room of the messages of a group. It waits `patience` milliseconds for each thing. */
export const newWaitingRoom = ({ messages, group, limit = LIMIT, wait }: WaitingOptions, patience: number, now: () => Date, random: () => number): WaitingRoom => {
  const lanesByPartition = new Map<string, Lanes>();
  const turns = new Map<string, Promise<unknown>>();
  // What this process has missed, and when it is looked for again.
  const missing = new Map<string, { failures: number; next: number }>();
  const stopping = new AbortController();
  let assigned: readonly TopicPartition[] = [];
  let soon = new AbortController();
  let running: Promise<void> | undefined;

  const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

  const inTurn = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
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

  const knownLanesOf = (from: TopicPartition): Map<string, number> | undefined => {
    const known = lanesByPartition.get(nameOf(from));
    return known !== undefined && now().getTime() - known.readAt < KNOWN_FOR ? known.counts : undefined;
  };

  const lanesOf = async (from: TopicPartition): Promise<Map<string, number>> => {
    const known = knownLanesOf(from);
    if (known !== undefined) return known;
    const at = now().getTime();
    const counts = new Map((await messages.lanes(group, from.topic, from.partition)).map(({ lane, messages: count }) => [lane, count]));
    lanesByPartition.set(nameOf(from), { counts, readAt: at });
    return counts;
  };

  const writtenOf = ({ topic, partition }: TopicPartition, { message, decoded }: Aside): WaitingMessage => ({
    ...{ topic, partition, offset: String(message.offset), lane: laneOf(message), event: eventKeyOf(decoded.event) },
    ...{ content: contentHash([decoded.event.type, decoded.event.data]), awaited: awaitedOf(targetOf(decoded)), message: messageText(message) },
  });

  const add = async (from: TopicPartition, asides: readonly Aside[]): Promise<readonly SetAside[]> => {
    const lanes = await lanesOf(from);
    const outcomes: SetAside[] = [];
    while (outcomes.length < asides.length) {
      const chunk: WaitingMessage[] = [];
      const events = new Set<string>();
      for (let bytes = 0; bytes < BYTES_AT_ONCE && chunk.length < AT_ONCE; ) {
        const aside = asides[outcomes.length + chunk.length];
        const message = aside && writtenOf(from, aside);
        // No two of one event go together.
        if (message === undefined || events.has(message.event)) break;
        events.add(message.event);
        bytes += message.message.length;
        chunk.push(message);
      }
      const became = await messages.add(group, chunk, iso(now().getTime()), limit);
      for (const [index, outcome] of became.entries()) {
        const lane = chunk[index]?.lane ?? '';
        if (outcome === 'kept') lanes.set(lane, (lanes.get(lane) ?? 0) + 1);
      }
      // What was there may have been added by another process, and is not counted then.
      if (became.includes('there')) lanesByPartition.delete(nameOf(from));
      outcomes.push(...became);
      if (became.includes('full')) while (outcomes.length < asides.length) outcomes.push('full');
    }
    return outcomes;
  };

  /** Takes up what waits in a partition for what is due, some at a time; others have their turn in between. */
  const lookInto = async (from: TopicPartition, due: readonly Awaited[], takeUp: TakeUp): Promise<void> => {
    for (let isMore = true; isMore && !stopping.signal.aborted; ) {
      isMore = await inTurn(nameOf(from), async () => {
        const rows = await messages.next(group, from.topic, from.partition, due, AT_ONCE);
        if (rows.length === 0) return false;
        const waiting = new Map(rows.map((row) => [row.offset, row]));
        const rowsOf = (offsets: readonly bigint[]): readonly WaitingMessage[] => offsets.flatMap((offset) => waiting.get(String(offset)) ?? []);
        const { done, dead } = await takeUp(from, rows.map(messageIn));
        const gone = rowsOf([...done, ...dead]);
        await messages.remove(group, from.topic, gone.map(({ event }) => event));
        const lanes = await lanesOf(from);
        for (const { lane } of gone) {
          const left = (lanes.get(lane) ?? 0) - 1;
          if (left > 0) lanes.set(lane, left);
          else lanes.delete(lane);
        }
        const there = new Map(rowsOf(done).map(({ awaited }) => [awaitedName(awaited), awaited]));
        for (const [name, awaited] of there) {
          missing.delete(name);
          await messages.found(group, awaited);
        }
        return gone.length > 0;
      });
    }
  };

  const look = async (takeUp: TakeUp): Promise<void> => {
    const places: TopicPartition[] = [];
    // Where it is known what waits, nobody need wait for a turn to find that nothing does.
    for (const from of assigned) if ((knownLanesOf(from) ?? (await inTurn(nameOf(from), () => lanesOf(from)))).size > 0) places.push(from);
    if (places.length === 0) return;
    const at = now().getTime();
    const due = (await messages.due(group, iso(at - patience))).filter(({ since, ...awaited }) => Date.parse(since) + patience <= at || (missing.get(awaitedName(awaited))?.next ?? 0) <= at);
    if (due.length === 0) return;
    for (const { since: _, ...awaited } of due) {
      // What is there may be there for others alone: it is tried less and less often.
      const failures = (missing.get(awaitedName(awaited))?.failures ?? 0) + 1;
      missing.set(awaitedName(awaited), { failures, next: at + Math.min(LONGEST_PAUSE, backOff(failures, random)) });
    }
    await Promise.all(places.map((from) => lookInto(from, due, takeUp)));
  };

  return {
    add,
    look,
    withPartition: (from, work) =>
      inTurn(nameOf(from), async () => {
        const lanes = await lanesOf(from);
        return work((message) => lanes.size > 0 && lanes.has(laneOf(message)));
      }),
    miss: async (awaited) => {
      const at = now().getTime();
      if (!missing.has(awaitedName(awaited))) missing.set(awaitedName(awaited), { failures: 0, next: 0 });
      // The one that was missed first goes first.
      if (missing.size > MAX_MISSING) for (const [first] of missing) if (missing.size > MAX_MISSING) missing.delete(first);
      return Date.parse(await messages.miss(group, awaited, iso(at), iso(at - FORGOTTEN_AFTER))) + patience - at;
    },
    found: async (awaited) => {
      if (missing.delete(awaitedName(awaited))) await messages.found(group, awaited);
    },
    assign: (partitions) => {
      const names = new Set(partitions.map(nameOf));
      const had = new Set(assigned.map(nameOf));
      for (const name of [...lanesByPartition.keys()]) if (!names.has(name) || !had.has(name)) lanesByPartition.delete(name);
      assigned = partitions;
    },
    start: (takeUp, onFault) => {
      const run = async (): Promise<void> => {
        let failures = 0;
        while (!stopping.signal.aborted) {
          await wait(failures === 0 ? LOOK * (0.75 + random() / 2) : backOff(failures, random), AbortSignal.any([stopping.signal, soon.signal]));
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
