import type { Store } from '@goldset/core';
import { answer, manyItems, upTo, valueOf } from '@goldset/core/testing';
import { describe, expect, test } from 'vitest';
import { TransportFault } from '../src/index.ts';
import { itemEvent, joinGroup, messageOf, newKafkaWorld, rawMessage } from './kafka-world.ts';
import type { KafkaWorld } from './kafka-world.ts';

const names = async ({ world }: KafkaWorld): Promise<readonly (string | null)[]> =>
  (await world.items()).map(({ external_id }) => external_id);

const away = Object.assign(new Error('The database is away.'), { code: 'ECONNREFUSED' });
const hopeless = Object.assign(new Error('numeric field overflow'), { code: '22003' });
const isHopeless = (error: unknown): boolean => error === hopeless;

/** A store whose methods of a repository throw what `faults` holds, one after the other. */
const failing =
  (faults: (unknown | undefined)[]) =>
  (store: Store): Store => ({
    ...store,
    within: (scope) => {
      const repositories = store.within(scope);
      const importBatch: typeof repositories.items.importBatch = async (batch) => {
        const fault = faults.shift();
        if (fault !== undefined && fault !== hopeless) throw fault;
        // The line that no database takes is hopeless however it comes.
        if (fault === hopeless || batch.lines.some(({ item }) => item.external_id === 'new-hopeless')) throw hopeless;
        return repositories.items.importBatch(batch);
      };
      return { ...repositories, items: { ...repositories.items, importBatch } };
    },
  });

describe('items', () => {
  test('consecutive messages become one import, in both modes', async () => {
    const kafka = await newKafkaWorld(0);
    kafka.send(...upTo(300).map((n) => itemEvent(kafka.world, n, { mode: n % 2 === 0 ? 'binary' : 'structured' })));
    await kafka.member.drain();
    expect((await names(kafka)).length).toBe(300);
    expect((await kafka.world.projectEvents()).filter(({ type }) => type === 'goldset.items.imported')).toHaveLength(1);
    expect(kafka.broker.committed('goldset.items')).toBe(300n);
    expect(kafka.told).toEqual(['handled goldset.items 300']);
    expect(kafka.broker.messages('goldset.items.dead-letter')).toEqual([]);
  });

  test('what was read ahead belongs to the same import, and what is wrong in it ends as anywhere', async () => {
    const kafka = await newKafkaWorld(0, { batchSize: 10 });
    const { world, broker, member } = kafka;
    kafka.send(
      ...upTo(35).map((n) => itemEvent(world, n, n === 25 ? { data: { project_id: world.project.id, data: 7 } } : {})),
    );
    member.readAhead(2);
    await member.drain(1);
    expect((await names(kafka)).length).toBe(29);
    expect((await world.projectEvents()).filter(({ type }) => type === 'goldset.items.imported')).toHaveLength(1);
    expect(broker.committed('goldset.items')).toBe(30n);
    expect(kafka.deadLetters('goldset.items').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['invalid', '24'],
    ]);
    expect(kafka.told).toEqual(['dead goldset.items invalid', 'handled goldset.items 29']);
  });

  test('who reads ahead for long lets others have their turn', async () => {
    const kafka = await newKafkaWorld(0, {
      batchSize: 2,
      replace: (real) => ({
        importItems: async (caller, input) => (kafka.world.clock.advance(0.4), real.importItems(caller, input)),
      }),
    });
    const other = await kafka.world.createProject();
    // Two messages each that go together, so that each batch is an import.
    kafka.send(
      ...upTo(20).map((n) => ({
        ...itemEvent(kafka.world, n),
        data: { project_id: n % 4 < 2 ? other.id : kafka.world.project.id, external_id: `x-${n}`, data: { text: 'x' } },
      })),
    );
    kafka.member.readAhead(100);
    await kafka.member.turn();
    const committed = kafka.broker.committed('goldset.items');
    expect(committed).toBeGreaterThan(2n);
    expect(committed).toBeLessThan(20n);
    await kafka.member.drain();
    expect(kafka.broker.committed('goldset.items')).toBe(20n);
  });

  test('one of many that no database takes is found in what was read ahead, too', async () => {
    const kafka = await newKafkaWorld(0, { batchSize: 5, store: failing([]), isHopeless });
    kafka.send(...upTo(12).map((n) => itemEvent(kafka.world, n === 8 ? 'hopeless' : n)));
    kafka.member.readAhead(1);
    await kafka.member.drain();
    expect((await names(kafka)).length).toBe(11);
    expect(kafka.deadLetters('goldset.items').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['internal', '7'],
    ]);
    expect(kafka.broker.committed('goldset.items')).toBe(12n);
  });

  test('the cause of what a message changes is its id', async () => {
    const kafka = await newKafkaWorld(0);
    kafka.send(itemEvent(kafka.world, 1));
    await kafka.member.drain();
    expect((await kafka.world.projectEvents()).at(-1)).toMatchObject({
      type: 'goldset.items.imported',
      causation_id: 'item-event-1',
    });
  });

  test('a bad message between good ones goes to the dead-letter topic alone', async () => {
    const kafka = await newKafkaWorld(0);
    const { world, broker } = kafka;
    kafka.send(itemEvent(world, 1));
    broker.produce('goldset.items', [rawMessage('{not json'), rawMessage(null)]);
    kafka.send(
      itemEvent(world, 2),
      itemEvent(world, 'bad', { data: { project_id: world.project.id, data: 7 } }),
      itemEvent(world, 3),
    );
    await kafka.member.drain();
    expect(await names(kafka)).toEqual(['new-1', 'new-2', 'new-3']);
    expect(kafka.deadLetters('goldset.items').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['malformed_json', '1'],
      ['empty', '2'],
      ['invalid', '4'],
    ]);
    // What could not be read broke no run.
    expect((await world.projectEvents()).filter(({ type }) => type === 'goldset.items.imported')).toHaveLength(1);
    expect(broker.committed('goldset.items')).toBe(6n);
  });

  test('messages that come again do nothing, whatever was lost: offsets, dead letters, or the process', async () => {
    const kafka = await newKafkaWorld(0);
    const { broker, world } = kafka;
    kafka.send(
      ...upTo(20).map((n) =>
        itemEvent(world, n, n % 2 === 0 ? {} : { data: { project_id: world.project.id, data: { n } } }),
      ),
    );
    kafka.send(itemEvent(world, 'bad', { data: { project_id: world.project.id } }));
    broker.faults.commit.push(new TransportFault('away', 'The broker is away.'));
    broker.faults.sink.push(undefined, new TransportFault('away', 'The broker is away.'), undefined);
    await kafka.member.drain();
    expect((await world.items()).length).toBe(20);
    expect(kafka.broker.pauses.length).toBeGreaterThanOrEqual(2);
    expect(new Set(kafka.deadLetters('goldset.items').map(({ offset }) => offset))).toEqual(new Set(['20']));
    const before = await world.items();
    broker.produce('goldset.items', broker.messages('goldset.items'));
    await kafka.member.drain();
    expect(await world.items()).toEqual(before);
    expect(broker.committed('goldset.items')).toBe(42n);
  });

  test('a message of the same id with other content is a dead letter', async () => {
    const kafka = await newKafkaWorld(0);
    kafka.send(itemEvent(kafka.world, 1), itemEvent(kafka.world, 2, { id: 'item-event-1' }));
    await kafka.member.drain();
    expect(await names(kafka)).toEqual(['new-1']);
    expect(kafka.deadLetters('goldset.items').map(({ reason }) => reason)).toEqual(['idempotency_mismatch']);
  });

  test('projects and what becomes of conflicts part runs; each does as it says', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    const other = await world.createProject();
    const of = (project_id: string, on_conflict: string, text: string) => ({
      type: 'goldset.item.import',
      data: { project_id, on_conflict, external_id: 'x', data: { text } },
    });
    kafka.send(
      of(world.project.id, 'reject', 'a'),
      of(other.id, 'reject', 'b'),
      of(world.project.id, 'reject', 'c'),
      of(world.project.id, 'update', 'd'),
    );
    await kafka.member.drain();
    expect((await world.item('x')).data).toEqual({ text: 'd' });
    expect(kafka.deadLetters('goldset.items').map(({ reason }) => reason)).toEqual(['already_exists']);
  });

  test('a dead letter keeps the key, the value and the headers, and says why, from where and when', async () => {
    const kafka = await newKafkaWorld(0);
    const { broker, world } = kafka;
    const bytes = Uint8Array.from([0xff, 0x01, 0x7b]);
    const message = {
      key: Uint8Array.from([1, 2]),
      value: bytes,
      headers: [
        ['a', Uint8Array.from([9])],
        ['a', null],
        ['content-type', new TextEncoder().encode('application/cloudevents+json')],
      ],
    } as const;
    broker.produce('goldset.items', [message], 1);
    await kafka.member.drain();
    const [letter] = broker.messages('goldset.items.dead-letter');
    expect(letter?.key).toEqual(message.key);
    expect(letter?.value).toEqual(bytes);
    expect(letter?.headers.slice(0, 3)).toEqual(message.headers);
    const said = Object.fromEntries(
      (letter?.headers ?? [])
        .slice(3)
        .map(([name, value]) => [name, new TextDecoder().decode(value ?? new Uint8Array())]),
    );
    expect(said).toEqual({
      dead_letter_attempts: '1',
      dead_letter_timestamp: String(Date.parse('2026-01-01T00:00:00Z')),
      dead_letter_reason: 'malformed_json',
      dead_letter_detail: 'Must be valid UTF-8.',
      dead_letter_topic: 'goldset.items',
      dead_letter_partition: '1',
      dead_letter_offset: '0',
      dead_letter_time: world.clock.now().toISOString(),
    });
  });

  test('a dead letter that the broker does not take for its size leaves its value out, and stops nothing', async () => {
    const kafka = await newKafkaWorld(0);
    kafka.broker.produce('goldset.items', [rawMessage('x'.repeat(1000)), rawMessage('y')]);
    const tooLarge = new TransportFault('too_large', 'The broker takes less.');
    kafka.broker.faults.sink.push(tooLarge, tooLarge);
    await kafka.member.drain();
    const letters = kafka.broker.messages('goldset.items.dead-letter');
    expect(letters.map(({ value }) => value?.length)).toEqual([undefined, 1]);
    expect(kafka.broker.committed('goldset.items')).toBe(2n);
    expect(kafka.broker.pauses).toEqual([]);
  });
});

describe('what is waited for', () => {
  test('a project that is on its way: its messages are tried for 60 seconds', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    const id = world.harness.newId();
    kafka.send({ type: 'goldset.item.import', data: { project_id: id, data: { n: 1 } } });
    for (const _ of upTo(5)) await kafka.member.drain(1);
    expect(kafka.broker.committed('goldset.items')).toBe(0n);
    kafka.send({ type: 'goldset.project.create', data: { organization_id: world.organization.id, id, name: 'Late' } });
    await kafka.member.drain();
    expect(kafka.broker.committed('goldset.items')).toBe(1n);
    expect(kafka.deadLetters('goldset.items')).toEqual([]);
    expect(
      valueOf(
        await world.application.listItems(await world.caller(world.founder, { type: 'project', id }), {
          project_id: id,
          page: { per_page: 5, order: 'asc' },
        }),
      ).items,
    ).toHaveLength(1);
  });

  test('a project that never comes: after 60 seconds its messages are dead letters, and the next ones do not wait again', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    const began = world.clock.now().getTime();
    const strange = (n: number) => ({ type: 'goldset.item.import', data: { project_id: world.founder, data: { n } } });
    kafka.send(strange(1), itemEvent(world, 1), strange(2), itemEvent(world, 2), strange(3));
    await kafka.member.drain();
    const took = world.clock.now().getTime() - began;
    expect(took).toBe(60_000);
    expect(kafka.deadLetters('goldset.items').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['not_found', '0'],
      ['not_found', '2'],
      ['not_found', '4'],
    ]);
    expect(await names(kafka)).toEqual(['new-1', 'new-2']);
    expect(kafka.broker.pauses.slice(0, 4)).toEqual([100, 200, 400, 800]);
  });

  test('predictions and answers wait for their items, those behind them for them, and what is there is not done twice', async () => {
    const kafka = await newKafkaWorld(1);
    const { world } = kafka;
    const project_id = world.project.id;
    const prediction = (n: number) => ({
      type: 'goldset.prediction.import',
      data: { project_id, external_id: `item-${n}`, model: 'm', model_version: '1', value: answer() },
    });
    const annotation = (n: number) => ({
      type: 'goldset.annotation.import',
      data: { project_id, external_id: `item-${n}`, annotator: 'w', value: answer() },
    });
    kafka.send(
      ...[1, 2, 1, 3]
        .map(prediction)
        .map((sent, index) => (index === 2 ? { ...sent, data: { ...sent.data, model: 'other' } } : sent)),
      ...[1, 2, 3].map(annotation),
    );
    await kafka.member.drain(3);
    expect([kafka.broker.committed('goldset.predictions'), kafka.broker.committed('goldset.annotations')]).toEqual([
      1n,
      1n,
    ]);
    await world.importItems(manyItems(2));
    await kafka.member.drain();
    expect(kafka.deadLetters('goldset.predictions').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['not_found', '3'],
    ]);
    expect(kafka.deadLetters('goldset.annotations').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['not_found', '2'],
    ]);
    expect((await world.predictions()).length).toBe(3);
    expect((await world.annotations()).length).toBe(2);
  });

  test('a guideline that is on its way', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    const project_id = world.harness.newId();
    const controls = [{ name: 'judgement', kind: 'choice', source: 'text', options: ['yes', 'no'] }];
    kafka.send(
      { type: 'goldset.project.create', data: { organization_id: world.organization.id, id: project_id, name: 'New' } },
      { type: 'goldset.item.import', data: { project_id, external_id: 'x', data: { text: 'a' } } },
      {
        type: 'goldset.prediction.import',
        data: { project_id, external_id: 'x', model: 'm', model_version: '1', value: { judgement: 'yes' } },
      },
    );
    await kafka.member.drain(4);
    kafka.send(
      { type: 'goldset.annotation_ui.create', data: { project_id, name: 'UI', controls } },
      { type: 'goldset.guideline.publish', data: { project_id, text: 'Judge.' } },
    );
    await kafka.member.drain();
    for (const topic of ['items', 'predictions', 'commands'])
      expect(kafka.deadLetters(`goldset.${topic}`), topic).toEqual([]);
    expect(kafka.broker.committed('goldset.predictions')).toBe(1n);
  });
});

describe('faults', () => {
  test('while the database is away the partition pauses, longer each time; nothing is given up, and all of it is done afterwards', async () => {
    const faults: unknown[] = Array.from({ length: 12 }, () => away);
    const kafka = await newKafkaWorld(0, { store: failing(faults) });
    kafka.send(...upTo(10).map((n) => itemEvent(kafka.world, n)));
    await kafka.member.drain();
    expect(kafka.broker.pauses).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000, 30_000,
    ]);
    expect((await names(kafka)).length).toBe(10);
    expect(kafka.deadLetters('goldset.items')).toEqual([]);
    expect(JSON.stringify(kafka.log)).not.toContain('The database is away.');
    expect(kafka.log.filter(({ level }) => level === 'warn').map(({ fields }) => fields['code'])).toEqual(
      Array.from({ length: 12 }, () => 'ECONNREFUSED'),
    );
  });

  test('jitter takes up to half of a pause away', async () => {
    const kafka = await newKafkaWorld(0, { store: failing([away, away]), random: () => 0.5 });
    kafka.send(itemEvent(kafka.world, 1));
    await kafka.member.drain();
    expect(kafka.broker.pauses).toEqual([75, 150]);
  });

  test('one partition that waits does not keep the others', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    kafka.send(
      { type: 'goldset.item.import', data: { project_id: world.founder, data: {} }, partition: 0 },
      itemEvent(world, 1, { partition: 1 }),
    );
    await kafka.member.turn();
    expect(kafka.broker.committed('goldset.items', 0)).toBe(0n);
    expect(kafka.broker.committed('goldset.items', 1)).toBe(1n);
  });

  test('what the database can never keep is given up alone', async () => {
    const kafka = await newKafkaWorld(0, { store: failing([]), isHopeless });
    kafka.send(itemEvent(kafka.world, 1), itemEvent(kafka.world, 'hopeless'), itemEvent(kafka.world, 2));
    await kafka.member.drain();
    expect(await names(kafka)).toEqual(['new-1', 'new-2']);
    expect(kafka.deadLetters('goldset.items').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['internal', '1'],
    ]);
    expect(kafka.broker.pauses).toEqual([]);
    expect(kafka.log.filter(({ level }) => level === 'error').map(({ fields }) => fields)).toEqual([
      { topic: 'goldset.items', partition: 0, offset: '1', code: '22003' },
    ]);
  });

  test('a token that is no longer good gives nothing up: all waits until someone mends it', async () => {
    const kafka = await newKafkaWorld(0, { token: 'nobody’s' });
    kafka.send(itemEvent(kafka.world, 1), {
      type: 'goldset.project.create',
      data: { organization_id: kafka.world.organization.id, name: 'x' },
    });
    await kafka.member.drain(50);
    expect([kafka.broker.committed('goldset.items'), kafka.broker.committed('goldset.commands')]).toEqual([0n, 0n]);
    expect(kafka.deadLetters('goldset.items')).toEqual([]);
    expect(kafka.told.every((word) => word.includes('unauthenticated'))).toBe(true);
    expect(Math.max(...kafka.broker.pauses)).toBe(30_000);
  });

  test('a stop finishes what was begun, commits it, and begins nothing more', async () => {
    const faultless = failing([]);
    const kafka = await newKafkaWorld(0, {
      store: (store) => ({
        ...faultless(store),
        within: (scope) => {
          // The stop comes while the first lines are written.
          if (scope.project_id !== null) void kafka.consumer.stop();
          return store.within(scope);
        },
      }),
    });
    const other = await kafka.world.createProject();
    kafka.send(...upTo(5).map((n) => itemEvent(kafka.world, n)), {
      type: 'goldset.item.import',
      data: { project_id: other.id, data: {} },
    });
    await kafka.member.turn();
    const done = (await names(kafka)).length;
    expect(kafka.broker.committed('goldset.items')).toBe(BigInt(done));
    expect(done).toBeLessThan(6);
    const next = await joinGroup(kafka);
    await next.drain();
    expect(kafka.broker.committed('goldset.items')).toBe(6n);
    expect((await names(kafka)).length).toBe(5);
    expect(kafka.deadLetters('goldset.items')).toEqual([]);
  });

  test('a member that is taken out in the middle and one that goes on do nothing twice', async () => {
    const kafka = await newKafkaWorld(0, { batchSize: 7 });
    const { world, broker } = kafka;
    kafka.send(
      ...upTo(60).map((n) =>
        itemEvent(world, n, n % 3 === 0 ? { data: { project_id: world.project.id, data: { n } } } : {}),
      ),
    );
    for (const n of upTo(6)) {
      // What one has written and not committed, the next one reads again.
      broker.faults.commit.push(new Error('killed'), new Error('killed'));
      await (await joinGroup(kafka)).drain(n % 2 === 0 ? 1 : 2);
    }
    broker.faults.commit.length = 0;
    await kafka.member.drain();
    expect((await names(kafka)).length).toBe(60);
    expect(broker.committed('goldset.items')).toBe(60n);
  });
});

describe('who it acts as', () => {
  /** A consumer of a manager's that has two batches to write, between which something ends. */
  const interrupted = async (end: (kafka: KafkaWorld, manager: string) => Promise<unknown>): Promise<KafkaWorld> => {
    const helper = await newKafkaWorld(0);
    const { world } = helper;
    const admin = await world.inOrganization(world.founder);
    const manager = await world.hire('manager');
    const { secret } = valueOf(
      await world.application.createServiceAccountToken(admin, {
        organization_id: world.organization.id,
        user_id: manager,
        name: 'kafka',
      }),
    );
    let batches = 0;
    const kafka: KafkaWorld = await newKafkaWorld(0, {
      ...{ harness: world.harness, token: secret ?? '', batchSize: 2000 },
      store: (store) => ({
        ...store,
        within: (scope) => {
          const repositories = store.within(scope);
          const importBatch: typeof repositories.items.importBatch = async (batch) => {
            const outcomes = await repositories.items.importBatch(batch);
            batches += 1;
            if (batches === 1) await end(helper, manager);
            return outcomes;
          };
          return { ...repositories, items: { ...repositories.items, importBatch } };
        },
      }),
    });
    // The second line of one name begins a batch that waits for the one before.
    kafka.send(itemEvent(world, 1), itemEvent(world, 1, { id: 'again' }), itemEvent(world, 2));
    await kafka.member.turn();
    return { ...kafka, world };
  };

  test('where the role is taken away in the middle of an import, what is not written yet is a dead letter', async () => {
    const kafka = await interrupted(async ({ world }, manager) => {
      const [admin, organization_id] = [await world.inOrganization(world.founder), world.organization.id];
      const { items } = valueOf(
        await world.application.listRoleBindings(admin, { organization_id, page: { per_page: 9, order: 'asc' } }),
      );
      const role_binding_id = items.find(({ user }) => user.id === manager)?.id ?? '';
      valueOf(
        await world.application.createRoleBinding(admin, {
          organization_id,
          user_id: manager,
          role: 'viewer',
          target: { type: 'organization', id: organization_id },
        }),
      );
      valueOf(await world.application.deleteRoleBinding(admin, { organization_id, role_binding_id }));
    });
    expect(await names(kafka)).toEqual(['new-1']);
    expect(kafka.deadLetters('goldset.items').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['forbidden', '1'],
      ['forbidden', '2'],
    ]);
    expect(kafka.broker.committed('goldset.items')).toBe(3n);
  });

  test('where the project is archived, too', async () => {
    const kafka = await interrupted(({ world }) => world.archive(world.project.id));
    expect(await names(kafka)).toEqual(['new-1']);
    expect(kafka.deadLetters('goldset.items').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['archived', '1'],
      ['archived', '2'],
    ]);
  });

  test('where the token is revoked, it waits', async () => {
    const kafka = await interrupted(async ({ world }, manager) => {
      const [admin, organization_id] = [await world.inOrganization(world.founder), world.organization.id];
      const { items } = valueOf(
        await world.application.listServiceAccountTokens(admin, {
          organization_id,
          user_id: manager,
          page: { per_page: 9, order: 'asc' },
        }),
      );
      for (const { id } of items)
        valueOf(
          await world.application.revokeServiceAccountToken(admin, { organization_id, user_id: manager, token_id: id }),
        );
    });
    expect(await names(kafka)).toEqual(['new-1']);
    expect(kafka.deadLetters('goldset.items')).toEqual([]);
    expect(kafka.told.filter((line) => line.startsWith('retried'))).toEqual([
      expect.stringContaining('unauthenticated'),
    ]);
  });

  test('what only another one can do is a dead letter at once, which says why', async () => {
    const helper = await newKafkaWorld(2);
    const { world } = helper;
    const ann = await world.annotator();
    const [first, second] = (await world.claim(ann, 2)).tasks;
    if (first === undefined || second === undefined) throw new Error('Two were claimed.');
    const { id: annotation_id } = valueOf(await world.submit(ann, first));
    const reviewer = await world.hire('reviewer');
    const { secret } = valueOf(
      await world.application.createServiceAccountToken(await world.inOrganization(world.founder), {
        organization_id: world.organization.id,
        user_id: reviewer,
        name: 'kafka',
      }),
    );
    const kafka = await newKafkaWorld(0, { harness: world.harness, token: secret ?? '' });
    const project_id = world.project.id;
    kafka.send(
      { type: 'goldset.annotation.revise', data: { project_id, annotation_id, value: answer(1) } },
      { type: 'goldset.task.release', data: { project_id, task_id: second.id } },
      { type: 'goldset.task.skip', data: { project_id, task_id: second.id } },
    );
    await kafka.member.drain();
    expect(kafka.deadLetters('goldset.commands').map(({ reason, detail }) => [reason, detail])).toEqual([
      ['forbidden', 'Only the annotator who gave this answer can revise it.'],
      ['forbidden', 'This needs the permission task:release_any.'],
      ['forbidden', 'This needs the permission task:release_any.'],
    ]);
  });

  test('a command that its user has no permission for is a dead letter, and changes nothing', async () => {
    const helper = await newKafkaWorld(0);
    const { world } = helper;
    const viewer = await world.hire('viewer');
    const admin = await world.inOrganization(world.founder);
    const { secret } = valueOf(
      await world.application.createServiceAccountToken(admin, {
        organization_id: world.organization.id,
        user_id: viewer,
        name: 'kafka',
      }),
    );
    const kafka = await newKafkaWorld(0, { harness: world.harness, token: secret ?? '' });
    const events = await world.projectEvents();
    kafka.send(
      { type: 'goldset.project.update', data: { project_id: world.project.id, name: 'Mine' } },
      itemEvent(world, 1),
      { type: 'goldset.project.update', data: { project_id: kafka.world.project.id, name: 'Theirs' } },
    );
    await kafka.member.drain();
    expect(kafka.deadLetters('goldset.commands').map(({ reason }) => reason)).toEqual(['forbidden', 'not_found']);
    expect(kafka.deadLetters('goldset.items').map(({ reason }) => reason)).toEqual(['forbidden']);
    expect(await world.projectEvents()).toEqual(events);
    expect((await kafka.world.projectEvents()).every(({ type }) => type !== 'goldset.project.updated')).toBe(true);
  });
});

describe('commands', () => {
  test('are done in order, each once, and one that creates goes on with the id it chose', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    const { newId } = world.harness;
    const [organization_id, project_id, user_id] = [newId(), newId(), newId()];
    const commands = [
      { type: 'goldset.organization.create', data: { id: organization_id, name: 'New' } },
      { type: 'goldset.organization.update', data: { organization_id, name: 'Newer' } },
      { type: 'goldset.service_account.create', data: { organization_id, id: user_id, name: 'bot', roles: [] } },
      { type: 'goldset.project.create', data: { organization_id, id: project_id, name: 'P' } },
      {
        type: 'goldset.role_binding.create',
        data: { organization_id, user_id, role: 'annotator', target: { type: 'project', id: project_id } },
      },
      {
        type: 'goldset.annotation_ui.create',
        data: { project_id, name: 'UI', controls: [{ name: 'a', kind: 'choice', source: 'text', options: ['b'] }] },
      },
      { type: 'goldset.guideline.publish', data: { project_id, text: 'Judge.' } },
      { type: 'goldset.project.update', data: { project_id, name: 'Q' } },
    ].map((sent, n) => messageOf({ ...sent, id: `command-${n}` }));
    kafka.broker.produce('goldset.commands', commands);
    await kafka.member.drain();
    const project = async () =>
      valueOf(
        await world.application.getProject(await world.caller(world.founder, { type: 'project', id: project_id }), {
          project_id,
        }),
      );
    expect(await project()).toMatchObject({
      name: 'Q',
      organization: { id: organization_id, name: 'Newer' },
      revision: 2,
    });
    valueOf(
      await world.application.updateProject(await world.caller(world.founder, { type: 'project', id: project_id }), {
        project_id,
        name: 'R',
      }),
    );
    const events = async () => [
      await world.harness.events({ organization_id, project_id: null }),
      await world.harness.events({ organization_id, project_id }),
    ];
    const before = await events();
    kafka.broker.produce('goldset.commands', commands);
    await kafka.member.drain();
    expect(await events()).toEqual(before);
    expect(await project()).toMatchObject({ name: 'R', revision: 3 });
    expect(kafka.deadLetters('goldset.commands')).toEqual([]);
    expect(kafka.broker.committed('goldset.commands')).toBe(16n);
  });

  test('what deleted something and comes again is done, though what it deleted is not there any more', async () => {
    const kafka = await newKafkaWorld(1);
    const { world } = kafka;
    const item = await world.item('item-1');
    const project_id = world.project.id;
    const commands = [
      { type: 'goldset.item.delete', data: { project_id, item_id: item.id } },
      { type: 'goldset.project.delete', data: { project_id } },
    ].map((sent, n) => messageOf({ ...sent, id: `delete-${n}` }));
    kafka.broker.produce('goldset.commands', [...commands, ...commands]);
    await kafka.member.drain();
    expect(kafka.deadLetters('goldset.commands')).toEqual([]);
    expect(kafka.broker.pauses).toEqual([]);
    expect(
      (await world.events())
        .concat(await world.projectEvents())
        .filter(({ type }) => type.endsWith('.deleted') && type !== 'goldset.role_binding.deleted').length,
    ).toBe(2);
  });

  test('an id that is taken, an id that is no UUIDv7, and one event that asks for two things are dead letters', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    const create = (id: string, name = 'x') => ({
      type: 'goldset.project.create',
      data: { organization_id: world.organization.id, id, name },
    });
    const id = world.harness.newId();
    kafka.send(
      create(world.project.id),
      create('f3b1c9ae-6e0d-4a57-8a3c-0d5b7a1f9c11'),
      { ...create(id), id: 'twice' },
      { ...create(id, 'y'), id: 'twice' },
    );
    await kafka.member.drain();
    expect(kafka.deadLetters('goldset.commands').map(({ reason, offset }) => [reason, offset])).toEqual([
      ['already_exists', '0'],
      ['invalid', '1'],
      ['idempotency_mismatch', '3'],
    ]);
  });

  test('a type that is unknown, or belongs into another topic, is a dead letter', async () => {
    const kafka = await newKafkaWorld(0);
    const { world } = kafka;
    kafka.send({ type: 'goldset.project.explode', data: {} }, itemEvent(world, 1, { topic: 'goldset.commands' }), {
      type: 'goldset.project.update',
      data: { project_id: world.project.id, name: 'x' },
      topic: 'goldset.items',
    });
    await kafka.member.drain();
    expect(
      [...kafka.deadLetters('goldset.commands'), ...kafka.deadLetters('goldset.items')].map(({ reason }) => reason),
    ).toEqual(['unknown_type', 'unknown_type', 'unknown_type']);
    expect(await names(kafka)).toEqual([]);
  });

  test('a misspelt field is called what it is', async () => {
    const kafka = await newKafkaWorld(0);
    kafka.send({ type: 'goldset.project.update', data: { project_id: kafka.world.project.id, nmae: 'x' } });
    await kafka.member.drain();
    const [letter] = kafka.broker.messages('goldset.commands.dead-letter');
    const errors = letter?.headers.find(([name]) => name === 'dead_letter_errors')?.[1];
    expect(kafka.deadLetters('goldset.commands').map(({ reason }) => reason)).toEqual(['unknown_field']);
    expect(JSON.parse(new TextDecoder().decode(errors ?? new Uint8Array()))).toMatchObject([
      { pointer: '/data/nmae', code: 'unknown_field' },
    ]);
  });
});
