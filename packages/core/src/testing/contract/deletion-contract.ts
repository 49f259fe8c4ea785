import assert from 'node:assert/strict';
import { INSTALLATION } from '../../index.ts';
import type { Caller, Claim, Id, Item } from '../../index.ts';
import { checked } from './checked.ts';
import { at, errorOf, only, revealed, upTo, valueOf, walk } from './expect.ts';
import { attemptsOn } from './operations.ts';
import type { Attempt } from './operations.ts';
import { answer, joinAs, manyItems, newProject } from './world.ts';
import type { ProjectWorld, World } from './world.ts';

const DAY = 86_400;
const page = { per_page: 50, order: 'asc' } as const;

const deleteItem = ({ application, admin, project }: ProjectWorld, { id }: Pick<Item, 'id'>, by: Caller = admin) =>
  application.deleteItem(by, { project_id: project.id, item_id: id });

const restoreItem = ({ application, admin, project }: ProjectWorld, { id }: Pick<Item, 'id'>) =>
  application.restoreItem(admin, { project_id: project.id, item_id: id });

const deletedItems = ({ application, admin, project }: ProjectWorld): Promise<readonly Item[]> =>
  walk(async (request) =>
    valueOf(await application.listItems(admin, { project_id: project.id, deleted: true, page: request })),
  );

const told = async ({ projectEvents }: ProjectWorld): Promise<readonly string[]> =>
  (await projectEvents()).map(({ type }) => type.replace('goldset.', ''));

const deleteProject = async ({ application, inProject, founder, project }: ProjectWorld, by: Id = founder) =>
  application.deleteProject(await inProject(by), { project_id: project.id });

const restoreProject = async ({ application, inProject, founder, project }: ProjectWorld, by: Id = founder) =>
  application.restoreProject(await inProject(by), { project_id: project.id });

const deleteOrganization = async ({ application, inOrganization, founder, organization }: World, by: Id = founder) =>
  application.deleteOrganization(await inOrganization(by), { organization_id: organization.id });

const restoreOrganization = async ({ application, inOrganization, founder, organization }: World, by: Id = founder) =>
  application.restoreOrganization(await inOrganization(by), { organization_id: organization.id });

/** A project with an item that is complete, one that is claimed by somebody and skipped by somebody else, and one that is open. */
const newBusyProject = async (harness: Parameters<typeof newProject>[0]) => {
  const project = await newProject(harness, 3, { overlap: 2 });
  const [ann, bob] = await project.annotators(2);
  assert.ok(ann && bob);
  const first = await project.claimOne(ann);
  valueOf(await project.submit(ann, first));
  valueOf(await project.submit(bob, await project.claimOne(bob)));
  const claimed = await project.claimOne(ann);
  valueOf(await project.skip(bob, await project.claimOne(bob)));
  return { project, ann, bob, claimed, complete: first.item.id };
};

/** What is promised of deleting and restoring items, projects and organizations. */
export const deletionContract = checked({
  'what is released by a deletion says the state in which that leaves the item, though imported answers had filled it beyond its overlap':
    async (harness) => {
      const project = await newProject(harness, 1, { overlap: 2 });
      for (const annotator of await project.annotators(2)) await project.claimOne(annotator);
      await project.importAnswers([{ external_id: 'item-1', annotator: 'w1', value: answer() }]);
      const item = await project.item('item-1');
      assert.equal(item.state, 'claimed');
      valueOf(await deleteItem(project, item));
      assert.equal(valueOf(await restoreItem(project, item)).state, 'open');
      const states = (await project.projectEvents())
        .filter(({ type }) => type === 'goldset.task.released')
        .map(({ data }) => data['item_state']);
      assert.deepEqual(states, ['open', 'open']);
    },

  'who was let in just before a project or organization is deleted changes neither any more': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, admin, organization } = project;
    const [before, inOrganization] = [project.project, await project.inOrganization(project.founder)];
    valueOf(await deleteProject(project));
    errorOf(await application.updateProject(admin, { project_id: before.id, name: 'other' }), 'not_found');
    errorOf(await application.deleteProject(admin, { project_id: before.id }), 'not_found');
    assert.deepEqual(valueOf(await restoreProject(project)), before);
    valueOf(await deleteOrganization(project));
    errorOf(
      await application.updateOrganization(inOrganization, { organization_id: organization.id, name: 'other' }),
      'not_found',
    );
    errorOf(await application.deleteOrganization(inOrganization, { organization_id: organization.id }), 'not_found');
    assert.equal(valueOf(await restoreOrganization(project)).name, organization.name);
  },

  'a deleted item is gone with its tasks and annotations, everywhere, and no counter counts it': async (harness) => {
    const { project, ann, claimed, complete } = await newBusyProject(harness);
    const { application, admin } = project;
    const project_id = project.project.id;
    const annotation = only(
      (await project.annotations()).filter(
        ({ item_id, annotator }) => item_id === complete && annotator.id === ann.user_id,
      ),
    );
    valueOf(await deleteItem(project, { id: complete }));
    valueOf(await deleteItem(project, claimed.item));
    for (const id of [complete, claimed.item.id]) {
      errorOf(await application.getItem(admin, { project_id, item_id: id }), 'not_found');
      errorOf(await deleteItem(project, { id }), 'not_found');
    }
    errorOf(await application.getTask(ann, { project_id, task_id: claimed.id }), 'not_found');
    for (const act of [project.submit, project.release, project.skip, project.renew])
      errorOf(await act(ann, claimed), 'not_found');
    errorOf(await application.getAnnotation(admin, { project_id, annotation_id: annotation.id }), 'not_found');
    assert.deepEqual(
      [await project.annotations(), await project.tasks(), (await project.exported()).length],
      [[], [], 1],
    );
    assert.deepEqual(await project.progress(), {
      items: { open: 1, claimed: 0, complete: 0, exhausted: 0 },
      tasks: { claimed: 0, submitted: 0, skipped: 0, released: 0, expired: 0 },
    });
    assert.deepEqual(
      (await deletedItems(project)).map(({ id, deleted_at }) => [id, deleted_at]),
      [complete, claimed.item.id].toSorted().map((id) => [id, project.clock.now().toISOString()]),
    );
    // One who holds nothing may take what is left, and nothing of what is gone.
    assert.deepEqual((await project.claim(ann, 10)).tasks.length, 1);
    assert.equal((await project.claim(ann, 10)).reason, 'exhausted');
    assert.deepEqual((await told(project)).slice(-4), [
      'item.deleted',
      'task.released',
      'item.deleted',
      'task.claimed',
    ]);
  },

  'restoring an item brings back all that was deleted with it; its claimed tasks stay released': async (harness) => {
    const { project, ann, bob, claimed, complete } = await newBusyProject(harness);
    const [annotations, tasks] = [await project.annotations(), await project.tasks()];
    const before = await project.items();
    for (const id of [complete, claimed.item.id]) valueOf(await deleteItem(project, { id }));
    project.clock.advance(29 * DAY);
    for (const id of [complete, claimed.item.id]) valueOf(await restoreItem(project, { id }));
    const released = tasks.map((task) => (task.id === claimed.id ? { ...task, state: 'released' as const } : task));
    assert.deepEqual(
      (await project.tasks()).map(({ updated_at: _, ...task }) => task),
      released.map(({ updated_at: _, ...task }) => task),
    );
    assert.deepEqual(await project.annotations(), annotations);
    assert.deepEqual(await project.items(), before);
    assert.deepEqual(await deletedItems(project), []);
    // It is behind the queue, where cursors that have passed it see it again; who skipped it is not offered it.
    assert.deepEqual(
      (await project.claim(ann, 10)).tasks.map(({ item }) => item.id),
      [...before.map(({ id }) => id).filter((id) => id !== complete && id !== claimed.item.id), claimed.item.id],
    );
    assert.ok((await project.claim(bob, 10)).tasks.every(({ item }) => item.id !== claimed.item.id));
    // What is there is answered as it is.
    const events = (await told(project)).length;
    assert.deepEqual(
      valueOf(await restoreItem(project, { id: complete })),
      await project.item(at(before, 0).external_id ?? ''),
    );
    assert.equal((await told(project)).length, events);
    errorOf(await restoreItem(project, { id: harness.newId() }), 'not_found');
  },

  'what was deleted cannot be restored, nor listed, once its time is over': async (harness) => {
    const project = await newProject(harness, 2);
    const item = await project.item('item-1');
    valueOf(await deleteItem(project, item));
    project.clock.advance(30 * DAY - 1);
    assert.equal(only(await deletedItems(project)).id, item.id);
    project.clock.advance(1);
    assert.deepEqual(await deletedItems(project), []);
    errorOf(await restoreItem(project, item), 'not_found');
    const { errors } = await project.importItems(manyItems(1), { on_conflict: 'update' });
    assert.deepEqual([only(errors).code, only(errors).pointer], ['already_exists', '/external_id']);
    valueOf(await deleteProject(project));
    valueOf(await restoreProject(project));
    valueOf(await deleteProject(project));
    project.clock.advance(30 * DAY);
    errorOf(await restoreProject(project), 'not_found');
    const admin = await project.inOrganization(project.founder);
    assert.deepEqual(
      valueOf(
        await project.application.listProjects(admin, {
          organization_id: project.organization.id,
          deleted: true,
          page,
        }),
      ).items,
      [],
    );
    valueOf(await deleteOrganization(project));
    project.clock.advance(30 * DAY);
    errorOf(await restoreOrganization(project), 'not_found');
    const founder = await project.caller(project.founder, INSTALLATION);
    assert.deepEqual(
      valueOf(await project.application.listMyOrganizations(founder, { deleted: true, page })).items,
      [],
    );
  },

  'only what is at the wanted revision is deleted': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, admin, founder } = project;
    const [project_id, organization_id] = [project.project.id, project.organization.id];
    const item_id = (await project.item('item-1')).id;
    const owner = await project.inOrganization(founder);
    for (const [if_revision, ok] of [
      [[2], false],
      [[1], true],
    ] as const) {
      const results = [
        await application.deleteItem(admin, { project_id, item_id, if_revision }),
        await application.deleteProject(admin, { project_id, if_revision }),
        await application.deleteOrganization(owner, { organization_id, if_revision }),
      ];
      for (const result of results) {
        if (ok) valueOf(result);
        else assert.deepEqual(result, { ok: false, error: { code: 'stale', revision: 1 } });
      }
    }
  },

  'a deleted item keeps its name: an import is rejected, or restores it with what the line names': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const ann = await project.annotator();
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    const [answered, fresh] = [await project.item('item-1'), await project.item('item-2')];
    valueOf(await deleteItem(project, answered));
    valueOf(await deleteItem(project, fresh));
    const rejected = await project.importItems(manyItems(2));
    assert.deepEqual(
      [rejected.rejected, rejected.errors.map(({ code }) => code)],
      [2, ['already_exists', 'already_exists']],
    );
    const inUse = await project.importItems([{ external_id: 'item-1', data: { other: 1 } }], { on_conflict: 'update' });
    assert.deepEqual([inUse.rejected, only(inUse.errors).pointer, only(inUse.errors).code], [1, '/data', 'in_use']);
    const restored = await project.importItems(
      [at(manyItems(1), 0), { external_id: 'item-2', data: { other: 1 }, priority: 3 }],
      { on_conflict: 'update' },
    );
    assert.deepEqual([restored.updated, restored.created, restored.rejected], [2, 0, 0]);
    assert.deepEqual(await project.item('item-1'), {
      ...answered,
      revision: 2,
      updated_at: project.clock.now().toISOString(),
    });
    assert.deepEqual(await project.item('item-2'), {
      ...fresh,
      data: { other: 1 },
      priority: 3,
      revision: 2,
      updated_at: project.clock.now().toISOString(),
    });
    const last = at((await project.projectEvents()).slice(-1), 0);
    assert.deepEqual(last.data, { created: [], updated: [], restored: [answered.id, fresh.id] });
    assert.equal((await project.annotations()).length, 1);
  },

  'deleting, restoring, importing, claiming and answering at once leave the project whole': async (harness) => {
    for (const round of upTo(6)) {
      const project = await newProject(harness, 6, { overlap: 3 });
      const annotators = await project.annotators(4);
      const items = await project.items();
      const held: Claim[] = [];
      for (const annotator of annotators) held.push(await project.claim(annotator, 3));
      await Promise.all([
        ...items.flatMap((item) => [deleteItem(project, item), deleteItem(project, item)]),
        ...annotators.flatMap((annotator, index) => {
          const [first, second, third] = at(held, index).tasks;
          assert.ok(first && second && third);
          return [
            project.submit(annotator, first),
            project.release(annotator, second),
            project.skip(annotator, third),
            project.claim(annotator, 2),
          ];
        }),
        project.importItems(manyItems(4, { priority: round % 3 }), { on_conflict: 'update' }),
        ...items.slice(2).flatMap((item) => [restoreItem(project, item), restoreItem(project, item)]),
      ]);
      project.clock.advance(700);
      await Promise.all([
        ...annotators.map((annotator) => project.claim(annotator, 3)),
        ...items.slice(0, 3).map((item) => deleteItem(project, item)),
        ...items.slice(3).map((item) => restoreItem(project, item)),
        project.importItems(manyItems(6, { overlap: 3 }), { on_conflict: 'update' }),
      ]);
    }
  },

  'of many who delete or restore one item at once, one does': async (harness) => {
    const project = await newProject(harness, 1);
    const item = await project.item('item-1');
    const deleted = await Promise.all(upTo(5).map(() => deleteItem(project, item)));
    assert.equal(deleted.filter(({ ok }) => ok).length, 1);
    for (const result of deleted) if (!result.ok) errorOf(result, 'not_found');
    const restored = await Promise.all(upTo(5).map(() => restoreItem(project, item)));
    for (const result of restored) assert.deepEqual(valueOf(result), item);
    assert.deepEqual((await told(project)).slice(-2), ['item.deleted', 'item.restored']);
  },

  'a deleted project is not there for anybody, nor is anything under it': async (harness) => {
    const { project, ann, claimed } = await newBusyProject(harness);
    const { application, founder, organization } = project;
    const target = { type: 'project', id: project.project.id } as const;
    const local = await project.hire();
    const owner = await project.inOrganization(founder);
    const binding = valueOf(
      await application.createRoleBinding(await project.inProject(founder), {
        organization_id: organization.id,
        user_id: local,
        role: 'admin',
        target,
      }),
    );
    valueOf(await deleteProject(project, local));
    const subjects = {
      ...{
        organization_id: organization.id,
        project_id: target.id,
        item_id: claimed.item.id,
        task_id: claimed.id,
        annotation_id: harness.newId(),
        prediction_id: harness.newId(),
        version: 1,
      },
      ...{
        user_id: local,
        token_id: harness.newId(),
        role_binding_id: binding.id,
        invitation_id: harness.newId(),
        person_id: founder,
      },
    };
    for (const user of [founder, local, ann.user_id]) {
      const caller = await project.caller(user, target);
      assert.deepEqual([caller.knows_target, caller.permissions.size, caller.organization_id], [false, 0, null]);
      for (const [name, { on, call }] of Object.entries(attemptsOn(subjects)) as [string, Attempt][]) {
        if (on === 'project' && name !== 'restoreProject')
          assert.deepEqual(await call(application, caller), { ok: false, error: { code: 'not_found' } }, name);
      }
    }
    errorOf(await restoreProject(project, ann.user_id), 'not_found');
    const list = async (deleted: boolean) =>
      valueOf(await application.listProjects(owner, { organization_id: organization.id, deleted, page })).items.map(
        ({ id }) => id,
      );
    assert.deepEqual([await list(false), await list(true)], [[], [target.id]]);
    errorOf(
      await application.listProjects(await project.inOrganization(local), {
        organization_id: organization.id,
        deleted: true,
        page,
      }),
      'forbidden',
    );
    const bindings = valueOf(
      await application.listRoleBindings(owner, { organization_id: organization.id, page }),
    ).items;
    assert.ok(bindings.every(({ id }) => id !== binding.id));
    errorOf(
      await application.deleteRoleBinding(owner, { organization_id: organization.id, role_binding_id: binding.id }),
      'not_found',
    );
    errorOf(
      await application.createRoleBinding(owner, {
        organization_id: organization.id,
        user_id: local,
        role: 'viewer',
        target,
      }),
      'not_found',
    );

    const restored = valueOf(await restoreProject(project, local));
    assert.deepEqual(restored, project.project);
    assert.deepEqual(valueOf(await restoreProject(project)), project.project);
    assert.deepEqual((await project.progress()).tasks, {
      claimed: 0,
      submitted: 2,
      skipped: 1,
      released: 1,
      expired: 0,
    });
    assert.deepEqual((await told(project)).slice(-3), ['project.deleted', 'task.released', 'project.restored']);
  },

  'everything that was claimed in a deleted project is released before it is there again': async (harness) => {
    const project = await newProject(harness, 150, { overlap: 3 });
    const annotators = await project.annotators(3);
    for (const annotator of annotators) assert.equal((await project.claim(annotator, 100)).tasks.length, 100);
    project.clock.advance(700);
    for (const annotator of annotators) assert.equal((await project.claim(annotator, 100)).tasks.length, 100);
    const { released } = (await project.progress()).tasks;
    valueOf(await deleteProject(project));
    const results = await Promise.all(upTo(3).map(() => restoreProject(project)));
    for (const result of results) assert.deepEqual(valueOf(result), project.project);
    const { items, tasks } = await project.progress();
    assert.deepEqual([items.open, tasks.claimed], [150, 0]);
    assert.ok(tasks.released > released);
    assert.equal((await told(project)).filter((type) => type === 'project.restored').length, 1);
  },

  'of many who delete one project or organization at once, one does': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, admin, founder, organization } = project;
    const owner = await project.inOrganization(founder);
    const results = [
      await Promise.all(upTo(4).map(() => application.deleteProject(admin, { project_id: project.project.id }))),
      await Promise.all(upTo(4).map(() => application.deleteOrganization(owner, { organization_id: organization.id }))),
    ];
    for (const group of results) {
      assert.equal(group.filter(({ ok }) => ok).length, 1);
      for (const result of group) if (!result.ok) errorOf(result, 'not_found');
    }
  },

  'an import ends where its project is deleted': async (harness) => {
    const project = await newProject(harness, 0);
    const { application, admin } = project;
    const lines = async function* () {
      for (const line of upTo(2500)) {
        if (line === 1500) valueOf(await deleteProject(project));
        yield { line, bytes: 10, value: { data: {} } };
      }
    };
    for (const on_error of ['continue', 'abort'] as const) {
      const input = { project_id: project.project.id, lines: lines(), on_conflict: 'reject', on_error } as const;
      errorOf(await application.importItems(admin, input), 'not_found');
      valueOf(await restoreProject(project));
      assert.ok((await project.items()).length < 1500);
    }
  },

  'a deleted organization is not there for anybody, nor is anything under it': async (harness) => {
    const { project, ann } = await newBusyProject(harness);
    const { application, founder, organization } = project;
    const organization_id = organization.id;
    const owner = await project.inOrganization(founder);
    const person = await harness.person();
    await joinAs(harness, project, person, 'viewer');
    const invitation = revealed(
      valueOf(await application.createInvitation(owner, { organization_id, email: 'x@example.org', roles: [] })),
    );
    const token = revealed(
      valueOf(await application.createServiceAccountToken(owner, { organization_id, user_id: ann.user_id, name: 'x' })),
    );
    const alone = await project.createProject();
    valueOf(
      await application.deleteProject(await project.caller(founder, { type: 'project', id: alone.id }), {
        project_id: alone.id,
      }),
    );
    valueOf(await deleteOrganization(project));
    for (const user of [founder, person, ann.user_id]) {
      for (const target of [
        { type: 'organization', id: organization_id },
        { type: 'project', id: project.project.id },
      ] as const) {
        const caller = await project.caller(user, target);
        assert.deepEqual([caller.knows_target, caller.permissions.size, caller.organization_id], [false, 0, null]);
      }
      const above = await project.caller(user, INSTALLATION);
      assert.deepEqual(valueOf(await application.listMyOrganizations(above, { page })).items, []);
      assert.deepEqual(valueOf(await application.listUsers(above, { page })).items, []);
      const deleted = valueOf(await application.listMyOrganizations(above, { deleted: true, page })).items.map(
        ({ id }) => id,
      );
      assert.deepEqual(deleted, user === founder ? [organization_id] : []);
    }
    errorOf(await restoreProject(project), 'not_found');
    errorOf(await restoreOrganization(project, person), 'not_found');
    const stranger = await project.caller(await harness.person(), INSTALLATION);
    const refused = errorOf(await application.acceptInvitation(stranger, { secret: invitation.secret }), 'invalid');
    assert.deepEqual(refused, errorOf(await application.acceptInvitation(stranger, { secret: 'unknown' }), 'invalid'));
    const signedIn = valueOf(
      await application.authenticate(token.secret, { type: 'organization', id: organization_id }, null),
    );
    assert.equal(signedIn.knows_target, false);

    assert.deepEqual(valueOf(await restoreOrganization(project)), {
      ...organization,
      member_count: (await restoreOrganization(project).then(valueOf)).member_count,
    });
    assert.deepEqual((await project.progress()).tasks, {
      claimed: 0,
      submitted: 2,
      skipped: 1,
      released: 1,
      expired: 0,
    });
    valueOf(await application.acceptInvitation(stranger, { secret: invitation.secret }));
    // What was deleted by itself stays so.
    const there = valueOf(await application.listProjects(owner, { organization_id, page })).items.map(({ id }) => id);
    assert.deepEqual(there, [project.project.id]);
    const above = (await project.events()).map(({ type }) => type.replace('goldset.', ''));
    assert.ok(above.includes('organization.deleted') && above.includes('organization.restored'));
  },

  'who restores must be able to where they are, with the token they came with': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, founder, organization } = project;
    const owner = await project.inOrganization(founder);
    const machine = await project.hire('admin');
    const tokens: { readonly secret: string }[] = [];
    for (const permissions of [['organization:restore'], ['organization:read']] as const) {
      tokens.push(
        revealed(
          valueOf(
            await application.createServiceAccountToken(owner, {
              organization_id: organization.id,
              user_id: machine,
              name: 'x',
              permissions: [...permissions],
            }),
          ),
        ),
      );
    }
    valueOf(await deleteOrganization(project));
    const [able, unable] = await Promise.all(
      tokens.map(async ({ secret }) =>
        valueOf(await application.authenticate(secret, { type: 'organization', id: organization.id }, null)),
      ),
    );
    assert.ok(able && unable);
    errorOf(await application.restoreOrganization(unable, { organization_id: organization.id }), 'not_found');
    errorOf(await application.restoreOrganization(able, { organization_id: harness.newId() }), 'not_found');
    errorOf(await application.deleteOrganization(able, { organization_id: organization.id }), 'not_found');
    valueOf(await application.restoreOrganization(able, { organization_id: organization.id }));
  },

  'a service account that is deleted is gone as a removed member is, and its name stays': async (harness) => {
    const project = await newProject(harness, 3);
    const { application, founder, organization } = project;
    const organization_id = organization.id;
    const [ann, person] = [await project.annotator(), await harness.person()];
    const owner = await project.inOrganization(founder);
    const token = revealed(
      valueOf(await application.createServiceAccountToken(owner, { organization_id, user_id: ann.user_id, name: 'x' })),
    );
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    await project.claimOne(ann);
    await joinAs(harness, project, person, 'admin');
    const remove = (user_id: Id) => application.deleteServiceAccount(owner, { organization_id, user_id });
    const before = await project.events();
    for (const user of [person, founder, harness.newId()]) errorOf(await remove(user), 'not_found');
    assert.deepEqual(await project.events(), before);
    valueOf(await remove(ann.user_id));
    errorOf(await remove(ann.user_id), 'not_found');
    errorOf(await application.removeMember(owner, { organization_id, user_id: ann.user_id }), 'not_found');
    errorOf(await application.authenticate(token.secret, INSTALLATION, null), 'unauthenticated');
    assert.deepEqual(valueOf(await application.listServiceAccounts(owner, { organization_id, page })).items, []);
    assert.equal((await project.progress()).tasks.claimed, 0);
    assert.equal(only(await project.annotations()).annotator.name, ann.name);
    const types = (await project.events()).slice(before.length).map(({ type }) => type.replace('goldset.', ''));
    assert.deepEqual(types.toSorted(), [
      'member.removed',
      'role_binding.deleted',
      'service_account.deleted',
      'token.revoked',
    ]);
  },
});

/** What is promised of the purge. */
export const purgeContract = checked({
  'what can be restored is not purged; afterwards it is, with all that is in it and nothing else': async (harness) => {
    const { project, complete } = await newBusyProject(harness);
    const { application, founder } = project;
    const [second, other] = [await project.createProject(), await newProject(harness, 2)];
    const onSecond = await project.caller(founder, { type: 'project', id: second.id });
    valueOf(await deleteItem(project, { id: complete }));
    valueOf(await application.deleteProject(onSecond, { project_id: second.id }));
    valueOf(await deleteOrganization(other));
    project.clock.advance(30 * DAY);
    await application.purgeDeleted();
    const gone = async (): Promise<readonly (boolean | undefined)[]> => {
      const since = '2000-01-01T00:00:00.000Z';
      const held = await harness.store.transact(
        { organization_id: project.organization.id, project_id: null },
        async ({ projects, organizations }) => {
          const value = [
            await projects.holdDeleted(second.id, since),
            await organizations.holdDeleted(other.organization.id, since),
          ];
          return { ok: true, value } as const;
        },
      );
      return held.value;
    };
    const items = harness.store.within(project.scope).items;
    assert.deepEqual(
      [(await items.listDeleted('2000-01-01T00:00:00.000Z', page)).items.length, ...(await gone())],
      [1, true, true],
    );
    project.clock.advance(DAY);
    const before = [await project.items(), await project.tasks(), await project.progress()];
    assert.ok((await application.purgeDeleted()) > 0);
    assert.equal(await application.purgeDeleted(), 0);
    assert.deepEqual(
      [(await items.listDeleted('2000-01-01T00:00:00.000Z', page)).items.length, ...(await gone())],
      [0, undefined, undefined],
    );
    assert.deepEqual([await project.items(), await project.tasks(), await project.progress()], before);
    // The name is free again.
    assert.equal((await project.importItems(manyItems(3))).created, 1);
  },

  'a purge that is stopped goes on where it was, and several at once take each other for nothing': async (harness) => {
    const project = await newProject(harness, 30);
    for (const item of await project.items()) valueOf(await deleteItem(project, item));
    const other = await newProject(harness, 2);
    valueOf(await deleteProject(other));
    project.clock.advance(31 * DAY);
    const { purgeDeleted } = project.application;
    await purgeDeleted({ aborted: true });
    await Promise.all(upTo(4).map(() => purgeDeleted()));
    assert.equal(await purgeDeleted(), 0);
    assert.equal((await project.importItems(manyItems(30))).created, 30);
  },
});
