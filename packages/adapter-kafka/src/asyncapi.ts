import { eventSchemas, Id } from '@goldset/core';
import { nameSchemas, withoutPatternBesideFormat } from '@goldset/core/adapter';
import type { NamedSchemas } from '@goldset/core/adapter';
import { stringify } from 'yaml';
import { z } from 'zod';
import { MAX_MESSAGE_BYTES, STRUCTURED_MEDIA_TYPE } from './cloud-event.ts';
import { deadLetterHeaders, deadLetterTopic } from './dead-letter.ts';
import { dispositions, faultDispositions, WAIT_MILLISECONDS } from './dispositions.ts';
import type { Disposition } from './dispositions.ts';
import { inboundTopics } from './handler.ts';
import type { Handler, InboundTopic } from './handler.ts';
import { handlers } from './handlers.ts';
import { REPLAYED_HEADER } from './replay-marks.ts';

type Json = Record<string, unknown>;

const PREFIX = 'goldset';

const named = (disposition: Disposition, table: Readonly<Record<string, Disposition>>): string =>
  Object.entries(table)
    .filter(([, each]) => each === disposition)
    .map(([code]) => `\`${code}\``)
    .join(', ');

const DESCRIPTION = `Goldset over Kafka: what may be asked for by events, and what is told by them. The same operations as over HTTP, with the same rules.

* Every message is a CloudEvent 1.0, in structured mode (\`content-type: ${STRUCTURED_MEDIA_TYPE}\`, as its schema here says) or in binary mode (\`ce_*\` headers for its attributes, \`data\` as the value). Its data is JSON in UTF-8. A message has at most ${MAX_MESSAGE_BYTES / 1024 / 1024} MiB, and no more than the broker takes. Compression by gzip, snappy, lz4 and zstd is read.
* The names of topics begin with a prefix, \`${PREFIX}\` unless it is configured otherwise.
* The key of a message is the id of its project, or of its organization where there is no project: what has one key is done in order.
* Goldset acts as one user, whose token its consumer is given, never as a user named in a message. Who may write to a topic is the broker’s matter.
* An event takes effect once, however often it comes: its \`source\` and \`id\` are remembered for 14 days with its effect. The same \`source\` and \`id\` with other data is refused.
* A field that does not exist is refused. So is, anywhere in the data: a number that is not finite as a double, an integer beyond ±(2^53−1), nesting deeper than 64, \`__proto__\` as a key, a NUL character, a lone surrogate.
* What can never succeed goes to \`<topic>.dead-letter\` as it is, with headers that say why: ${named('dead_letter', dispositions)}, and what is no event or of an unknown type. What may be on its way is waited for first, for ${WAIT_MILLISECONDS / 1000} seconds unless the server is told otherwise: ${named('retry_then_dead_letter', dispositions)}, and a line whose only fault is ${named('retry_then_dead_letter', faultDispositions)}. While a message waits for a project or an organization, those of its key wait behind it and all others are done; what waits for something else keeps its partition. What may pass (the database is away) is tried again until it does.
* Secrets stand in no topic: what answers one is asked for over HTTP.`;

const UUID = { type: 'string', format: 'uuid' } as const;

interface Shared {
  readonly schemas: Map<string, Json>;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adapts a schema to AsyncAPI: shared schemas move to the components, and an example becomes a list of examples. */
const adapted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(adapted);
  if (!isObject(value)) return value;
  const { example, pattern, $ref, ...rest } = value;
  const isAnyId = value['format'] === 'uuid' && typeof pattern === 'string' && pattern.includes('00000000');
  const inner = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, adapted(member)]));
  return {
    ...(typeof $ref === 'string' ? { $ref: $ref.replace('#/definitions/', '#/components/schemas/') } : {}),
    ...inner,
    ...(pattern === undefined || isAnyId ? {} : { pattern: adapted(pattern) }),
    // A property may have the name `example`, and is then a schema; the keyword is not.
    ...(example === undefined
      ? {}
      : isObject(example) && 'type' in example
        ? { example: adapted(example) }
        : { examples: [example] }),
  };
};

/** A schema for readers of events, which must accept fields that are added later. */
const opened = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(opened);
  if (!isObject(value)) return value;
  const { additionalProperties, ...rest } = value;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, opened(member)]));
  return additionalProperties === undefined || additionalProperties === false
    ? inner
    : { ...inner, additionalProperties: opened(additionalProperties) };
};

const schemaOf = ({ schemas }: Shared, schema: z.ZodType, io: 'input' | 'output'): Json => {
  const {
    $schema: _,
    definitions = {},
    ...made
  } = z.toJSONSchema(schema, { io, target: 'draft-7', unrepresentable: 'any' }) as Json;
  for (const [name, shared] of Object.entries(definitions as Json)) schemas.set(name, adapted(shared) as Json);
  return adapted(made) as Json;
};

const pascal = (text: string): string =>
  text.replace(/(?:^|[._-])([a-z])/g, (_, letter: string) => letter.toUpperCase());

const messageName = (type: string): string => pascal(type.slice('goldset.'.length));

const text = (max: number): Json => ({ type: 'string', minLength: 1, maxLength: max });

const CLOUD_EVENT: Json = {
  type: 'object',
  description:
    'A CloudEvent 1.0 in structured mode. Further fields are extension attributes: texts, booleans or integers.',
  required: ['specversion', 'id', 'source', 'type'],
  properties: {
    specversion: { const: '1.0' },
    id: { ...text(255), description: 'Of its source alone.' },
    source: { ...text(1_000), format: 'uri-reference', description: 'Who made it.' },
    type: text(255),
    subject: text(1_000),
    time: { type: 'string', format: 'date-time' },
    dataschema: { ...text(1_000), format: 'uri' },
    datacontenttype: {
      ...text(255),
      description: '`application/json`, which it is by default, or another kind of JSON.',
    },
    data: { description: 'What it says, as JSON.' },
  },
};

const toSchema = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

// Each message and its data have a name in the components, so that generated code has names for both.
const payloadOf = (
  { schemas }: Shared,
  type: string,
  data: Json,
  more: Json = {},
  required: readonly string[] = [],
): Json => {
  const [event, its] = [`${messageName(type)}Event`, `${messageName(type)}Data`];
  schemas.set(its, data);
  schemas.set(event, {
    allOf: [
      toSchema('CloudEvent'),
      {
        type: 'object',
        required: ['data', ...required],
        properties: { type: { type: 'string', const: type }, ...more, data: toSchema(its) },
      },
    ],
  });
  return toSchema(event);
};

const keyed = (description: string): Json => ({ kafka: { key: { ...UUID, description } } });

const exampleOf = (type: string, data: object): Json => ({
  specversion: '1.0',
  id: '4c1f',
  source: '/importer',
  type,
  time: '2026-11-22T09:30:00Z',
  data,
});

const inboundMessage = (shared: Shared, { type, operation, summary, description, schema, example }: Handler): Json => ({
  name: type,
  title: summary,
  summary,
  description: [description, `The operation \`${operation}\`.`].filter(Boolean).join('\n\n'),
  contentType: STRUCTURED_MEDIA_TYPE,
  payload: payloadOf(shared, type, schemaOf(shared, schema, 'input')),
  bindings: keyed('The id of the project, or of the organization where there is none.'),
  examples: [{ payload: exampleOf(type, example) }],
});

/** The fields that every event of Goldset carries in addition to its own. */
const told = {
  organization_id: Id.nullable(),
  project_id: Id.nullable(),
  sequence: z.int().min(0).meta({
    description: 'Grows within one key: two events of one thing stand in the order in which they took effect.',
  }),
};

const outboundMessage = (shared: Shared, type: string, schema: z.ZodObject): Json => ({
  name: type,
  title: type,
  contentType: STRUCTURED_MEDIA_TYPE,
  payload: payloadOf(
    shared,
    type,
    opened(schemaOf(shared, schema.extend(told), 'output')) as Json,
    {
      subject: { ...UUID, description: 'The id of the thing that changed.' },
      causationid: { ...text(1_000), description: 'The id of the event or the request that caused the change.' },
    },
    ['subject', 'time'],
  ),
  bindings: keyed(
    'The id of the project, of the organization where there is none, or of the user where there is neither.',
  ),
});

const DEAD_LETTER_HEADERS: Json = {
  type: 'object',
  required: [
    deadLetterHeaders.reason,
    deadLetterHeaders.detail,
    deadLetterHeaders.topic,
    deadLetterHeaders.partition,
    deadLetterHeaders.offset,
    deadLetterHeaders.time,
  ],
  properties: {
    [deadLetterHeaders.reason]: {
      type: 'string',
      description:
        'A stable word: the code of the error over HTTP, or `empty`, `not_a_cloud_event`, `unknown_type`, `internal`.',
    },
    [deadLetterHeaders.detail]: { type: 'string', description: 'The same for people.' },
    [deadLetterHeaders.errors]: {
      type: 'string',
      description: 'The faults as JSON, at most ten: `[{"pointer", "code", "detail"}]`.',
    },
    [deadLetterHeaders.topic]: { type: 'string' },
    [deadLetterHeaders.partition]: { type: 'string', pattern: '^\\d+$' },
    [deadLetterHeaders.offset]: { type: 'string', pattern: '^\\d+$' },
    [deadLetterHeaders.time]: { type: 'string', format: 'date-time' },
    [deadLetterHeaders.attempts]: {
      type: 'string',
      pattern: '^\\d+$',
      description: 'How often the message was given up, this time included.',
    },
    [deadLetterHeaders.timestamp]: {
      type: 'string',
      pattern: '^\\d+$',
      description:
        'When the message was written first, in milliseconds since 1970: an event without a `time` was made then.',
    },
    [deadLetterHeaders.omitted]: {
      const: 'value',
      description:
        'The message with these headers was more than the broker takes: its value stands only where it came from.',
    },
  },
};

const deadLetterMessage: Json = {
  name: 'dead_letter',
  title: 'A message that can never succeed',
  description: 'Its key, value and headers as they were, and why it is here.',
  headers: toSchema('DeadLetterHeaders'),
  payload: { description: 'The value as it was.' },
};

const REPLAY_HEADERS: Json = {
  type: 'object',
  required: [REPLAYED_HEADER],
  properties: {
    [REPLAYED_HEADER]: { type: 'string', description: 'A partition and offsets: `partition:offset-offset,offset`.' },
  },
};

const replayMark: Json = {
  name: 'dead_letter_replayed',
  title: 'Which dead letters were replayed',
  description:
    'No dead letter: it has no key and no value, and says which dead letters of this topic were sent to theirs again.',
  headers: toSchema('DeadLettersReplayedHeaders'),
  payload: { type: 'null' },
};

const channelDescriptions: Readonly<Record<InboundTopic, string>> = {
  items: 'Items to be imported. Consecutive messages of one project become one import.',
  predictions: 'Predictions to be imported. Consecutive messages of one project become one import.',
  annotations:
    'Answers that were given elsewhere, to be imported. Consecutive messages of one project become one import.',
  tasks: 'Skips from elsewhere, to be imported. Consecutive messages of one project become one import.',
  commands: 'Everything else that may be asked for, each message by itself.',
};

const referred = (place: string, name: string): Json => ({ $ref: `#/${place}/${name}` });

const channelOf = (address: string, description: string, messages: readonly string[]): Json => ({
  address,
  description,
  messages: Object.fromEntries(messages.map((name) => [name, referred('components/messages', name)])),
});

const operationOf = (action: 'receive' | 'send', channel: string, summary: string): Json => ({
  action,
  channel: referred('channels', channel),
  summary,
});

const sorted = (entries: Iterable<readonly [string, unknown]>): Json =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The contract of the Kafka interface: an AsyncAPI 3.0 document in a stable order, generated from the handlers and the
 * events.
 */
export const asyncApiDocument = (): Json => {
  const shared: Shared = {
    schemas: new Map([
      ['CloudEvent', CLOUD_EVENT],
      ['DeadLetterHeaders', DEAD_LETTER_HEADERS],
      ['DeadLettersReplayedHeaders', REPLAY_HEADERS],
    ]),
  };
  const messages: Json = Object.fromEntries(
    handlers.map((handler) => [messageName(handler.type), inboundMessage(shared, handler)]),
  );
  const outbound = Object.entries(eventSchemas as Readonly<Record<string, z.ZodObject>>);
  for (const [type, schema] of outbound) messages[messageName(type)] = outboundMessage(shared, type, schema);
  messages['DeadLetter'] = deadLetterMessage;
  messages['DeadLettersReplayed'] = replayMark;
  const ofTopic = (topic: InboundTopic): readonly string[] =>
    handlers.filter((handler) => handler.topic === topic).map(({ type }) => messageName(type));
  const letters = (topic: InboundTopic): string => `${topic}DeadLetters`;
  return withoutPatternBesideFormat({
    asyncapi: '3.0.0',
    info: {
      title: 'Goldset',
      version: '0.1.0',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: STRUCTURED_MEDIA_TYPE,
    channels: {
      ...Object.fromEntries(
        inboundTopics.map((topic) => [
          topic,
          channelOf(`${PREFIX}.${topic}`, channelDescriptions[topic], ofTopic(topic)),
        ]),
      ),
      events: channelOf(
        `${PREFIX}.events`,
        'Every change of state, of every organization: for the operator. At least once; an event keeps its id.',
        outbound.map(([type]) => messageName(type)),
      ),
      ...Object.fromEntries(
        inboundTopics.map((topic) => [
          letters(topic),
          channelOf(deadLetterTopic(`${PREFIX}.${topic}`), `What can never succeed of \`${PREFIX}.${topic}\`.`, [
            'DeadLetter',
            'DeadLettersReplayed',
          ]),
        ]),
      ),
    },
    operations: {
      ...Object.fromEntries(
        inboundTopics.map((topic) => [
          `receive${pascal(topic)}`,
          operationOf('receive', topic, `Does what the events of \`${PREFIX}.${topic}\` ask for`),
        ]),
      ),
      sendEvents: operationOf('send', 'events', 'Tells what has changed'),
      ...Object.fromEntries(
        inboundTopics.map((topic) => [
          `send${pascal(topic)}DeadLetters`,
          operationOf('send', letters(topic), `Gives up what can never succeed of \`${PREFIX}.${topic}\``),
        ]),
      ),
    },
    components: {
      schemas: sorted(Object.entries(nameSchemas(Object.fromEntries(shared.schemas) as NamedSchemas))),
      messages,
    },
  }) as Json;
};

let yaml: string | undefined;

/** The contract as YAML, as it is committed. */
export const asyncApiYaml = (): string =>
  (yaml ??= stringify(asyncApiDocument(), {
    aliasDuplicateObjects: false,
    lineWidth: 120,
    blockQuote: 'literal',
    compat: 'yaml-1.1',
  }));
