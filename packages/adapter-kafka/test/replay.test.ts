import { manyItems } from '@goldset/core/testing';
import { describe, expect, test } from 'vitest';
import { headerText, replayDeadLetters, TransportFault } from '../src/index.ts';
import type { LetterRange, Replayed, ReplayOptions } from '../src/index.ts';
import { itemEvent, newKafkaWorld, rawMessage } from './kafka-world.ts';
import type { KafkaWorld } from './kafka-world.ts';
import type { Member } from './memory-broker.ts';

const TOPIC = 'goldset.items';
const LETTERS = `${TOPIC}.dead-letter`;

let groups = 0;

/** Replays the dead letters of the items, from `from` on in the partition that the memory broker writes to. */
const replay = async ({ broker }: KafkaWorld, options: Partial<ReplayOptions> = {}, from = 0n): Promise<Replayed> => {
  const ranges = new Map<number, LetterRange>([
    [0, { from, end: BigInt(broker.messages(LETTERS).length) }],
    [1, { from: 0n, end: 0n }],
  ]);
  let member: Member | undefined;
  return replayDeadLetters({
    newSource: () => {
      groups += 1;
      member = broker.member(`replay-${groups}`);
      return member.source;
    },
    sink: broker.sink,
    topic: TOPIC,
    ranges,
    wait: async () => {
      await member?.turn();
    },
    ...options,
  });
};

const reasons = ({ broker }: KafkaWorld): readonly (string | undefined)[] =>
  broker.messages(LETTERS).map(({ headers }) => headerText(headers, 'dead_letter_reason'));

/** A world with a project that is archived, and three dead letters of it, one that is no JSON and one of another project. */
const newLetters = async (): Promise<
  KafkaWorld & { readonly other: string; readonly archive: (state: 'archived' | 'active') => Promise<unknown> }
> => {
  const kafka = await newKafkaWorld(0);
  const { world, member, broker } = kafka;
  const other = (await world.createProject()).id;
  await world.archive(world.project.id);
  await world.archive(other);
  kafka.send(itemEvent(world, 1), itemEvent(world, 2));
  broker.produce(TOPIC, [rawMessage('{not json')]);
  kafka.send(
    itemEvent(world, 3),
    itemEvent(world, 'other', { data: { project_id: other, external_id: 'other', data: {} } }),
  );
  await member.drain();
  return { ...kafka, other, archive: (state) => world.archive(world.project.id, state) };
};

const names = async ({ world }: KafkaWorld): Promise<readonly (string | null)[]> =>
  (await world.items()).map(({ external_id }) => external_id);

describe('a replay', () => {
  test('sends what can succeed, leaves what cannot, and counts both by reason and project', async () => {
    const kafka = await newLetters();
    const project_id = kafka.world.project.id;
    await kafka.archive('active');
    const { sent, counts, next } = await replay(kafka);
    expect(sent).toBe(4);
    const none = { send: 0, hopeless: 0, exhausted: 0, omitted: 0 };
    expect(counts).toHaveLength(3);
    expect(counts).toEqual(
      expect.arrayContaining([
        { code: 'archived', project_id, ...none, send: 3 },
        { code: 'archived', project_id: kafka.other, ...none, send: 1 },
        { code: 'malformed_json', project_id: null, ...none, hopeless: 1 },
      ]),
    );
    expect(next).toEqual(
      new Map([
        [0, 2n],
        [1, 0n],
      ]),
    );
    await kafka.member.drain();
    expect(await names(kafka)).toEqual(['new-1', 'new-2', 'new-3']);
  });

  test('that is only tried sends nothing, and says what it would send', async () => {
    const kafka = await newLetters();
    const before = kafka.broker.messages(TOPIC).length;
    const tried = await replay(kafka, { dryRun: true });
    expect(kafka.broker.messages(TOPIC)).toHaveLength(before);
    expect(kafka.broker.messages(LETTERS)).toHaveLength(5);
    expect((await replay(kafka)).counts).toEqual(tried.counts);
  });

  test('with a filter sends what fits it, and a later one the rest: none is lost, and none is sent twice', async () => {
    const kafka = await newLetters();
    await kafka.archive('active');
    const before = kafka.broker.messages(TOPIC).length;
    expect((await replay(kafka, { filter: { projects: [kafka.other.toUpperCase()] } })).sent).toBe(1);
    expect((await replay(kafka, { filter: { codes: ['forbidden'] } })).sent).toBe(0);
    expect((await replay(kafka, { filter: { partitions: [1] } })).sent).toBe(0);
    const now = kafka.world.clock.now();
    expect((await replay(kafka, { filter: { since: new Date(now.getTime() + 1) } })).sent).toBe(0);
    expect((await replay(kafka, { filter: { until: now } })).sent).toBe(0);
    expect(
      (
        await replay(kafka, {
          filter: { codes: ['archived'], partitions: [0], since: now, until: new Date(now.getTime() + 1) },
        })
      ).sent,
    ).toBe(3);
    expect((await replay(kafka)).sent).toBe(0);
    expect(kafka.broker.messages(TOPIC)).toHaveLength(before + 4);
    await kafka.member.drain();
    expect(await names(kafka)).toEqual(['new-1', 'new-2', 'new-3']);
  });

  test('that is forced sends what is hopeless, too, once', async () => {
    const kafka = await newLetters();
    expect((await replay(kafka, { force: true })).sent).toBe(5);
    expect((await replay(kafka, { force: true })).sent).toBe(0);
  });

  test('leaves what was given up too often, so that the topic does not grow for ever', async () => {
    const kafka = await newLetters();
    for (const attempt of [1, 2]) {
      expect((await replay(kafka, { filter: { codes: ['archived'] }, maxAttempts: 3 })).sent).toBe(4);
      await kafka.member.drain();
      expect(reasons(kafka).filter((reason) => reason === 'archived')).toHaveLength(4 * (attempt + 1));
    }
    const last = await replay(kafka, { filter: { codes: ['archived'] }, maxAttempts: 3 });
    expect(last.sent).toBe(0);
    expect(last.counts.reduce((sum, { exhausted }) => sum + exhausted, 0)).toBe(4);
    expect(
      kafka.broker
        .messages(LETTERS)
        .map(({ headers }) => headerText(headers, 'dead_letter_attempts'))
        .filter((count) => count === '3'),
    ).toHaveLength(4);
    expect((await replay(kafka, { filter: { codes: ['archived'] }, maxAttempts: 4 })).sent).toBe(4);
  });

  test('leaves what has a wrong form in any depth, and what is older than what is there', async () => {
    const kafka = await newKafkaWorld(0);
    const { world, member } = kafka;
    const { id } = world.project;
    await world.importItems(manyItems(1));
    kafka.send(
      itemEvent(world, 'misspelt', { data: { project_id: id, external_id: 'x', data: {}, prioritty: 1 } }),
      itemEvent(world, 'type', { data: { project_id: id, data: 7 } }),
      itemEvent(world, 'old', {
        data: { project_id: id, external_id: 'item-1', data: { n: 1 }, on_conflict: 'update' },
        time: '2025-01-01T00:00:00Z',
      }),
      itemEvent(world, 'there', { data: { project_id: id, external_id: 'item-1', data: { n: 1 } } }),
    );
    await member.drain();
    expect(reasons(kafka)).toEqual(['unknown_field', 'invalid', 'stale', 'already_exists']);
    const { sent, counts } = await replay(kafka);
    expect(sent).toBe(1);
    expect(counts.map(({ code, send, hopeless }) => [code, send, hopeless]).sort()).toEqual([
      ['already_exists', 1, 0],
      ['invalid', 0, 1],
      ['stale', 0, 1],
      ['unknown_field', 0, 1],
    ]);
  });

  test('sends nothing twice either where what it noted stands in another partition of the dead-letter topic', async () => {
    const kafka = await newLetters();
    const { broker } = kafka;
    const sink: typeof broker.sink = {
      ...broker.sink,
      send: async (topic, messages) =>
        broker.produce(
          topic,
          messages,
          messages.some(({ headers }) => headerText(headers, 'dead_letter_replayed') !== undefined) ? 1 : 0,
        ),
    };
    const ends = (): readonly bigint[] =>
      [0, 1].map((partition) =>
        BigInt(
          broker
            .messages(LETTERS)
            .filter(({ headers }) => (headerText(headers, 'dead_letter_replayed') === undefined) === (partition === 0))
            .length,
        ),
      );
    let from: ReadonlyMap<number, bigint> = new Map();
    const sent: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const ranges = new Map(ends().map((end, partition) => [partition, { from: from.get(partition) ?? 0n, end }]));
      const replayed = await replay(kafka, { sink, ranges });
      sent.push(replayed.sent);
      from = replayed.next;
    }
    expect([sent, from]).toEqual([
      [4, 0, 0, 0],
      new Map([
        [0, 2n],
        [1, 0n],
      ]),
    ]);
  });

  test('leaves what it could not read to the next one, where the broker gives nothing for long', async () => {
    const kafka = await newLetters();
    await kafka.archive('active');
    const { sent, next } = await replay(kafka, { wait: async () => undefined });
    expect([sent, next]).toEqual([
      0,
      new Map([
        [0, 0n],
        [1, 0n],
      ]),
    ]);
    expect((await replay(kafka)).sent).toBe(4);
  });

  test('goes on where the broker fails, and sends again only what it may not have kept', async () => {
    const kafka = await newLetters();
    await kafka.archive('active');
    // Of the first letters all is done but that it is kept; what was sent is known, so it is not sent again.
    kafka.broker.faults.commit.push(undefined, new TransportFault('away', 'The broker is away.'));
    const before = kafka.broker.messages(TOPIC).length;
    const attempt = (): Promise<Replayed> => replay(kafka);
    await attempt().catch(() => undefined);
    const { sent } = await replay(kafka);
    expect(sent).toBe(0);
    expect(kafka.broker.messages(TOPIC)).toHaveLength(before + 4);
    await kafka.member.drain();
    expect(await names(kafka)).toEqual(['new-1', 'new-2', 'new-3']);
  });
});
