import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createKafkajsSink, headerText, textHeader } from '@goldset/adapter-kafka';
import type { Batch, OutgoingMessage, Sink } from '@goldset/adapter-kafka';
import kafkajs from 'kafkajs';
import { afterAll, describe, expect, it } from 'vitest';
import { newPrefix, sharedBrokers } from '../../../test/kafka.ts';
import { keepAndCommit, makeTopics, startReader } from './kafka-reader.ts';
import { until } from '../../../test/until.ts';
import type { Reader } from './kafka-reader.ts';

const found = await sharedBrokers();
const brokers = found ?? [];
const connection = { brokers, clientId: 'goldset-test' };

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const textOf = (value: Uint8Array | null): string | null => (value === null ? null : new TextDecoder().decode(value));
const message = (key: string | null, value: string): OutgoingMessage => ({
  key: key === null ? null : bytes(key),
  value: bytes(value),
  headers: [],
});

/** For how many milliseconds a group waits for a member that is silent. */
const SESSION = 6_000;

const open: { sinks: Sink[]; readers: Reader[] } = { sinks: [], readers: [] };

const openSink = (...options: Parameters<typeof createKafkajsSink> | []): Sink => {
  const sink = createKafkajsSink(options[0] ?? connection, options[1]);
  open.sinks.push(sink);
  return sink;
};

const read = (
  ...[topics, handle, options]: [
    topics: readonly string[],
    handle?: (batch: Batch) => Promise<number | void>,
    options?: object,
  ]
): Reader => {
  const reader = startReader(
    connection,
    { groupId: `${topics[0]}-group`, sessionTimeout: SESSION, ...options },
    topics,
    handle,
  );
  open.readers.push(reader);
  return reader;
};

afterAll(async () => {
  await Promise.all([...open.readers.map(({ source }) => source.stop()), ...open.sinks.map((sink) => sink.close())]);
});

describe.skipIf(found === undefined)('messages through a broker', () => {
  it('keep key, value, headers and time', async () => {
    const topic = `${newPrefix()}kept`;
    await makeTopics(brokers, { topic });
    const binary = Uint8Array.from({ length: 256 }, (_none, index) => index);
    await openSink().send(topic, [
      {
        key: bytes('k'),
        value: binary,
        headers: [
          textHeader('a', '1'),
          textHeader('b', 'ü'),
          textHeader('a', '2'),
          ['none', null],
          ['__proto__', binary],
          ['constructor', bytes('c')],
        ],
        timestamp: 1_700_000_000_123,
      },
      { key: null, value: bytes(''), headers: [] },
      { key: bytes(''), value: null, headers: [] },
    ]);
    const { messages } = read([topic]);
    await until(() => messages.length === 3);
    const [first, second, third] = messages;
    expect(first).toMatchObject({ offset: 0n, timestamp: 1_700_000_000_123, topic, partition: 0 });
    expect([...(first?.value ?? [])]).toEqual([...binary]);
    expect(first?.headers.filter(([name]) => name === 'a').map(([, value]) => textOf(value))).toEqual(['1', '2']);
    expect(headerText(first?.headers ?? [], 'b')).toBe('ü');
    expect(headerText(first?.headers ?? [], 'none')).toBe('');
    expect(first?.headers.filter(([name]) => name === 'constructor').map(([, value]) => textOf(value))).toEqual(['c']);
    expect([...(first?.headers.find(([name]) => name === '__proto__')?.[1] ?? [])]).toEqual([...binary]);
    expect([second?.key, textOf(second?.value ?? null)]).toEqual([null, '']);
    expect([textOf(third?.key ?? null), third?.value]).toEqual(['', null]);
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)(
    'are read as Kafka itself compressed them with %s',
    async (codec) => {
      const topic = `${newPrefix()}${codec}`;
      // The broker writes what it is sent again, with its own library.
      await makeTopics(brokers, { topic, config: { 'compression.type': codec } });
      const values = Array.from({ length: 3_000 }, (_none, index) =>
        JSON.stringify({ index, words: 'to be or not to be '.repeat(index % 9), noise: Math.random().toString(36) }),
      );
      await openSink().send(
        topic,
        values.map((value) => message('k', value)),
      );
      const { messages, faults } = read([topic]);
      const type = { gzip: 1, snappy: 2, lz4: 3, zstd: 4 }[codec] as 1;
      const ours = kafkajs.CompressionCodecs[type]() as { decompress(input: Buffer): Promise<Buffer> };
      let compressed = 0;
      kafkajs.CompressionCodecs[type] = () => ({
        ...ours,
        decompress: (input: Buffer) => ours.decompress(input).finally(() => void (compressed += 1)),
      });
      await until(() => new Set(messages.map(({ value }) => textOf(value))).size >= values.length || faults.length > 0);
      expect(faults).toEqual([]);
      // A sink that had to try again may have written some twice.
      expect([...new Set(messages.map(({ value }) => textOf(value)))]).toEqual(values);
      expect(compressed).toBeGreaterThan(0);
    },
  );

  it('that are compressed on the way out are read, too', async () => {
    const topic = `${newPrefix()}out`;
    await openSink(connection, { compression: 'gzip' }).send(
      topic,
      Array.from({ length: 50 }, (_none, index) => message('k', String(index))),
    );
    const { messages } = read([topic]);
    await until(() => messages.length === 50);
    expect(messages.map(({ value }) => textOf(value))).toEqual(
      Array.from({ length: 50 }, (_none, index) => String(index)),
    );
  });

  it('go out in several requests when they are more than a broker takes at once, and one that is too large is refused by name', async () => {
    const topic = `${newPrefix()}large`;
    await makeTopics(brokers, { topic, config: { 'max.message.bytes': '20000' } });
    const sink = openSink();
    const values = Array.from({ length: 40 }, (_none, index) => `${index} ${'x'.repeat(4_000)}`);
    await sink.send(
      topic,
      values.map((value) => message('k', value)),
    );
    const { messages } = read([topic]);
    await until(() => messages.length === 40);
    expect(messages.map(({ value }) => textOf(value))).toEqual(values);
    await expect(sink.send(topic, [message('k', 'x'.repeat(30_000))])).rejects.toMatchObject({
      name: 'TransportFault',
      kind: 'too_large',
    });
  });
});

describe.skipIf(found === undefined)('a source', () => {
  it('hands over again what was not committed, and nothing else', async () => {
    const topic = `${newPrefix()}again`;
    await makeTopics(brokers, { topic });
    await openSink().send(
      topic,
      ['a', 'b', 'c', 'd'].map((value) => message('k', value)),
    );
    const calls: (readonly bigint[])[] = [];
    const { faults } = read([topic], async (batch) => {
      calls.push(batch.messages.map(({ offset }) => offset));
      expect(batch.end).toBe(4n);
      if (calls.length === 1) {
        expect(await batch.commit(2n)).toBe(true);
        throw new Error('in the middle');
      }
      return calls.length === 2 ? 50 : keepAndCommit(batch);
    });
    await until(() => calls.length === 3);
    expect(calls).toEqual([
      [0n, 1n, 2n, 3n],
      [2n, 3n],
      [2n, 3n],
    ]);
    expect(faults.map(String)).toEqual(['Error: in the middle']);
  });

  it('has read what stands behind while a batch is worked on, and hands it over as soon as it is asked for', async () => {
    const topic = `${newPrefix()}ahead`;
    await makeTopics(brokers, { topic });
    const values = Array.from({ length: 40 }, (_none, index) => `${index} ${'x'.repeat(1_000)}`);
    const sink = openSink();
    for (let from = 0; from < 40; from += 2)
      await sink.send(
        topic,
        values.slice(from, from + 2).map((value) => message('k', value)),
      );
    const calls: string[][] = [];
    const { faults } = read(
      [topic],
      async (batch) => {
        const taken = [...batch.messages];
        // More there is only while there is more to come.
        await until(() => {
          const more = batch.more();
          taken.push(...(more ?? []));
          return Number(taken.at(-1)?.offset) + 1 === 40;
        });
        expect(batch.end).toBe(40n);
        expect(batch.more()).toBeUndefined();
        calls.push(taken.map(({ value }) => textOf(value) ?? ''));
        expect(await batch.commit(40n)).toBe(true);
      },
      { maxBatchBytes: 4_000 },
    );
    await until(() => calls.length > 0);
    expect(calls).toEqual([values]);
    await sink.send(topic, [message('k', 'last')]);
    const { messages } = read([topic]);
    await until(() => messages.length > 0);
    expect(messages.map(({ value }) => textOf(value))).toEqual(['last']);
    expect(faults).toEqual([]);
  });

  it('that had read ahead begins again behind what was committed, each time a batch ends early', async () => {
    const topic = `${newPrefix()}back`;
    await makeTopics(brokers, { topic });
    const values = Array.from({ length: 60 }, (_none, index) => `${index} ${'x'.repeat(1_000)}`);
    const sink = openSink();
    for (let from = 0; from < 60; from += 2)
      await sink.send(
        topic,
        values.slice(from, from + 2).map((value) => message('k', value)),
      );
    const done: string[] = [];
    let calls = 0;
    const { faults } = read(
      [topic],
      async (batch) => {
        calls += 1;
        const taken = [...batch.messages];
        if (calls % 2 === 0)
          await until(() => taken.push(...(batch.more() ?? [])) > 4 || batch.end === (taken.at(-1)?.offset ?? 0n) + 1n);
        // Every third ends without a commit, another in the middle, with a fault, and the rest with all.
        if (calls % 3 === 0) return calls % 2 === 0 ? 1 : undefined;
        const some = calls % 3 === 1 ? taken.slice(0, 1) : taken;
        expect(await batch.commit((some.at(-1)?.offset ?? 0n) + 1n)).toBe(true);
        done.push(...some.map(({ value }) => textOf(value) ?? ''));
        if (calls % 5 === 0) throw new Error('at its end');
        return undefined;
      },
      { maxBatchBytes: 4_000 },
    );
    await until(() => done.length >= 60);
    expect(done).toEqual(values);
    expect(new Set(faults.map(String))).toEqual(new Set(['Error: at its end']));
  });

  it('works on so many partitions at once and no more, also while it reads ahead', async () => {
    const topic = `${newPrefix()}turns`;
    await makeTopics(brokers, { topic, partitions: 4 });
    const keys = Array.from({ length: 40 }, (_none, index) => `key-${index}`);
    const sink = openSink();
    for (let round = 0; round < 6; round += 1)
      await sink.send(
        topic,
        keys.map((key) => message(key, `${round} ${key} ${'x'.repeat(500)}`)),
      );
    let [now, most] = [0, 0];
    const { messages } = read(
      [topic],
      async (batch) => {
        now += 1;
        most = Math.max(most, now);
        // The first one stays until there is another beside it. What is read behind it meanwhile it takes, or nothing else would be read.
        let last = batch.messages.at(-1);
        await until(() => {
          const { topic: name, partition } = batch;
          for (const each of batch.more() ?? []) {
            messages.push({ ...each, topic: name, partition });
            last = each;
          }
          return most > 1;
        });
        await batch.heartbeat();
        await batch.commit((last?.offset ?? -1n) + 1n);
        now -= 1;
      },
      { partitionsAtOnce: 2, maxBatchBytes: 2_000 },
    );
    // A sink that had to try again may have written a message twice.
    await until(() => new Set(messages.map(({ value }) => textOf(value))).size === 240);
    expect(new Set(messages.map(({ partition, offset }) => `${partition}/${offset}`)).size).toBe(messages.length);
    expect(most).toBe(2);
  });

  it('pauses one partition and goes on with the others, as a member all the while', async () => {
    const topic = `${newPrefix()}paused`;
    await makeTopics(brokers, { topic, partitions: 2 });
    const sink = openSink();
    const keys = Array.from({ length: 20 }, (_none, index) => `key-${index}`);
    await sink.send(
      topic,
      keys.map((key) => message(key, 'first')),
    );
    let isHealthy = false;
    const { messages, assignments, faults } = read(
      [topic],
      async (batch) => (batch.partition === 0 && !isHealthy ? 100 : keepAndCommit(batch)),
      { sessionTimeout: SESSION },
    );
    const inSecond = (): number => messages.filter(({ partition }) => partition === 1).length;
    await until(() => inSecond() > 0 && messages.some(({ partition }) => partition === 0));
    const before = inSecond();
    const began = Date.now();
    // Longer than the group waits for a member that is silent, which is longer than a busy machine keeps one silent.
    while (Date.now() - began < SESSION + 1_000) {
      const sent = inSecond();
      await sink.send(
        topic,
        keys.map((key) => message(key, 'more')),
      );
      await until(() => inSecond() > sent);
    }
    expect(inSecond()).toBeGreaterThan(before);
    isHealthy = true;
    await until(() => messages.some(({ partition, value }) => partition === 0 && textOf(value) === 'more'));
    expect(assignments).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('stops when the batch in hand is finished and committed, and the next member begins behind it', async () => {
    const topic = `${newPrefix()}stop`;
    await makeTopics(brokers, { topic });
    const sink = openSink();
    await sink.send(
      topic,
      ['a', 'b'].map((value) => message('k', value)),
    );
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let committed: boolean | undefined;
    const handle = async (batch: Batch): Promise<void> => {
      await finished;
      expect(batch.signal.aborted).toBe(true);
      committed = await batch.commit(1n);
    };
    // Who did not leave would be waited for longer than anything is waited for here.
    const first = read([topic], handle, { sessionTimeout: 120_000 });
    await until(() => first.messages.length === 2);
    const stopped = first.source.stop();
    finish();
    await stopped;
    expect(committed).toBe(true);
    expect(first.assignments.at(-1)).toEqual([]);
    const second = read([topic]);
    await until(() => second.messages.length > 0);
    expect(second.messages.map(({ value }) => textOf(value))).toEqual(['b']);
  });

  it('shares the partitions with other members, tells a batch that its partition goes elsewhere, and no message is lost or, once committed, read twice', async () => {
    const topic = `${newPrefix()}shared`;
    await makeTopics(brokers, { topic, partitions: 4 });
    const sink = openSink();
    const send = (round: number): Promise<void> =>
      sink.send(
        topic,
        Array.from({ length: 40 }, (_none, index) => message(`key-${index}`, `${round}/${index}`)),
      );
    const done: { readonly place: string; readonly value: string | null }[] = [];
    // A sink that had to try again may have written a message twice.
    const values = (): number => new Set(done.map(({ value }) => value)).size;
    const handle = async (batch: Batch): Promise<void> => {
      await batch.heartbeat();
      if (!(await batch.commit((batch.messages.at(-1)?.offset ?? 0n) + 1n))) return;
      done.push(
        ...batch.messages.map(({ value, offset }) => ({ value: textOf(value), place: `${batch.partition}/${offset}` })),
      );
    };
    const first = read([topic], handle);
    await send(0);
    await until(() => values() === 40);
    const second = read([topic], handle);
    await until(() => second.assignments.at(-1)?.length === 2 && first.assignments.at(-1)?.length === 2);
    await send(1);
    await until(() => values() === 80);
    await second.source.stop();
    await until(() => first.assignments.at(-1)?.length === 4);
    await send(2);
    await until(() => values() === 120);
    expect(new Set(done.map(({ place }) => place)).size).toBe(done.length);
    expect(first.faults).toEqual([]);
    expect(second.faults).toEqual([]);
  });

  it('reads topics that are made when it asks for them', async () => {
    const topic = `${newPrefix()}new`;
    const { messages, assignments } = read([topic]);
    await until(() => assignments.at(-1)?.length === 1);
    await openSink().send(topic, [message('k', 'a')]);
    await until(() => messages.length === 1);
    expect(messages.map(({ value }) => textOf(value))).toEqual(['a']);
  });

  it('tells a long batch of a new member at its next heartbeat', async () => {
    const topic = `${newPrefix()}expelled`;
    await makeTopics(brokers, { topic, partitions: 1 });
    const sink = openSink();
    await sink.send(topic, [message('k', 'a')]);
    let aborted = 0;
    const first = read([topic], async (batch) => {
      await until(async () => {
        await batch.heartbeat();
        return aborted > 0 || batch.signal.aborted;
      });
      aborted += batch.signal.aborted ? 1 : 0;
      await keepAndCommit(batch);
    });
    await until(() => first.messages.length === 1);
    const second = read([topic]);
    await until(() => aborted === 1);
    await sink.send(topic, [message('k', 'b')]);
    // Whoever has the partition now begins behind what was committed before the group went on.
    const all = (): readonly (string | null)[] =>
      [...first.messages, ...second.messages].map(({ value }) => textOf(value));
    await until(() => all().includes('b'));
    expect(all()).toEqual(['a', 'b']);
    expect(first.faults).toEqual([]);
  });
});

const ADDRESS_OF_NOBODY = '127.0.0.1:9';

describe('without a broker', () => {
  it('a sink says so, and closes', async () => {
    const sink = createKafkajsSink({ brokers: [ADDRESS_OF_NOBODY], clientId: 'goldset-test' });
    await expect(sink.send('topic', [message('k', 'v')])).rejects.toMatchObject({
      kind: 'away',
      message: `No Kafka answers at ${ADDRESS_OF_NOBODY} (ECONNREFUSED).`,
    });
    await sink.close();
  });

  it('a source goes on trying, says so, and stops at once', async () => {
    const reader = startReader({ brokers: [ADDRESS_OF_NOBODY], clientId: 'goldset-test' }, { groupId: 'group' }, [
      'topic',
    ]);
    await until(() => reader.faults.length > 1);
    expect(reader.faults[0]).toMatchObject({ kind: 'away' });
    const began = Date.now();
    await reader.source.stop();
    await reader.source.stop();
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('a source that was never started stops', async () => {
    const { source } = startReader({ brokers: [ADDRESS_OF_NOBODY], clientId: 'goldset-test' }, { groupId: 'group' }, [
      'topic',
    ]);
    await source.stop();
    source.start(['topic'], { handle: keepAndCommit });
    await source.stop();
    expect(true).toBe(true);
  });
});

/** Runs a program that opens a source and a sink and stops them again, and resolves to how it ended: it must end by itself. */
const playProgram = async (
  addresses: readonly string[],
  topic: string,
): Promise<{ readonly code: number | null; readonly output: string }> => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('open-and-stop.ts', import.meta.url)), topic, ...addresses],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output: Buffer.concat(output).toString('utf8') };
};

describe('after a stop', () => {
  it('nothing keeps the program running, where there is no broker', async () => {
    const { code, output } = await playProgram([ADDRESS_OF_NOBODY], 'topic');
    expect(output).toBe('stopped with 0 messages, nothing left\n');
    expect(code).toBe(0);
  });

  it.skipIf(found === undefined)('nothing keeps the program running', async () => {
    const topic = `${newPrefix()}program`;
    await makeTopics(brokers, { topic });
    const { code, output } = await playProgram(brokers, topic);
    expect(output).toBe('stopped with 3 messages, nothing left\n');
    expect(code).toBe(0);
  });
});
