import { answer, valueOf } from '@goldset/core/testing';
import { describe, expect, test } from 'vitest';
import { headerText } from '../src/index.ts';
import { itemEvent, messageOf, newKafkaWorld } from './kafka-world.ts';
import type { KafkaWorld, Sent } from './kafka-world.ts';

const prediction = ({ world }: KafkaWorld, external_id: string, option: 0 | 1 | 2, more: Partial<Sent>): Sent => ({
  type: 'goldset.prediction.import',
  data: {
    project_id: world.project.id,
    external_id,
    model: 'm',
    model_version: '1',
    value: answer(option),
    on_conflict: 'update',
  },
  ...more,
});

const item = ({ world }: KafkaWorld, n: number, more: Partial<Sent> = {}): Sent =>
  itemEvent(world, `order-${n}`, {
    data: { project_id: world.project.id, external_id: 'one', data: { n }, on_conflict: 'update' },
    ...more,
  });

const secondsIn = (seconds: number): string =>
  new Date(Date.parse('2026-01-01T00:00:00Z') + seconds * 1000).toISOString();

describe('two updates of one thing in two partitions', () => {
  test('the one that was made later stays, although the other one waited behind a message; that one is a dead letter that says why', async () => {
    const kafka = await newKafkaWorld(1);
    const { world, member } = kafka;
    kafka.send(prediction(kafka, 'item-1', 0, { time: secondsIn(0) }));
    await member.drain();
    const { data, ...waits } = prediction(kafka, 'not-there', 0, { partition: 0 });
    // Another `on_conflict`, so that what stands behind it is no part of its import.
    kafka.send(
      { ...waits, data: { ...(data as object), on_conflict: 'reject' } },
      prediction(kafka, 'item-1', 1, { partition: 0, time: secondsIn(1) }),
      prediction(kafka, 'item-1', 2, { partition: 1, time: secondsIn(2) }),
    );
    await member.drain();
    expect((await world.predictions()).map(({ value }) => value)).toEqual([answer(2)]);
    const [waited, late] = kafka.deadLetters('goldset.predictions');
    expect(waited).toMatchObject({ reason: 'not_found' });
    expect(late).toMatchObject({ reason: 'stale', offset: '2' });
    expect(late?.detail).toBe(
      'The event was made at 2026-01-01T00:00:01.000000Z, and what it would replace is newer: it is as of 2026-01-01T00:00:02.000000Z. If this is still wanted, send it as a new event with the time of now.',
    );
  });

  test('without a time it is decided by when their messages were written, also after a replay', async () => {
    const kafka = await newKafkaWorld(0);
    const { world, broker, member } = kafka;
    kafka.send(item(kafka, 1));
    world.clock.advance(1);
    kafka.send(item(kafka, 2, { partition: 1 }));
    // The later one is read first.
    await member.drain();
    world.clock.advance(5);
    const message = messageOf(item(kafka, 3));
    broker.produce('goldset.items', [
      {
        ...message,
        headers: [
          ...message.headers,
          ['dead_letter_timestamp', new TextEncoder().encode(String(Date.parse('2026-01-01T00:00:00.500Z')))],
        ],
      },
    ]);
    await member.drain();
    expect((await world.items()).map(({ data }) => data)).toEqual([{ n: 2 }]);
    expect(kafka.deadLetters('goldset.items').map(({ reason }) => reason)).toEqual(['stale']);
    const [letter] = broker.messages('goldset.items.dead-letter');
    expect(headerText(letter?.headers ?? [], 'dead_letter_timestamp')).toBe(
      String(Date.parse('2026-01-01T00:00:00.500Z')),
    );
  });

  test('a command that is older than the thing is a dead letter; one that names the revision is done', async () => {
    const kafka = await newKafkaWorld(1);
    const { world, member } = kafka;
    const { id } = await world.item('item-1');
    const update = (priority: number, seconds: number, more: object = {}): Sent => ({
      type: 'goldset.item.update',
      data: { project_id: world.project.id, item_id: id, priority, ...more },
      time: secondsIn(seconds),
    });
    kafka.send(update(5, 20), update(3, 10));
    await member.drain();
    expect((await world.item('item-1')).priority).toBe(5);
    expect(kafka.deadLetters('goldset.commands')).toMatchObject([
      {
        reason: 'stale',
        detail:
          'It was changed as of 2026-01-01T00:00:20.000000Z, after this event was made. If the change is still wanted, send it as a new event with the time of now, or with if_revision [2].',
      },
    ]);
    kafka.send(update(3, 11, { if_revision: [2] }));
    await member.drain();
    expect((await world.item('item-1')).priority).toBe(3);
  });

  test('what was changed over HTTP in between stays', async () => {
    const kafka = await newKafkaWorld(0);
    const { world, member } = kafka;
    kafka.send(item(kafka, 1, { time: secondsIn(0) }));
    await member.drain();
    world.clock.advance(60);
    const { id } = await world.item('one');
    valueOf(
      await world.application.updateItem(world.admin, {
        project_id: world.project.id,
        item_id: id,
        data: { n: 'by hand' },
      }),
    );
    kafka.send(item(kafka, 2, { time: secondsIn(59) }));
    await member.drain();
    expect((await world.item('one')).data).toEqual({ n: 'by hand' });
    expect(kafka.deadLetters('goldset.items').map(({ reason }) => reason)).toEqual(['stale']);
  });

  test('an event from far ahead is refused, since all that comes after it would be taken as older', async () => {
    const kafka = await newKafkaWorld(0);
    kafka.send(item(kafka, 1, { time: secondsIn(301) }), item(kafka, 2, { time: secondsIn(299) }));
    await kafka.member.drain();
    expect((await kafka.world.items()).map(({ data }) => data)).toEqual([{ n: 2 }]);
    expect(kafka.deadLetters('goldset.items')).toMatchObject([{ reason: 'invalid', offset: '0' }]);
    const [letter] = kafka.broker.messages('goldset.items.dead-letter');
    expect(JSON.parse(headerText(letter?.headers ?? [], 'dead_letter_errors') ?? '')).toMatchObject([
      { pointer: '/time', code: 'range' },
    ]);
  });
});

describe('what is not there', () => {
  const unknown = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55';

  test.each<readonly [string, (kafka: KafkaWorld) => Sent, string, string]>([
    [
      'an import into a project',
      ({ world }) => itemEvent(world, 1, { data: { project_id: unknown, data: {} } }),
      'goldset.items',
      '/data/project_id',
    ],
    [
      'a command in a project',
      () => ({ type: 'goldset.guideline.publish', data: { project_id: unknown, text: 'x' } }),
      'goldset.commands',
      '/data/project_id',
    ],
    [
      'a command in an organization',
      () => ({ type: 'goldset.project.create', data: { organization_id: unknown, name: 'x' } }),
      'goldset.commands',
      '/data/organization_id',
    ],
    [
      'a command on an item',
      ({ world }) => ({
        type: 'goldset.item.update',
        data: { project_id: world.project.id, item_id: unknown, priority: 3 },
      }),
      'goldset.commands',
      '/data/item_id',
    ],
    [
      'a command on a role binding',
      ({ world }) => ({
        type: 'goldset.role_binding.delete',
        data: { organization_id: world.organization.id, role_binding_id: unknown },
      }),
      'goldset.commands',
      '/data/role_binding_id',
    ],
    [
      'a role on a project',
      ({ world }) => ({
        type: 'goldset.role_binding.create',
        data: {
          organization_id: world.organization.id,
          user_id: world.founder,
          role: 'annotator',
          target: { type: 'project', id: unknown },
        },
      }),
      'goldset.commands',
      '/data/target/id',
    ],
    [
      'a link of an external user',
      ({ world }) => ({
        type: 'goldset.external_user.link',
        data: { organization_id: world.organization.id, external_user_id: unknown, user_id: world.founder },
      }),
      'goldset.commands',
      '/data/external_user_id',
    ],
  ])('%s says which id, and where it stands', async (_name, event, topic, pointer) => {
    const kafka = await newKafkaWorld(0);
    kafka.send(event(kafka));
    await kafka.member.drain();
    const [letter] = kafka.broker.messages(`${topic}.dead-letter`);
    expect(headerText(letter?.headers ?? [], 'dead_letter_reason')).toBe('not_found');
    expect(headerText(letter?.headers ?? [], 'dead_letter_detail')).toContain(unknown);
    expect(JSON.parse(headerText(letter?.headers ?? [], 'dead_letter_errors') ?? '')).toMatchObject([
      { pointer, code: 'not_found' },
    ]);
  });
});
