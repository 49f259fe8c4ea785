import type { Caller, Id } from '@goldset/core';
import { answer, joinAs, newProject } from '@goldset/core/testing';
import type { ProjectWorld } from '@goldset/core/testing';
import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

const line = (annotator: string, external_id = 'item-1') => ({ external_id, annotator, value: answer(0) });

const person = async (project: ProjectWorld): Promise<Caller> => {
  const id = await harness.person();
  await joinAs(harness, project, id, 'annotator');
  return project.inProject(id);
};

const externalOf = async (project: ProjectWorld, name: string): Promise<Id | undefined> => {
  const [row] = await harness.sql<
    { id: string }[]
  >`select id from external_users where organization_id = ${project.organization.id} and name = ${name}`;
  return row?.id;
};

const holdNames = (sql: TransactionSql, { organization }: ProjectWorld) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${organization.id}::text, 1))`;

const countChange = (sql: TransactionSql, { organization }: ProjectWorld) =>
  sql`insert into external_names as n (organization_id, changes) values (${organization.id}, 1) on conflict (organization_id) do update set changes = n.changes + 1`;

const annotatorsOf = async (project: ProjectWorld): Promise<readonly Id[]> =>
  (await project.annotations()).map(({ annotator }) => annotator.id);

test('a batch that looked a name up before a link writes nothing under the name after it', async () => {
  const project = await newProject(harness, 2);
  const ann = await person(project);
  await project.importAnswers([line('w1', 'item-2')]);
  const external = (await externalOf(project, 'w1')) ?? '';
  let importing: ReturnType<typeof project.importAnswers> | undefined;
  await harness.sql.begin(async (sql) => {
    await holdNames(sql, project);
    importing = project.importAnswers([line('w1')]);
    await harness.someoneWaits();
    await countChange(sql, project);
    await sql`update external_users set linked_to = ${ann.user_id}, linked_by = ${ann.user_id}, linked_at = now() where id = ${external}`;
  });
  expect(await importing).toMatchObject({ created: 1 });
  expect((await annotatorsOf(project)).toSorted()).toEqual([external, ann.user_id].toSorted());
  expect(await project.application.moveLinkedAnswers()).toBe(1);
  expect(await annotatorsOf(project)).toEqual([ann.user_id, ann.user_id]);
});

test('a batch that found nobody of an address before its owner joined makes no external user', async () => {
  const project = await newProject(harness, 1);
  const kim = await harness.person();
  let importing: ReturnType<typeof project.importAnswers> | undefined;
  await harness.sql.begin(async (sql) => {
    await holdNames(sql, project);
    importing = project.importAnswers([line('kim@race.example')]);
    await harness.someoneWaits();
    await countChange(sql, project);
    await sql`insert into member_addresses (organization_id, email_key, user_id, created_at) values (${project.organization.id}, 'kim@race.example', ${kim}, now())`;
  });
  expect(await importing).toMatchObject({ created: 1 });
  expect(await annotatorsOf(project)).toEqual([kim]);
  expect(await externalOf(project, 'kim@race.example')).toBeUndefined();
});

test('a claim that began before the link and ends after it is released when the answers follow', async () => {
  const project = await newProject(harness, 1, { overlap: 2 });
  const ann = await person(project);
  await project.importAnswers([line('w1')]);
  const external = (await externalOf(project, 'w1')) ?? '';
  const { id: item_id } = await project.item('item-1');
  let claiming: ReturnType<typeof project.claimBy> | undefined;
  let moving: Promise<number> | undefined;
  await harness.sql.begin(async (sql) => {
    await sql`select from items where project_id = ${project.project.id} and id = ${item_id} for update`;
    claiming = project.claimBy(ann, { item_id });
    await harness.someoneWaits();
    await harness.store.transact(
      { organization_id: project.organization.id, project_id: null },
      async ({ externalUsers }) => {
        await externalUsers.hold();
        await externalUsers.link(
          { external_user_id: external, user_id: ann.user_id },
          { at: project.clock.now().toISOString(), by: project.founder, causation_id: null },
        );
        return { ok: true, value: undefined } as const;
      },
    );
    moving = project.application.moveLinkedAnswers();
  });
  await Promise.all([claiming, moving]);
  expect(await annotatorsOf(project)).toEqual([ann.user_id]);
  expect((await project.progress()).tasks.claimed).toBe(0);
  expect((await project.claim(ann)).tasks).toEqual([]);
});

test.each(['a link', 'somebody who joins'])(
  '%s that waits for an import keeps nobody waiting for the organization',
  async (who) => {
    const project = await newProject(harness, 1);
    const {
      application,
      founder,
      inOrganization,
      organization: { id: organization_id },
    } = project;
    const ann = await person(project);
    await project.importAnswers([line('w1')]);
    const external_user_id = (await externalOf(project, 'w1')) ?? '';
    const admin = await inOrganization(founder);
    const invited = await application.createInvitation(admin, {
      organization_id,
      email: 'new@race.example',
      roles: ['annotator'],
    });
    if (!invited.ok || invited.value.secret === null) throw new Error('An invitation is made.');
    const { secret } = invited.value;
    let done: Promise<{ readonly ok: boolean }> | undefined;
    await harness.sql.begin(async (sql) => {
      // As an import does that writes.
      await sql`select pg_advisory_xact_lock_shared(hashtextextended(${organization_id}::text, 1))`;
      done =
        who === 'a link'
          ? application.linkExternalUser(admin, { organization_id, external_user_id, user_id: ann.user_id })
          : application.acceptInvitationWithoutToken({ secret, name: 'New' }, null);
      await harness.someoneWaits();
      await sql`select from organizations where id = ${organization_id} for no key update nowait`;
    });
    expect(await done).toMatchObject({ ok: true });
  },
);

test('a purge of items beside a move does not end the move before every answer has followed', async () => {
  const project = await newProject(harness, 4);
  const ann = await person(project);
  await project.importAnswers([1, 2, 3, 4].map((n) => line('w1', `item-${n}`)));
  const external_user_id = (await externalOf(project, 'w1')) ?? '';
  const {
    project: { id: project_id },
    organization: { id: organization_id },
  } = project;
  await harness.sql`update external_users set linked_to = ${ann.user_id}, linked_by = ${ann.user_id}, linked_at = now() where id = ${external_user_id}`;
  const change = { at: project.clock.now().toISOString(), by: ann.user_id, causation_id: null };
  // As many as two answers at once, both of which are purged while the move waits for their items.
  const chunk = () =>
    harness.store.transact(
      { organization_id, project_id },
      async ({ externalUsers }) =>
        ({
          ok: true,
          value: await externalUsers.moveAnswers(
            project_id,
            { external_user_id, user_id: ann.user_id },
            change,
            [1, 2, 3].map(() => harness.newId()),
          ),
        }) as const,
    );
  let moving: ReturnType<typeof chunk> | undefined;
  await harness.sql.begin(async (sql) => {
    const purged = await sql<{ item_id: string }[]>`
      delete from annotations where id in (select id from annotations where project_id = ${project_id} order by id limit 2) returning item_id`;
    for (const { item_id } of purged) await sql`delete from items where project_id = ${project_id} and id = ${item_id}`;
    moving = chunk();
    await harness.someoneWaits();
  });
  expect((await moving)?.value).toEqual({ moved: 0, isLast: false });
  expect((await chunk()).value).toEqual({ moved: 2, isLast: false });
  expect((await chunk()).value).toEqual({ moved: 0, isLast: true });
  expect(await annotatorsOf(project)).toEqual([ann.user_id, ann.user_id]);
});

test('a purge of the organization while answers follow leaves nothing behind', async () => {
  const project = await newProject(harness, 3);
  const ann = await person(project);
  await project.importAnswers([line('w1'), line('w1', 'item-2')]);
  const external = (await externalOf(project, 'w1')) ?? '';
  const organization_id = project.organization.id;
  await harness.sql`update external_users set linked_to = ${ann.user_id}, linked_by = ${ann.user_id}, linked_at = now() where id = ${external}`;
  await project.application.deleteOrganization(await project.inOrganization(project.founder), { organization_id });
  const purge = async (): Promise<void> => {
    for await (const _ of harness.store.purge('2100-01-01T00:00:00.000Z'));
  };
  await Promise.all([purge(), project.application.moveLinkedAnswers()]);
  await purge();
  expect(await harness.sql`select from external_users where organization_id = ${organization_id}`).toEqual([]);
  expect(await harness.sql`select from annotations where project_id = ${project.project.id}`).toEqual([]);
  expect(await project.application.moveLinkedAnswers()).toBe(0);
});
