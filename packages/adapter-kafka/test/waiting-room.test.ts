import type { Store } from '@goldset/core';
import { answer, joinAs, upTo, valueOf } from '@goldset/core/testing';
import { describe, expect, test } from 'vitest';
import { TransportFault } from '../src/index.ts';
import { itemEvent, joinSettingAside, newKafkaWorld } from './kafka-world.ts';
import type { KafkaWorld, Sent } from './kafka-world.ts';

type Own = readonly [kafka: KafkaWorld, project_id: string];

const item = (project_id: string, name: string, more: Partial<Sent> & { readonly text?: string } = {}): Sent => {
  const { text = name, ...rest } = more;
  return {
    type: 'goldset.item.import',
    data: { project_id, external_id: name, data: { text }, on_conflict: 'update' },
    key: project_id,
    ...rest,
  };
};

const namesIn = async ({ world }: KafkaWorld, project_id: string): Promise<readonly (string | null)[]> => {
  const caller = await world.caller(world.founder, { type: 'project', id: project_id });
  const { items } = valueOf(
    await world.application.listItems(caller, { project_id, page: { per_page: 100, order: 'asc' } }),
  );
  return items.map(({ external_id }) => external_id);
};

const textOf = async ({ world }: KafkaWorld, project_id: string, name: string): Promise<unknown> => {
  const caller = await world.caller(world.founder, { type: 'project', id: project_id });
  const { items } = valueOf(
    await world.application.listItems(caller, { project_id, page: { per_page: 100, order: 'asc' } }),
  );
  return (items.find(({ external_id }) => external_id === name)?.data as { readonly text?: unknown } | undefined)?.text;
};

const pending = async ({ world }: KafkaWorld): Promise<number> =>
  (await world.harness.store.waiting.summary('test')).topics.reduce((sum, { messages }) => sum + messages, 0);

const create = async ({ world }: KafkaWorld, id: string): Promise<void> => {
  valueOf(
    await world.application.createProject(await world.inOrganization(world.founder), {
      organization_id: world.organization.id,
      id,
      name: 'Late',
      description: '',
      overlap: 1,
      lease_seconds: 600,
      max_claimed: 10,
      show_predictions: false,
    }),
  );
};

const open = async (options: Parameters<typeof newKafkaWorld>[1] = {}): Promise<Own> => {
  const kafka = await newKafkaWorld(0, { isSetAside: true, ...options });
  return [kafka, kafka.world.harness.newId()];
};

/** Lets the clock go on until nothing waits any more, or so many seconds have passed. */
const settle = async (kafka: KafkaWorld, seconds = 120): Promise<number> => {
  let passed = 0;
  for (; passed < seconds; passed += 1) {
    await kafka.member.drain(5);
    await kafka.consumer.lookAtWaiting();
    if ((await pending(kafka)) === 0) break;
    kafka.world.clock.advance(1);
  }
  await kafka.member.drain();
  return passed;
};

const reasons = (
  kafka: KafkaWorld,
  topic = 'goldset.items',
): readonly (readonly [string | undefined, string | undefined])[] =>
  kafka.deadLetters(topic).map(({ reason, offset }) => [reason, offset]);

describe('what waits for a project', () => {
  test('is set aside: what is behind it goes on, and three ids wait as long as one', async () => {
    const [kafka] = await open();
    const { world, broker } = kafka;
    const unknown = upTo(3).map(() => world.harness.newId());
    kafka.send(...unknown.map((id) => item(id, 'x')), ...upTo(20).map((n) => itemEvent(world, n)));
    const began = world.clock.now().getTime();
    await kafka.member.drain();
    expect((await world.items()).length).toBe(20);
    expect(broker.committed('goldset.items')).toBe(23n);
    expect([world.clock.now().getTime() - began, broker.pauses, await pending(kafka)]).toEqual([0, [], 3]);
    expect(await settle(kafka)).toBe(60);
    expect(reasons(kafka)).toEqual([
      ['not_found', '0'],
      ['not_found', '1'],
      ['not_found', '2'],
    ]);
    expect(kafka.deadLetters('goldset.items').map(({ detail }, n) => detail?.includes(unknown[n] ?? ''))).toEqual([
      true,
      true,
      true,
    ]);
    // What was waited for in vain is not waited for again.
    kafka.send(item(unknown[0] ?? '', 'y'));
    await kafka.member.drain();
    expect([reasons(kafka).at(-1), await pending(kafka)]).toEqual([['not_found', '23'], 0]);
  });

  test('is handled once it is there, in order, with what stood behind it under its key', async () => {
    const [kafka, id] = await open();
    const { world } = kafka;
    const other = await world.createProject();
    const key = 'one';
    kafka.send(
      item(id, 'a', { key, text: '1' }),
      item(other.id, 'b', { key, text: '1' }),
      item(id, 'a', { key, text: '2' }),
      item(other.id, 'b', { key, text: '2' }),
      item(other.id, 'c', { key: 'two' }),
    );
    await kafka.member.drain();
    expect([await namesIn(kafka, other.id), await pending(kafka)]).toEqual([['c'], 4]);
    world.clock.advance(10);
    await create(kafka, id);
    expect(await settle(kafka)).toBe(0);
    expect([await textOf(kafka, id, 'a'), await textOf(kafka, other.id, 'b')]).toEqual(['2', '2']);
    kafka.send(item(id, 'a', { key, text: '3' }), item(other.id, 'b', { key, text: '3' }));
    await kafka.member.drain();
    expect([
      await textOf(kafka, id, 'a'),
      await textOf(kafka, other.id, 'b'),
      await pending(kafka),
      kafka.deadLetters('goldset.items'),
    ]).toEqual(['3', '3', 0, []]);
  });

  test('comes in the order of its key, also where the project comes between', async () => {
    const [kafka, id] = await open();
    kafka.send(item(id, 'a', { text: '1' }));
    await kafka.member.drain();
    await create(kafka, id);
    // It could take effect at once, before what waits.
    kafka.send(item(id, 'a', { text: '2' }), item(id, 'b', { key: null }));
    await kafka.member.drain();
    expect([await namesIn(kafka, id), await pending(kafka)]).toEqual([['b'], 2]);
    await kafka.consumer.lookAtWaiting();
    expect([await textOf(kafka, id, 'a'), await pending(kafka)]).toEqual(['2', 0]);
  });

  test('is more than is taken up at once, and a bad one between is a dead letter alone', async () => {
    const [kafka, id] = await open();
    kafka.send(
      ...upTo(1_200).map((n) => item(id, `n-${n}`)),
      { type: 'goldset.item.import', key: id, data: { project_id: id, data: 7 } },
      item(id, 'last'),
    );
    await kafka.member.drain();
    expect(await pending(kafka)).toBe(1_202);
    await create(kafka, id);
    await kafka.consumer.lookAtWaiting();
    const events = await kafka.world.harness.events({ organization_id: kafka.world.organization.id, project_id: id });
    const created = events.flatMap(({ data }) => (data as { readonly created?: readonly string[] }).created ?? []);
    expect([created.length, await pending(kafka), reasons(kafka)]).toEqual([1_201, 0, [['invalid', '1200']]]);
  });

  test('may be of another tenant: it is tried now and then, and a role that is given lets it through', async () => {
    const [kafka] = await open();
    const { world } = kafka;
    const theirs = await newKafkaWorld(0, { harness: world.harness });
    const project_id = theirs.world.project.id;
    kafka.send(item(project_id, 'x'), itemEvent(world, 1));
    await kafka.member.drain();
    expect([(await world.items()).length, await pending(kafka)]).toEqual([1, 1]);
    await settle(kafka, 20);
    expect(await pending(kafka)).toBe(1);
    await joinAs(world.harness, theirs.world, world.founder, 'admin');
    await settle(kafka);
    expect([await namesIn(kafka, project_id), reasons(kafka)]).toEqual([['x'], []]);
  });

  test('waits for as long as is said, and not at all where that is nothing', async () => {
    const [kafka, id] = await open({ patience: 5_000 });
    kafka.send(item(id, 'x'));
    expect(await settle(kafka)).toBe(5);
    const [at, other] = await open({ patience: 0 });
    at.send(item(other, 'x'));
    await at.member.drain();
    expect([reasons(at), await pending(at)]).toEqual([[['not_found', '0']], 0]);
  });

  test('waits no longer than is said, also where that is longer than anything is remembered, and whoever comes later does not prolong it', async () => {
    const [kafka, id] = await open({ patience: 3_600_000 });
    const { world, member, consumer } = kafka;
    kafka.send(item(id, 'x'));
    await member.drain();
    world.clock.advance(700);
    kafka.send(item(id, 'y'));
    await member.drain();
    world.clock.advance(2_899);
    await consumer.lookAtWaiting();
    expect([await pending(kafka), reasons(kafka)]).toEqual([2, []]);
    world.clock.advance(1);
    await consumer.lookAtWaiting();
    expect([await pending(kafka), reasons(kafka)]).toEqual([
      0,
      [
        ['not_found', '0'],
        ['not_found', '1'],
      ],
    ]);
  });

  test('keeps nothing from its turn that stands behind more than is taken up at once', async () => {
    const [kafka, id] = await open();
    const { world } = kafka;
    const theirs = await newKafkaWorld(0, { harness: world.harness });
    const hidden = theirs.world.project.id;
    kafka.send(
      ...upTo(600).map((n) => item(hidden, `n-${n}`, { key: n % 2 === 0 ? 'a' : null })),
      item(id, 'x', { key: 'b' }),
    );
    await kafka.member.drain();
    await create(kafka, id);
    await kafka.consumer.lookAtWaiting();
    expect([await namesIn(kafka, id), await pending(kafka)]).toEqual([['x'], 600]);
  });

  test('keeps nothing from its turn either where more than is taken up at once waits for items', async () => {
    const [kafka] = await open();
    const theirs = await newKafkaWorld(0, { harness: kafka.world.harness });
    const project_id = theirs.world.project.id;
    const prediction = (external_id: unknown): Sent => ({
      type: 'goldset.prediction.import',
      data: { project_id, external_id, model: 'm', model_version: '1', value: answer() },
      key: null,
    });
    kafka.send(...upTo(600).map((n) => prediction(`never-${n}`)), prediction(7));
    await kafka.member.drain();
    await joinAs(kafka.world.harness, theirs.world, kafka.world.founder, 'admin');
    await kafka.consumer.lookAtWaiting();
    expect([reasons(kafka, 'goldset.predictions'), await pending(kafka)]).toEqual([[['invalid', '600']], 600]);
    kafka.world.clock.advance(60);
    await kafka.consumer.lookAtWaiting();
    expect([reasons(kafka, 'goldset.predictions').length, await pending(kafka)]).toEqual([601, 0]);
  });

  test('is taken up a few MiB at a time', async () => {
    const [kafka, id] = await open();
    const { world, broker } = kafka;
    kafka.send(...upTo(40).map((n) => item(id, `n-${n}`, { text: 'x'.repeat(100_000) })));
    await kafka.member.drain();
    const sizes: number[] = [];
    const messages: Store['waiting'] = {
      ...world.harness.store.waiting,
      next: async (...args) => {
        const rows = await world.harness.store.waiting.next(...args);
        sizes.push(rows.reduce((sum, { message }) => sum + message.length, 0));
        return rows;
      },
    };
    const { consumer } = await joinSettingAside(kafka, {
      waiting: {
        messages,
        group: 'test',
        wait: (_milliseconds, signal) => new Promise((resolve) => void signal.addEventListener('abort', resolve)),
      },
    });
    await create(kafka, id);
    await consumer.lookAtWaiting();
    expect([
      await pending(kafka),
      (await namesIn(kafka, id)).length,
      broker.messages('goldset.items.dead-letter'),
    ]).toEqual([0, 40, []]);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(4 * 1024 * 1024);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  test('stays before what comes later under its key, however long it takes to take the first of it up', async () => {
    const [kafka, id] = await open();
    const { world } = kafka;
    const { waiting } = world.harness.store;
    let calls = 0;
    const messages: Store['waiting'] = {
      ...waiting,
      next: async (...args) => {
        calls += 1;
        // The process ends behind the first of it, and what is known of the lanes is old by then.
        if (calls > 1) return [];
        const rows = await waiting.next(...args);
        world.clock.advance(31);
        return rows;
      },
    };
    const slow = await joinSettingAside(kafka, {
      waiting: {
        messages,
        group: 'test',
        wait: (_milliseconds, signal) => new Promise((resolve) => void signal.addEventListener('abort', resolve)),
      },
    });
    kafka.send(...upTo(599).map((n) => item(id, `n-${n % 50}`)), item(id, 'last', { text: '1' }));
    await slow.member.drain();
    await create(kafka, id);
    await slow.consumer.lookAtWaiting();
    expect(await pending(kafka)).toBe(100);
    kafka.send(item(id, 'last', { text: '2' }));
    await slow.member.drain();
    expect(await pending(kafka)).toBe(101);
    await settle(kafka);
    expect([await textOf(kafka, id, 'last'), await pending(kafka), kafka.deadLetters('goldset.items')]).toEqual([
      '2',
      0,
      [],
    ]);
  });

  test('does not wait for a partition that fails', async () => {
    const [kafka, id] = await open();
    const { world, broker, consumer } = kafka;
    const never = world.harness.newId();
    kafka.send(item(never, 'never'), item(id, 'x', { partition: 1 }));
    await kafka.member.drain();
    world.clock.advance(60);
    await create(kafka, id);
    broker.faults.sink.push(new TransportFault('away', 'The broker is away.'));
    await consumer.lookAtWaiting();
    expect([await namesIn(kafka, id), await pending(kafka), reasons(kafka)]).toEqual([['x'], 1, []]);
    expect(kafka.log.filter(({ level }) => level === 'warn')).toHaveLength(1);
    world.clock.advance(1);
    await consumer.lookAtWaiting();
    expect([await pending(kafka), reasons(kafka)]).toEqual([0, [['not_found', '0']]]);
  });

  test('of one event is there once, and another one of its name is told apart', async () => {
    const [kafka, id] = await open();
    kafka.send(item(id, 'x', { id: 'e' }), item(id, 'x', { id: 'e' }), item(id, 'y', { id: 'e' }));
    await kafka.member.drain();
    expect([await pending(kafka), reasons(kafka)]).toEqual([1, [['idempotency_mismatch', '2']]]);
    await create(kafka, id);
    await settle(kafka);
    expect(await namesIn(kafka, id)).toEqual(['x']);
  });

  test('waits in its partition where there is no room, and goes on once there is', async () => {
    const [kafka, id] = await open({ limit: 2 });
    const { world, broker } = kafka;
    kafka.send(...upTo(4).map((n) => item(id, `n-${n}`)), itemEvent(world, 1));
    await kafka.member.drain(1);
    expect([broker.committed('goldset.items'), await pending(kafka)]).toEqual([2n, 2]);
    expect(broker.pauses.length).toBeGreaterThan(0);
    await create(kafka, id);
    await settle(kafka);
    expect([await namesIn(kafka, id), (await world.items()).length, broker.committed('goldset.items')]).toEqual([
      ['n-1', 'n-2', 'n-3', 'n-4'],
      1,
      5n,
    ]);
    expect(kafka.deadLetters('goldset.items')).toEqual([]);
  });
});

test('commands of an organization that is on its way wait, and others go on', async () => {
  const [kafka, organization_id] = await open();
  const { world } = kafka;
  const project_id = world.harness.newId();
  kafka.send(
    { type: 'goldset.project.create', key: 'a', data: { organization_id, id: project_id, name: 'Early' } },
    { type: 'goldset.organization.create', key: 'a', data: { name: 'Behind' } },
    { type: 'goldset.organization.create', key: 'b', data: { id: organization_id, name: 'Late' } },
  );
  // What is done wakes whoever looks, who may be at it still.
  expect(await settle(kafka)).toBeLessThan(2);
  expect(kafka.deadLetters('goldset.commands').map(({ detail }) => detail)).toEqual([]);
  expect(await namesIn(kafka, project_id)).toEqual([]);
});

describe('several processes', () => {
  test('share what waits: whoever comes takes it up, in order, and reads what is behind it as such', async () => {
    const [kafka, id] = await open();
    kafka.send(item(id, 'a', { text: '1' }), item(id, 'a', { text: '2' }));
    await kafka.member.drain();
    const { member, consumer } = await joinSettingAside(kafka);
    await create(kafka, id);
    kafka.send(item(id, 'a', { text: '3' }));
    await member.drain();
    expect([await namesIn(kafka, id), await pending(kafka)]).toEqual([[], 3]);
    await consumer.lookAtWaiting();
    expect([await textOf(kafka, id, 'a'), await pending(kafka)]).toEqual(['3', 0]);
    const events = () => kafka.world.harness.events({ organization_id: kafka.world.organization.id, project_id: id });
    const before = await events();
    await kafka.consumer.lookAtWaiting();
    expect(await events()).toEqual(before);
  });

  test('that begin to read wait as long again: what is missing may stand in a topic that nobody read meanwhile', async () => {
    const [kafka, id] = await open();
    const { world } = kafka;
    const never = world.harness.newId();
    kafka.send(item(id, 'x'), item(never, 'y', { key: 'other' }));
    await kafka.member.drain();
    world.clock.advance(120);
    const { member, consumer } = await joinSettingAside(kafka);
    const [now, later] = [world.clock.now(), new Date(world.clock.now().getTime() + 10_000)];
    expect([new Date(0), later].map((since) => consumer.waitsUntil(since).getTime() - now.getTime())).toEqual([
      60_000, 70_000,
    ]);
    kafka.send({ type: 'goldset.project.create', data: { organization_id: world.organization.id, id, name: 'Late' } });
    await consumer.lookAtWaiting();
    expect([await pending(kafka), reasons(kafka)]).toEqual([2, []]);
    await member.drain();
    // What is done wakes whoever looks, who may be at it still.
    await expect.poll(() => pending(kafka)).toBe(1);
    expect(await namesIn(kafka, id)).toEqual(['x']);
    world.clock.advance(59);
    await consumer.lookAtWaiting();
    expect(await pending(kafka)).toBe(1);
    world.clock.advance(1);
    await consumer.lookAtWaiting();
    expect([await pending(kafka), reasons(kafka)]).toEqual([0, [['not_found', '1']]]);
  });

  test('that end at any point neither repeat nor lose a message', async () => {
    // Each call of the waiting room fails once, before or after it took effect.
    for (const method of ['miss', 'add', 'lanes', 'due', 'next', 'remove', 'found'] as const) {
      for (const isBefore of [true, false]) {
        const [kafka, id] = await open();
        const { world, broker } = kafka;
        const gone = world.harness.newId();
        kafka.send(...upTo(5).flatMap((n) => [item(id, `n-${n}`), itemEvent(world, n)]), item(gone, 'never'));
        let left = 1;
        const waiting = world.harness.store.waiting;
        const failing: Store['waiting'] = {
          ...waiting,
          [method]: async (...args: never[]) => {
            const call = waiting[method] as (...given: never[]) => Promise<unknown>;
            if (left > 0 && isBefore) throw ((left -= 1), new Error('killed'));
            const result = await call(...args);
            if (left > 0) throw ((left -= 1), new Error('killed'));
            return result;
          },
        };
        const first = await joinSettingAside(kafka, {
          waiting: {
            messages: failing,
            group: 'test',
            wait: (_milliseconds, signal) => new Promise((resolve) => void signal.addEventListener('abort', resolve)),
          },
        });
        broker.faults.commit.push(new Error('killed'), new Error('killed'));
        await first.member.drain(1);
        await create(kafka, id);
        await first.consumer.lookAtWaiting().catch(() => undefined);
        const second = await joinSettingAside(kafka);
        broker.faults.sink.push(new TransportFault('away', 'The broker is away.'));
        for (let n = 0; n < 70; n += 1) {
          await second.member.drain();
          await second.consumer.lookAtWaiting().catch(() => undefined);
          world.clock.advance(1);
        }
        expect([
          method,
          isBefore,
          [...(await namesIn(kafka, id))].sort(),
          (await world.items()).length,
          await pending(kafka),
        ]).toEqual([method, isBefore, ['n-1', 'n-2', 'n-3', 'n-4', 'n-5'], 5, 0]);
        expect(new Set(kafka.deadLetters('goldset.items').map(({ reason, offset }) => `${reason} ${offset}`))).toEqual(
          new Set(['not_found 10']),
        );
      }
    }
  });
});
