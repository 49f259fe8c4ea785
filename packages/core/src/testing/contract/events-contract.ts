import assert from 'node:assert/strict';
import { INSTALLATION } from '../../index.ts';
import type { Event } from '../../index.ts';
import { checked } from './checked.ts';
import { assertEventsFit } from './events-fit.ts';
import { at, valueOf } from './expect.ts';
import { answer, manyItems, newProject, newWorld } from './world.ts';

const told = (events: readonly Event[]): readonly string[] => events.map(({ type }) => type.replace('goldset.', ''));

/** What every store promises of the outbox. Every case of every suite ends with a look at its events, too. */
export const eventsContract = checked({
  'an organization’s events tell how it began, in order': async (harness) => {
    const world = await newWorld(harness);
    const { id } = world.organization;
    const [founded, joined, bound] = await world.events();
    assert.ok(founded && joined && bound);
    const rest = { time: world.clock.now().toISOString(), causation_id: 'test', organization_id: id, project_id: null };
    assert.deepEqual(
      [founded, joined].map(({ id: _, ...event }) => event),
      [
        { type: 'goldset.organization.created', subject: id, data: { created_by: world.founder }, ...rest },
        { type: 'goldset.member.added', subject: world.founder, data: { user_id: world.founder }, ...rest },
      ],
    );
    assert.deepEqual(bound.data, { user_id: world.founder, role: 'admin', target_type: 'organization', target_id: id });
    assert.equal((await world.events()).length, 3);
  },

  'service accounts, their tokens and role bindings are told in the organization': async (harness) => {
    const world = await newWorld(harness);
    const { application, organization, founder, inOrganization } = world;
    const organization_id = organization.id;
    const before = (await world.events()).length;
    const machine = await world.hire('viewer', 'annotator');
    const admin = await inOrganization(founder);
    const token = valueOf(
      await application.createServiceAccountToken(admin, { organization_id, user_id: machine, name: 'token' }),
    );
    valueOf(
      await application.revokeServiceAccountToken(admin, { organization_id, user_id: machine, token_id: token.id }),
    );
    const target = { type: 'organization', id: organization_id } as const;
    valueOf(await application.createRoleBinding(admin, { organization_id, user_id: machine, role: 'manager', target }));
    const events = (await world.events()).slice(before);
    assert.deepEqual(told(events), [
      'service_account.created',
      'member.added',
      'role_binding.created',
      'role_binding.created',
      'token.created',
      'token.revoked',
      'role_binding.created',
    ]);
    assert.deepEqual(
      [at(events, 4).subject, at(events, 5).subject, at(events, 5).data],
      [token.id, token.id, { user_id: machine }],
    );
  },

  'a token that works everywhere is told above all organizations': async (harness) => {
    const world = await newWorld(harness);
    const caller = await world.caller(world.founder, INSTALLATION);
    const token = valueOf(await world.application.createOwnToken(caller, { name: 'token' }));
    valueOf(await world.application.revokeOwnToken(caller, { token_id: token.id }));
    const events = (await harness.events({ organization_id: null, project_id: null })).filter(
      ({ subject }) => subject === token.id,
    );
    assert.deepEqual(told(events), ['token.created', 'token.revoked']);
    assertEventsFit(events);
  },

  'a project’s events tell its life, each action one, in order, and are in no other stream': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [above, before] = [await project.events(), await project.projectEvents()];
    assert.deepEqual(told(before), [
      'project.created',
      'annotation_ui.created',
      'guideline.published',
      'items.imported',
    ]);
    const [first, second] = (await project.claim(ann, 2)).tasks;
    assert.ok(first && second);
    valueOf(await project.renew(ann, first));
    valueOf(await project.submit(ann, first, answer(2)));
    valueOf(await project.release(ann, second));
    const third = await project.claimOne(bob);
    valueOf(await project.skip(bob, third, 'no reason'));
    await project.claimOne(ann);
    project.clock.advance(600);
    await project.claimOne(ann);
    const target = { type: 'project', id: project.project.id } as const;
    valueOf(
      await project.application.createRoleBinding(project.admin, {
        organization_id: project.organization.id,
        user_id: ann.user_id,
        role: 'viewer',
        target,
      }),
    );
    await project.importItems(manyItems(3, { priority: 1 }), { on_conflict: 'update' });
    const events = await project.projectEvents();
    assert.deepEqual(told(events.slice(before.length)), [
      'task.claimed',
      'task.claimed',
      'task.renewed',
      'task.submitted',
      'task.released',
      'task.claimed',
      'task.skipped',
      'task.claimed',
      'task.expired',
      'task.claimed',
      'role_binding.created',
      'items.imported',
    ]);
    for (const { organization_id, project_id, causation_id } of events) {
      assert.deepEqual({ organization_id, project_id, causation_id }, { ...project.scope, causation_id: 'test' });
    }
    assert.deepEqual(await project.events(), above);
  },

  'what is refused tells nothing': async (harness) => {
    const project = await newProject(harness, 1);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const task = await project.claimOne(ann);
    const before = [await project.events(), await project.projectEvents()];
    const project_id = project.project.id;
    await project.submit(ann, task, { judgement: 'no option' });
    await project.submit(bob, task);
    await project.release(bob, task);
    await project.claim(bob);
    await project.application.publishGuideline(project.admin, { project_id, text: 'x', annotation_ui_version: 9 });
    await project.application.publishGuideline(ann, { project_id, text: 'x' });
    await project.application.createAnnotationUI(bob, { project_id, name: 'x', controls: [] });
    await project.application.createServiceAccount(ann, {
      organization_id: project.organization.id,
      name: 'x',
      roles: ['admin'],
    });
    assert.deepEqual([await project.events(), await project.projectEvents()], before);
  },

  'events of many writers at once come in an order in which every cause is before its effect': async (harness) => {
    const project = await newProject(harness, 20, { overlap: 2 });
    const annotators = await project.annotators(6);
    await Promise.all([
      ...annotators.map(async (annotator, index) => {
        for (
          let found = await project.claim(annotator, 2);
          found.tasks.length > 0;
          found = await project.claim(annotator, 2)
        ) {
          for (const task of found.tasks) {
            if ((task.guideline_version + index) % 4 === 0) valueOf(await project.skip(annotator, task));
            else valueOf(await project.submit(annotator, task));
          }
        }
      }),
      (async () => {
        for (const n of [1, 2, 3]) {
          valueOf(await project.createUi());
          await project.publish();
          await project.importItems(manyItems(n, { external_id: `late-${n}` }));
        }
      })(),
    ]);
    // `checked` replays the events: claims after imports and guidelines, ends after claims, counts that rise one by one.
    assert.equal(told(await project.projectEvents()).filter((type) => type === 'guideline.published').length, 4);
  },
});
