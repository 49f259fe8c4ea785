import type { Awaited } from '@goldset/core/adapter';
import { newProject } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

const AT = '2026-01-01T00:00:00.000Z';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

test('a message that another process is adding when its project is found is due', async () => {
  const { project } = await newProject(harness, 0);
  const { waiting } = harness.store;
  const own: Awaited = { type: 'project', id: project.id };
  const group = `group-${harness.newId()}`;
  await waiting.miss(group, own, AT, AT);
  await harness.sql.begin(async (sql) => {
    await sql`
      insert into waiting_messages (group_id, topic, event, partition, "offset", lane, content, awaited_type, awaited_id, message, added_at)
      values (${group}, 'items', ${harness.newId()}, 0, 1, 'a', 1, ${own.type}, ${own.id}, 'message', ${AT})`;
    await sql`insert into missed (group_id, type, id, since, asked_at) values (${group}, ${own.type}, ${own.id}, ${AT}, ${AT}) on conflict do nothing`;
    // The message is not committed yet.
    await waiting.found(group, own);
  });
  expect(await waiting.due(group, '2000-01-01T00:00:00.000Z')).toEqual([{ ...own, since: AT }]);
});
