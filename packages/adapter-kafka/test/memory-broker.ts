import type { Batch, Content, IncomingMessage, OutgoingMessage, Sink, Source, SourceListener } from '../src/index.ts';

/** A broker in memory: topics of a few partitions, and groups that read them. Nothing in it waits: a pause advances the clock. */
export interface MemoryBroker {
  /** Appends messages to a partition of a topic. */
  readonly produce: (topic: string, messages: readonly Content[], partition?: number) => void;
  readonly messages: (topic: string) => readonly IncomingMessage[];
  readonly sink: Sink;
  /** A new member of a group. */
  readonly member: (group?: string) => Member;
  /** What the group has committed of a partition. */
  readonly committed: (topic: string, partition?: number, group?: string) => bigint;
  /** What the sink and commits meet next: a fault is thrown, `undefined` lets one pass. */
  readonly faults: { sink: (unknown | undefined)[]; commit: (unknown | undefined)[] };
  /** How long partitions were paused, in milliseconds, in order. */
  readonly pauses: number[];
}

/** A member of a group, whose handlers are called by hand. */
export interface Member {
  readonly source: Source;
  /** Hands over one batch of each partition that has more to read and is not paused; says whether there was any. */
  readonly turn: () => Promise<boolean>;
  /** Turns until all is read and committed, or `most` turns were made; where all partitions are paused the clock goes on. */
  readonly drain: (most?: number) => Promise<void>;
  /** Of the next batches. */
  readonly signal: AbortController;
  /** How many batches were handed over, without those that were read ahead. */
  readonly handed: () => number;
  /** From now on so many batches are there in time for the one before them. */
  readonly readAhead: (batches: number) => void;
}

const PARTITIONS = 2;

/** Makes a broker. */
export const newMemoryBroker = (
  clock: { readonly now: () => Date; readonly advance: (seconds: number) => void },
  batchSize = 500,
): MemoryBroker => {
  const log = new Map<string, IncomingMessage[]>();
  const offsets = new Map<string, bigint>();
  const faults: MemoryBroker['faults'] = { sink: [], commit: [] };
  const pauses: number[] = [];
  const name = (topic: string, partition: number): string => `${topic} ${partition}`;
  const produce = (topic: string, messages: readonly Content[], partition = 0): void => {
    const there = log.get(name(topic, partition)) ?? [];
    log.set(name(topic, partition), there);
    for (const { key, value, headers } of messages)
      there.push({ key, value, headers, offset: BigInt(there.length), timestamp: clock.now().getTime() });
  };
  const meet = (list: (unknown | undefined)[]): void => {
    const fault = list.shift();
    if (fault !== undefined) throw fault;
  };
  return {
    produce,
    faults,
    pauses,
    messages: (topic) =>
      Array.from({ length: PARTITIONS }, (_, partition) => log.get(name(topic, partition)) ?? []).flat(),
    committed: (topic, partition = 0, group = 'test') => offsets.get(`${group} ${name(topic, partition)}`) ?? 0n,
    sink: {
      send: async (topic, messages: readonly OutgoingMessage[]) => {
        meet(faults.sink);
        produce(topic, messages);
      },
      close: async () => undefined,
    },
    member: (group = 'test') => {
      let listener: SourceListener | undefined;
      let topics: readonly string[] = [];
      let handed = 0;
      let aheads = 0;
      const paused = new Map<string, number>();
      const signal = new AbortController();
      const turn = async (): Promise<boolean> => {
        const partitions = topics.flatMap((topic) =>
          Array.from({ length: PARTITIONS }, (_, partition) => ({ topic, partition })),
        );
        let isAny = false;
        for (const { topic, partition } of partitions) {
          const place = name(topic, partition);
          const from = offsets.get(`${group} ${place}`) ?? 0n;
          const messages = (log.get(place) ?? []).slice(Number(from), Number(from) + batchSize);
          if (messages.length === 0 || (paused.get(place) ?? 0) > clock.now().getTime()) continue;
          isAny = true;
          handed += 1;
          let read = Number(from) + messages.length;
          const batch: Batch = {
            topic,
            partition,
            messages,
            more: () => {
              const behind =
                signal.signal.aborted || aheads === 0 ? [] : (log.get(place) ?? []).slice(read, read + batchSize);
              if (behind.length === 0) return undefined;
              read += behind.length;
              aheads -= 1;
              return behind;
            },
            end: BigInt(log.get(place)?.length ?? 0),
            signal: signal.signal,
            heartbeat: async () => undefined,
            commit: async (next) => {
              meet(faults.commit);
              offsets.set(`${group} ${place}`, next);
              return true;
            },
          };
          const pause = await listener?.handle(batch);
          if (typeof pause === 'number') {
            pauses.push(pause);
            paused.set(place, clock.now().getTime() + pause);
          }
        }
        return isAny;
      };
      return {
        turn,
        signal,
        handed: () => handed,
        readAhead: (batches) => {
          aheads = batches;
        },
        drain: async (most = 1_000) => {
          for (let turns = 0; turns < most; turns += 1) {
            if (await turn()) continue;
            const next = Math.min(...[...paused.values()].filter((until) => until > clock.now().getTime()));
            if (!Number.isFinite(next)) return;
            clock.advance((next - clock.now().getTime()) / 1000);
          }
        },
        source: {
          start: (names, told) => {
            [topics, listener] = [names, told];
            told.onAssigned?.(
              names.flatMap((topic) => Array.from({ length: PARTITIONS }, (_, partition) => ({ topic, partition }))),
            );
          },
          stop: async () => signal.abort(),
        },
      };
    },
  };
};
