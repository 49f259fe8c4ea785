import assert from 'node:assert/strict';
import { AccessRemoval, INSTALLATION, Member } from '../../index.ts';
import type { Caller, Id } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, at, errorOf, only, revealed, upTo, valueOf } from './expect.ts';
import { joinAs, newProject, newWorld } from './world.ts';
import type { World } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

const remove = async ({ application, inOrganization, organization }: World, by: Id, user_id: Id) =>
  application.removeMember(await inOrganization(by), { organization_id: organization.id, user_id });

const membersOf = async ({ application, inOrganization, organization }: World, by: Id) =>
  valueOf(await application.listMembers(await inOrganization(by), { organization_id: organization.id, page })).items;

/** What every store promises of `members`. */
export const membersContract = checked({
  'members are listed with their roles on the organization, in their organization alone': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const [machine, person] = [await world.hire('viewer', 'annotator'), await harness.person()];
    await joinAs(harness, world, person);
    await other.hire('viewer');
    const target = { type: 'project', id: (await world.createProject()).id } as const;
    const admin = await world.inOrganization(founder);
    valueOf(await application.createRoleBinding(admin, { organization_id, user_id: person, role: 'admin', target }));
    const members = await membersOf(world, founder);
    for (const member of members) assertFits(Member, member);
    const by = { id: founder, name: admin.name };
    assert.deepEqual(
      members.map(({ user, kind, roles, added_by, created_at }) => [user.id, kind, roles, added_by, created_at]),
      [
        [founder, 'person', ['admin'], by, world.clock.now().toISOString()],
        [machine, 'service', ['viewer', 'annotator'], by, world.clock.now().toISOString()],
        [person, 'person', [], by, world.clock.now().toISOString()],
      ],
    );
  },

  'a member who is removed has no role and no token of the organization any more, and keeps all else': async (
    harness,
  ) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const [person, project] = [other.founder, await world.createProject()];
    await joinAs(harness, world, person, 'manager');
    const target = { type: 'project', id: project.id } as const;
    valueOf(
      await application.createRoleBinding(await world.inOrganization(founder), {
        organization_id,
        user_id: person,
        role: 'admin',
        target,
      }),
    );
    const everywhere = valueOf(
      await application.createOwnToken(await world.caller(person, INSTALLATION), { name: 'everywhere' }),
    );
    const machine = await world.hire('viewer');
    const limited = valueOf(
      await application.createServiceAccountToken(await world.inOrganization(founder), {
        organization_id,
        user_id: machine,
        name: 'limited',
      }),
    );
    const before = (await world.events()).length;
    for (const user_id of [person, machine]) {
      valueOf(await remove(world, founder, user_id));
      errorOf(await remove(world, founder, user_id), 'not_found');
      const caller = await world.inOrganization(user_id);
      assert.deepEqual([caller.knows_target, caller.permissions.size], [false, 0]);
    }
    assert.equal((await world.caller(person, target)).knows_target, false);
    assert.deepEqual(
      (await membersOf(world, founder)).map(({ user }) => user.id),
      [founder],
    );
    errorOf(await application.authenticate(revealed(limited).secret, INSTALLATION, null), 'unauthenticated');
    const there = valueOf(
      await application.authenticate(
        revealed(everywhere).secret,
        { type: 'organization', id: other.organization.id },
        null,
      ),
    );
    assert.equal(there.permissions.has('member:remove'), true);
    const admin = await world.inOrganization(founder);
    assert.deepEqual(valueOf(await application.listRoleBindings(admin, { organization_id, page })).items.length, 1);
    // A machine that is no member is no service account of the organization.
    assert.deepEqual(valueOf(await application.listServiceAccounts(admin, { organization_id, page })).items, []);
    errorOf(
      await application.createServiceAccountToken(admin, { organization_id, user_id: machine, name: 'x' }),
      'not_found',
    );
    const told = (await world.events())
      .slice(before)
      .map(({ type, subject }) => `${type.replace('goldset.', '')} ${subject}`);
    assert.equal(told.filter((text) => text.startsWith('role_binding.deleted')).length, 3);
    assert.ok(
      told.includes(`token.revoked ${limited.id}`) &&
        told.includes(`member.removed ${person}`) &&
        told.includes(`member.removed ${machine}`),
    );
    assert.ok(told.includes(`service_account.deleted ${machine}`));
    assert.equal(told.length, 7);
  },

  'what a removed member has claimed is released in every project of the organization, what they answered stays':
    async (harness) => {
      const project = await newProject(harness, 3, { overlap: 2 });
      const { application, founder, organization } = project;
      const organization_id = organization.id;
      const [ann, bob] = await project.annotators(2);
      assert.ok(ann && bob);
      valueOf(await project.submit(ann, await project.claimOne(ann)));
      assert.equal((await project.claim(ann, 2)).tasks.length, 2);
      await project.claim(bob, 2);
      const second = await project.createProject({ overlap: 1 });
      const target = { type: 'project', id: second.id } as const;
      const admin = await project.caller(founder, target);
      const controls = [{ name: 'a', kind: 'choice', source: 'text', required: true, options: ['b'] }] as const;
      valueOf(await application.createAnnotationUI(admin, { project_id: second.id, name: 'x', controls }));
      valueOf(await application.publishGuideline(admin, { project_id: second.id, text: 'x' }));
      const lines = async function* () {
        for (const line of upTo(250)) yield { line, bytes: 20, value: { data: {} } };
      };
      valueOf(
        await application.importItems(admin, {
          project_id: second.id,
          lines: lines(),
          on_conflict: 'reject',
          on_error: 'continue',
        }),
      );
      const there = await project.caller(ann.user_id, target);
      // Ended leases do not count for what one may hold, and are released like the others.
      for (const _ of upTo(3)) {
        assert.equal(
          valueOf(await application.claimTasks(there, { project_id: second.id, count: 70 })).tasks.length,
          70,
        );
        project.clock.advance(700);
      }
      valueOf(await remove(project, founder, ann.user_id));
      const progress = await project.progress();
      // Bob's leases have ended as well by now.
      assert.deepEqual(progress.tasks, { claimed: 0, submitted: 1, skipped: 0, released: 2, expired: 2 });
      const elsewhere = valueOf(await application.getProgress(admin, { project_id: second.id }));
      assert.deepEqual([elsewhere.items.open, elsewhere.items.claimed, elsewhere.tasks.claimed], [250, 0, 0]);
      const told = (await harness.events({ organization_id, project_id: second.id })).filter(
        ({ type }) => type === 'goldset.task.released',
      );
      assert.equal(told.length, elsewhere.tasks.released);
      // The places are there for others at once, behind the queue.
      assert.equal((await project.claim(bob, 1)).tasks.length, 1);
    },

  'what a member does while they are removed leaves the project whole': async (harness) => {
    const project = await newProject(harness, 12, { overlap: 2 });
    const annotators = await project.annotators(4);
    const removed = at(annotators, 0);
    const tasks = (await project.claim(removed, 10)).tasks;
    await Promise.all([
      remove(project, project.founder, removed.user_id),
      ...tasks.slice(0, 5).map((task) => project.submit(removed, task)),
      ...tasks.slice(5, 7).map((task) => project.skip(removed, task)),
      ...annotators.slice(1).map((annotator) => project.claim(annotator, 3)),
    ]);
    // `checked` recounts; of what was claimed before, nothing is.
    const left = (await project.tasks()).filter(
      ({ id, state }) => state === 'claimed' && tasks.some((task) => task.id === id),
    );
    assert.deepEqual(left, []);
  },

  'a role that is given while its member is removed is not left behind': async (harness) => {
    for (const _ of upTo(5)) {
      const world = await newWorld(harness);
      const { application, founder, organization } = world;
      const organization_id = organization.id;
      const user_id = await world.hire('viewer');
      const admin = await world.inOrganization(founder);
      const target = { type: 'organization', id: organization_id } as const;
      const [gone, ...given] = await Promise.all([
        remove(world, founder, user_id),
        ...(['annotator', 'reviewer', 'manager'] as const).map((role) =>
          application.createRoleBinding(admin, { organization_id, user_id, role, target }),
        ),
      ]);
      valueOf(gone);
      for (const result of given) if (!result.ok) errorOf(result, 'invalid');
      const { items } = valueOf(await application.listRoleBindings(admin, { organization_id, page }));
      assert.equal(only(items).user.id, founder);
    }
  },

  'the last admin who is a person is not removed': async (harness) => {
    const world = await newWorld(harness);
    const machine = await world.hire('admin');
    const before = await world.events();
    errorOf(await remove(world, world.founder, world.founder), 'last_admin');
    errorOf(await remove(world, machine, world.founder), 'forbidden');
    errorOf(
      await world.application.leaveOrganization(await world.inOrganization(world.founder), {
        organization_id: world.organization.id,
      }),
      'last_admin',
    );
    assert.deepEqual(await world.events(), before);
    const second = await harness.person();
    await joinAs(harness, world, second, 'admin');
    valueOf(await remove(world, world.founder, world.founder));
    errorOf(await remove(world, second, second), 'last_admin');
  },

  'of two admins who remove or demote each other at once, one stays': async (harness) => {
    for (const round of upTo(8)) {
      const world = await newWorld(harness);
      const { application, founder } = world;
      const organization_id = world.organization.id;
      const second = await harness.person();
      await joinAs(harness, world, second, 'admin');
      // Both are read before either acts.
      const [first, other] = [await world.inOrganization(founder), await world.inOrganization(second)];
      const { items } = valueOf(await application.listRoleBindings(first, { organization_id, page }));
      const demoted = only(items.filter(({ user }) => user.id === founder));
      const results = await Promise.all([
        application.removeMember(first, { organization_id, user_id: round % 4 < 2 ? second : founder }),
        round % 2 === 0
          ? application.deleteRoleBinding(other, { organization_id, role_binding_id: demoted.id })
          : application.removeMember(other, { organization_id, user_id: founder }),
      ]);
      for (const result of results)
        if (!result.ok) assert.ok(['last_admin', 'not_found'].includes(result.error.code), result.error.code);
      assert.ok(results.some(({ ok }) => ok));
      const admins = await Promise.all(
        [founder, second].map(async (id) => (await world.inOrganization(id)).permissions.has('member:remove')),
      );
      assert.ok(admins.includes(true));
      if (round % 4 < 2) assert.equal(results.filter(({ ok }) => ok).length, 1);
    }
  },

  'a person leaves an organization as if they were removed, and a machine cannot': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const person = await harness.person();
    await joinAs(harness, world, person, 'annotator');
    const project = await newProject(harness, 1);
    errorOf(
      await application.leaveOrganization(await world.inOrganization(project.founder), { organization_id }),
      'not_found',
    );
    errorOf(
      await application.leaveOrganization(await world.inOrganization(await world.hire('admin')), { organization_id }),
      'forbidden',
    );
    const before = (await world.events()).length;
    assert.deepEqual(
      valueOf(await application.leaveOrganization(await world.inOrganization(person), { organization_id })),
      { service_accounts: [], revoked_invitations: [] },
    );
    assert.deepEqual(
      (await world.events()).slice(before).map(({ type }) => type),
      ['goldset.role_binding.deleted', 'goldset.member.removed'],
    );
    assert.equal((await world.inOrganization(person)).knows_target, false);
    errorOf(await application.leaveOrganization(await world.inOrganization(person), { organization_id }), 'not_found');
    assert.equal(
      (await membersOf(world, founder)).some(({ user }) => user.id === person),
      false,
    );
  },

  'who is removed, demoted or leaves has no open invitation any more, and it is said whose secrets they may know':
    async (harness) => {
      const world = await newWorld(harness);
      const { application, founder, organization } = world;
      const organization_id = organization.id;
      const ends = {
        removed: async (id: Id) => valueOf(await remove(world, founder, id)),
        left: async (id: Id) =>
          valueOf(await application.leaveOrganization(await world.inOrganization(id), { organization_id })),
        demoted: async (id: Id) => {
          const { items } = valueOf(
            await application.listRoleBindings(await world.inOrganization(founder), {
              organization_id,
              page: { ...page, per_page: 200 },
            }),
          );
          const [reviewer, admin] = ['reviewer', 'admin'].map(
            (role) => items.find((binding) => binding.user.id === id && binding.role === role)?.id ?? '',
          );
          const kept = valueOf(
            await application.deleteRoleBinding(await world.inOrganization(founder), {
              organization_id,
              role_binding_id: reviewer ?? '',
            }),
          );
          assert.deepEqual(kept, { service_accounts: [], revoked_invitations: [] });
          return valueOf(
            await application.deleteRoleBinding(await world.inOrganization(founder), {
              organization_id,
              role_binding_id: admin ?? '',
            }),
          );
        },
      };
      for (const end of Object.values(ends)) {
        const inviter = await harness.person();
        await joinAs(harness, world, inviter, 'admin', 'reviewer');
        const caller = await world.inOrganization(inviter);
        const invite = async (by: Caller) =>
          revealed(
            valueOf(
              await application.createInvitation(by, {
                organization_id,
                email: `${harness.newId()}@example.org`,
                roles: ['admin'],
              }),
            ),
          );
        const [theirs, accepted, others] = [
          await invite(caller),
          await invite(caller),
          await invite(await world.inOrganization(founder)),
        ];
        valueOf(await application.acceptInvitationWithoutToken({ secret: accepted.secret, name: 'Grace' }, null));
        const [known, unknown] = [await world.hire(), await world.hire()];
        for (const [by, user_id] of [
          [caller, known],
          [await world.inOrganization(founder), unknown],
        ] as const) {
          valueOf(await application.createServiceAccountToken(by, { organization_id, user_id, name: 't' }));
        }
        valueOf(
          await application.createServiceAccountToken(caller, {
            organization_id,
            user_id: unknown,
            name: 't',
            expires_at: new Date(world.clock.now().getTime() + 1000).toISOString(),
          }),
        );
        world.clock.advance(1);
        const before = (await world.events()).length;
        const removal = await end(inviter);
        assertFits(AccessRemoval, removal);
        assert.deepEqual(
          [removal.service_accounts.map(({ id }) => id), removal.revoked_invitations],
          [[known], [{ id: theirs.id }]],
        );
        const told = (await world.events()).slice(before).filter(({ type }) => type === 'goldset.invitation.revoked');
        assert.deepEqual(
          told.map(({ subject }) => subject),
          [theirs.id],
        );
        errorOf(await application.acceptInvitationWithoutToken({ secret: theirs.secret, name: 'x' }, null), 'invalid');
        valueOf(await application.acceptInvitationWithoutToken({ secret: others.secret, name: 'x' }, null));
      }
    },

  'an invitation that is accepted while its inviter is removed makes no member afterwards': async (harness) => {
    for (const round of upTo(6)) {
      const world = await newWorld(harness);
      const { application, founder, organization } = world;
      const inviter = await harness.person();
      await joinAs(harness, world, inviter, 'admin');
      const invitation = revealed(
        valueOf(
          await application.createInvitation(await world.inOrganization(inviter), {
            organization_id: organization.id,
            email: `${harness.newId()}@example.org`,
            roles: ['admin'],
          }),
        ),
      );
      const accept = () =>
        application.acceptInvitationWithoutToken({ secret: invitation.secret, name: `x${round}` }, null);
      const [removed, accepted] = await Promise.all([remove(world, founder, inviter), accept()]);
      valueOf(removed);
      const types = (await world.events()).map(({ type }) => type);
      const [joined, gone] = [types.indexOf('goldset.invitation.accepted'), types.indexOf('goldset.member.removed')];
      assert.equal(accepted.ok, joined !== -1);
      if (accepted.ok) assert.ok(joined < gone);
      errorOf(await accept(), 'invalid');
    }
  },
});
