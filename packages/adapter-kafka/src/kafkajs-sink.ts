import kafkajs from 'kafkajs';
import type { IHeaders, Message, Producer } from 'kafkajs';
import { newKafka } from './kafkajs-client.ts';
import type { KafkaConnection } from './kafkajs-client.ts';
import { transportFault } from './kafkajs-fault.ts';
import type { Header } from './message.ts';
import type { OutgoingMessage, Sink } from './sink.ts';
import { TransportFault } from './transport-fault.ts';

/** Options of a sink. */
export interface SinkOptions {
  /** Default `none`. */
  readonly compression?: 'none' | 'gzip';
}

// By default a broker accepts 1 MiB at once, including all overhead.
const CHUNK_BYTES = 768 * 1024;
const OVERHEAD_BYTES = 32;

const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 6 };

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// kafkajs cannot write a header without a value, so the value is empty.
const headersOf = (headers: readonly Header[]): IHeaders => {
  const values = new Map<string, Buffer[]>();
  for (const [name, value] of headers) {
    const buffer = bufferOf(value ?? new Uint8Array());
    const there = values.get(name);
    if (there === undefined) values.set(name, [buffer]);
    else there.push(buffer);
  }
  return Object.fromEntries(values);
};

const messageOf = ({ key, value, headers, timestamp }: OutgoingMessage): Message => ({
  key: key === null ? null : bufferOf(key),
  value: value === null ? null : bufferOf(value),
  ...(headers.length === 0 ? {} : { headers: headersOf(headers) }),
  ...(timestamp === undefined ? {} : { timestamp: String(timestamp) }),
});

const sizeOf = ({ key, value, headers }: OutgoingMessage): number =>
  OVERHEAD_BYTES +
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  headers.reduce((sum, [name, content]) => sum + name.length + (content?.length ?? 0) + 4, 0);

const chunksOf = (messages: readonly OutgoingMessage[]): readonly (readonly OutgoingMessage[])[] => {
  const chunks: OutgoingMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (size > room || chunks.length === 0) {
      chunks.push([]);
      room = CHUNK_BYTES;
    }
    chunks.at(-1)?.push(message);
    room -= size;
  }
  return chunks;
};

/** A sink on kafkajs. */
export const createKafkajsSink = (connection: KafkaConnection, { compression = 'none' }: SinkOptions = {}): Sink => {
  const calls = new Set<Promise<unknown>>();
  let producer: Promise<Producer> | undefined;
  let closing: Promise<void> | undefined;

  const connect = async (): Promise<Producer> => {
    const made = newKafka(connection, RETRY).producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    try {
      await made.connect();
      return made;
    } catch (error) {
      await made.disconnect().catch(() => undefined);
      throw error;
    }
  };

  const drop = async (failed: Promise<Producer> | undefined): Promise<void> => {
    if (producer === failed) producer = undefined;
    await failed?.then((each) => each.disconnect()).catch(() => undefined);
  };

  const sendChunk = async (topic: string, messages: readonly OutgoingMessage[]): Promise<void> => {
    const used = (producer ??= connect());
    try {
      await (
        await used
      ).send({
        topic,
        messages: messages.map(messageOf),
        acks: -1,
        compression: compression === 'gzip' ? kafkajs.CompressionTypes.GZIP : kafkajs.CompressionTypes.None,
      });
    } catch (error) {
      const fault = transportFault(error);
      if (fault.kind !== 'too_large') {
        // After an error its connections may be broken, so the next call makes new ones.
        await drop(used);
        throw fault;
      }
      if (messages.length === 1) throw fault;
      // The topic may have a lower limit for one batch of messages.
      const half = Math.ceil(messages.length / 2);
      await sendChunk(topic, messages.slice(0, half));
      await sendChunk(topic, messages.slice(half));
    }
  };

  const sendAll = async (topic: string, messages: readonly OutgoingMessage[]): Promise<void> => {
    for (const chunk of chunksOf(messages)) await sendChunk(topic, chunk);
  };

  return {
    send: async (topic, messages) => {
      if (closing !== undefined) throw new TransportFault('away', 'This sink is closed.');
      const call = sendAll(topic, messages);
      calls.add(call);
      try {
        await call;
      } finally {
        calls.delete(call);
      }
    },
    close: () => {
      closing ??= (async () => {
        await Promise.allSettled(calls);
        await drop(producer);
      })();
      return closing;
    },
  };
};
