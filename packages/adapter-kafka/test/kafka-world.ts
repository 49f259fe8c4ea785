import assert from 'node:assert/strict';
import { createApplication, INSTALLATION } from '@goldset/core';
import type { Application, Store } from '@goldset/core';
import { memoryStoreHarness, newProject, revealed, testDependencies, valueOf } from '@goldset/core/testing';
import type { ContractHarness, ProjectWorld } from '@goldset/core/testing';
import { createConsumer, encodeBinary, encodeStructured, headerText, textHeader } from '../src/index.ts';
import type { CloudEvent, Consumer, ConsumerOptions, Content, Header, WaitingOptions } from '../src/index.ts';
import { decodeMessage } from '../src/decode.ts';
import type { InboundTopic } from '../src/handler.ts';
import { contractFaults, eventIn } from './contract.ts';
import { newMemoryBroker } from './memory-broker.ts';
import type { Member, MemoryBroker } from './memory-broker.ts';

/** A project, a broker, and a consumer that acts as the founder of the project’s organization. */
export interface KafkaWorld {
  readonly world: ProjectWorld;
  readonly broker: MemoryBroker;
  readonly consumer: Consumer;
  readonly member: Member;
  readonly log: readonly {
    readonly level: string;
    readonly fields: Readonly<Record<string, unknown>>;
    readonly message: string;
  }[];
  /** What the observer was told, as words. */
  readonly told: readonly string[];
  /** Writes an event to the topic it belongs to, or another. */
  readonly send: (...events: readonly Sent[]) => void;
  /** The dead letters of a topic: their reasons and detail. */
  readonly deadLetters: (topic: string) => readonly {
    readonly reason: string | undefined;
    readonly detail: string | undefined;
    readonly value: string;
    readonly offset: string | undefined;
  }[];
}

/** An event to be written; `id` and `source` are made where they are not given. */
export interface Sent extends Partial<Omit<CloudEvent, 'type' | 'data'>> {
  readonly type: string;
  readonly data: unknown;
  readonly mode?: 'structured' | 'binary';
  readonly topic?: string;
  readonly partition?: number;
  /** The key of the message; `null` is none. Default: all have the same. */
  readonly key?: string | null;
}

/** What the founder of a world may do, as a token. */
export const tokenOf = async ({ application, founder, caller }: ProjectWorld): Promise<string> =>
  revealed(valueOf(await application.createOwnToken(await caller(founder, INSTALLATION), { name: 'kafka' }))).secret;

/** The topic an event belongs to. */
export const topicOf = (type: string): string =>
  ({
    'goldset.item.import': 'goldset.items',
    'goldset.prediction.import': 'goldset.predictions',
    'goldset.annotation.import': 'goldset.annotations',
    'goldset.task.import': 'goldset.tasks',
  })[type] ?? 'goldset.commands';

let count = 0;

/** A message of an event. */
export const messageOf = ({
  type,
  data,
  mode = 'structured',
  topic: _,
  partition: __,
  key = 'key',
  ...rest
}: Sent): Content => {
  count += 1;
  const event: CloudEvent = { id: `event-${count}`, source: '/test', extensions: {}, ...rest, type, data };
  return {
    key: key === null ? null : new TextEncoder().encode(key),
    ...(mode === 'structured' ? encodeStructured(event) : encodeBinary(event)),
  };
};

/** Fails where what is understood does not fit the committed contract, or what does not fit it is understood. */
const assertContract = (topic: string, message: Content): void => {
  const understood = decodeMessage(topic.slice('goldset.'.length) as InboundTopic, message);
  const faults = contractFaults(topic, eventIn(message));
  if (understood.ok && understood.value.kind === 'line') {
    const parsed = understood.value.handler.schema.safeParse(understood.value.event.data);
    assert.equal(faults.length === 0, parsed.success, `${faults.join('; ')}: ${JSON.stringify(parsed.error?.issues)}`);
  } else assert.equal(faults.length === 0, understood.ok, `${faults.join('; ')}: ${JSON.stringify(understood)}`);
};

/** A message of any bytes. */
export const rawMessage = (
  value: Uint8Array | string | null,
  headers: readonly Header[] = [textHeader('content-type', 'application/cloudevents+json')],
): Content => ({
  key: null,
  value: typeof value === 'string' ? new TextEncoder().encode(value) : value,
  headers,
});

/** Where messages are set aside; nobody looks but by hand. */
const waitingOf = ({ store }: ContractHarness, limit?: number): WaitingOptions => ({
  messages: store.waiting,
  group: 'test',
  ...(limit === undefined ? {} : { limit }),
  wait: (_milliseconds, signal) => new Promise((resolve) => void signal.addEventListener('abort', resolve)),
});

/** Makes a world whose consumer has started. */
export const newKafkaWorld = async (
  count: number,
  options: Partial<ConsumerOptions> & {
    readonly harness?: ContractHarness;
    readonly store?: (store: Store) => Store;
    readonly replace?: (application: Application) => Partial<Application>;
    readonly batchSize?: number;
    readonly isSetAside?: boolean;
    readonly limit?: number;
  } = {},
): Promise<KafkaWorld> => {
  const {
    harness = memoryStoreHarness(),
    store = (same: Store) => same,
    replace = () => ({}),
    batchSize,
    isSetAside = false,
    limit,
    ...rest
  } = options;
  const world = await newProject(harness, count);
  const broker = newMemoryBroker(world.clock, batchSize);
  const dependencies = testDependencies(harness, world.clock);
  const real = createApplication({ ...dependencies, store: store(harness.store) });
  const member = broker.member();
  const [log, told]: [{ level: string; fields: Record<string, unknown>; message: string }[], string[]] = [[], []];
  const logAt =
    (level: string) =>
    (fields: object, message: string): void =>
      void log.push({ level, fields: { ...fields }, message });
  const consumer = createConsumer({
    source: member.source,
    sink: broker.sink,
    application: { ...real, ...replace(real) },
    token: await tokenOf(world),
    topicPrefix: 'goldset',
    now: world.clock.now,
    random: () => 0,
    log: { error: logAt('error'), warn: logAt('warn'), info: logAt('info') },
    observer: {
      handled: ({ topic }, messages) => told.push(`handled ${topic} ${messages}`),
      deadLettered: ({ topic }, code) => told.push(`dead ${topic} ${code}`),
      retried: ({ topic }, code, milliseconds) => told.push(`retried ${topic} ${code} ${milliseconds}`),
    },
    ...(isSetAside ? { waiting: waitingOf(harness, limit) } : {}),
    ...rest,
  });
  consumer.start();
  return {
    ...{ world, broker, consumer, member, log, told },
    send: (...events) => {
      for (const event of events) {
        const [topic, message] = [event.topic ?? topicOf(event.type), messageOf(event)];
        assertContract(topic, message);
        broker.produce(topic, [message], event.partition);
      }
    },
    deadLetters: (topic) =>
      broker.messages(`${topic}.dead-letter`).map(({ value, headers }) => ({
        reason: headerText(headers, 'dead_letter_reason'),
        detail: headerText(headers, 'dead_letter_detail'),
        value: value === null ? '' : new TextDecoder().decode(value),
        offset: headerText(headers, 'dead_letter_offset'),
      })),
  };
};

/** Another process of the same group, which sets messages aside where the first one does. */
export const joinSettingAside = async (
  { world, broker }: KafkaWorld,
  options: Partial<ConsumerOptions> = {},
): Promise<{ readonly member: Member; readonly consumer: Consumer }> => {
  const member = broker.member();
  const consumer = createConsumer({
    ...{
      source: member.source,
      sink: broker.sink,
      application: world.application,
      token: await tokenOf(world),
      topicPrefix: 'goldset',
      now: world.clock.now,
      random: () => 0,
    },
    ...{
      log: { error: () => undefined, warn: () => undefined, info: () => undefined },
      waiting: waitingOf(world.harness),
      ...options,
    },
  });
  consumer.start();
  return { member, consumer };
};

/** Another consumer of the same group, on the same application as its world. */
export const joinGroup = async ({ world, broker }: KafkaWorld): Promise<Member> => {
  const member = broker.member();
  const silent = { error: () => undefined, warn: () => undefined, info: () => undefined };
  createConsumer({
    ...{
      source: member.source,
      sink: broker.sink,
      application: world.application,
      token: await tokenOf(world),
      topicPrefix: 'goldset',
      now: world.clock.now,
      random: () => 0,
    },
    log: silent,
  }).start();
  return member;
};

/** An item to be imported, as an event. */
export const itemEvent = ({ project }: ProjectWorld, n: number | string, more: Partial<Sent> = {}): Sent => ({
  type: 'goldset.item.import',
  data: { project_id: project.id, external_id: `new-${n}`, data: { text: `text ${n}` } },
  id: `item-event-${n}`,
  ...more,
});
