import { setTimeout as delay } from 'node:timers/promises';
import { whyNoKafka } from '../../../test/kafka-server.ts';
import { runKafkaTool } from '../../../test/kafka-tools.ts';

/** A process that reads Kafka and serves metrics. */
export interface Consuming {
  /** A `KAFKA_CLIENT_ID` that no other one has. */
  readonly clientId: string;
  readonly url: Promise<string>;
  readonly ended: Promise<unknown>;
  /** All it has logged. */
  stderr(): string;
}

/** Compares the lag that processes say with that of Kafka's own tool, for as long as it is not stopped. */
export interface LagWatch {
  add(process: Consuming): void;
  /** How many partitions were compared so far. */
  readonly compared: number;
  /** What did not agree, each as a sentence. */
  readonly faults: readonly string[];
  /** Does what is measured while nothing is compared: the tool takes a processor for itself. */
  quietly<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

interface Described {
  readonly committed: number | undefined;
  readonly end: number;
  readonly clientId: string;
}

/** What Kafka's own tool says of the partitions of a group, by topic and partition. */
export const describeGroup = async (
  brokers: readonly string[],
  group: string,
): Promise<ReadonlyMap<string, Described>> => {
  const text = await runKafkaTool(
    'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
    '--bootstrap-server',
    brokers.join(','),
    '--describe',
    '--group',
    group,
  );
  const rows = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([name]) => name === group);
  return new Map(
    rows.map(([, topic, partition, committed, end, , , , clientId = '-']) => [
      `${topic}/${partition}`,
      { committed: committed === '-' ? undefined : Number(committed), end: Number(end), clientId },
    ]),
  );
};

/** The lag that a process says, by topic and partition. */
export const lagIn = async (url: string): Promise<ReadonlyMap<string, number>> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return new Map(
    [...text.matchAll(/^goldset_kafka_lag_messages\{topic="([^"]+)",partition="(\d+)"\} (\d+)$/gm)].map(
      ([, topic, partition, messages]) => [`${topic}/${partition}`, Number(messages)],
    ),
  );
};

/** What of a process's word does not agree with what the tool said before and after it, and how much was compared: a partition that was its own both times must be there, and with a number that was true in between. */
export const compareLag = (
  clientId: string,
  said: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, Described>,
  after: ReadonlyMap<string, Described>,
): { readonly compared: number; readonly faults: readonly string[] } => {
  const faults: string[] = [];
  let compared = 0;
  for (const place of new Set([...said.keys(), ...before.keys()])) {
    const [first, last, messages] = [before.get(place), after.get(place), said.get(place)];
    if (first === undefined || last === undefined || first.clientId !== last.clientId) continue;
    const isOwn = first.clientId === clientId;
    if (first.clientId === '-' || (!isOwn && messages === undefined)) continue;
    compared += 1;
    if (!isOwn) {
      faults.push(`${clientId} says a lag of ${messages} for ${place}, which ${first.clientId} has.`);
      continue;
    }
    const [least, most] = [Math.max(0, first.end - (last.committed ?? 0)), last.end - (first.committed ?? 0)];
    if (messages === undefined) faults.push(`${clientId} says no lag for ${place}, which it has.`);
    else if (messages < least || messages > most)
      faults.push(
        `${clientId} says a lag of ${messages} for ${place}, where Kafka says ${least === most ? least : `${least} to ${most}`}.`,
      );
  }
  return { compared, faults };
};

const PAUSE = 500;

/** Begins to compare, where this machine can run Kafka's tools. */
export const watchLag = ({
  brokers,
  group,
}: {
  readonly brokers: readonly string[];
  readonly group: string;
}): LagWatch => {
  const processes = new Set<Consuming>();
  const stopping = new AbortController();
  const faults: string[] = [];
  let compared = 0;

  /** How often a process was given other partitions than it had: where that is not the same before and after, nothing can be said of what it had in between. */
  const changes = (): ReadonlyMap<Consuming, number> =>
    new Map([...processes].map((each) => [each, each.stderr().split('partitions are assigned').length]));

  let before: ReadonlyMap<string, Described> | undefined;
  let changed: ReadonlyMap<Consuming, number> = new Map();
  let comparing: Promise<void> = Promise.resolve();
  let isQuiet = false;

  const compareOnce = async (): Promise<void> => {
    const said =
      before === undefined
        ? []
        : await Promise.all(
            [...processes].map(async (each) => ({ each, lag: await each.url.then(lagIn).catch(() => undefined) })),
          );
    // While the broker is away there is nothing to compare with.
    const [changedBefore, changedSince] = [changed, changes()];
    const after: ReadonlyMap<string, Described> | undefined = await describeGroup(brokers, group).catch(
      () => undefined,
    );
    for (const { each, lag } of said) {
      // A process that ended, or could not ask the broker, has said nothing.
      if (
        lag === undefined ||
        lag.size === 0 ||
        before === undefined ||
        after === undefined ||
        !processes.has(each) ||
        changedBefore.get(each) !== changes().get(each)
      )
        continue;
      const found = compareLag(each.clientId, lag, before, after);
      compared += found.compared;
      faults.push(...found.faults);
    }
    [before, changed] = [after, changedSince];
  };

  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await delay(PAUSE, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted || processes.size === 0 || isQuiet) continue;
      comparing = compareOnce();
      await comparing;
    }
  };

  const running = whyNoKafka().then((reason) => (reason === undefined ? watch() : undefined));
  // What breaks it is told when it is stopped.
  running.catch(() => undefined);

  return {
    add: (process) => {
      processes.add(process);
      process.url.catch(() => undefined);
      void process.ended.then(() => processes.delete(process));
    },
    get compared() {
      return compared;
    },
    get faults() {
      return faults;
    },
    quietly: async (work) => {
      isQuiet = true;
      try {
        await comparing;
        // What was compared before is of another time.
        before = undefined;
        return await work();
      } finally {
        isQuiet = false;
      }
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
