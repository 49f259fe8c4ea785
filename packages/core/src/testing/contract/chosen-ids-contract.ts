import assert from 'node:assert/strict';
import { INSTALLATION } from '../../index.ts';
import type { Id } from '../../index.ts';
import { checked } from './checked.ts';
import { errorOf, valueOf } from './expect.ts';
import { newProject, newWorld } from './world.ts';

const controls = [{ name: 'a', kind: 'choice', source: 'b', required: true, options: ['c'] }] as const;
const settings = {
  name: 'x',
  description: '',
  overlap: 1,
  lease_seconds: 60,
  max_claimed: 100,
  show_predictions: false,
} as const;

/** What every store promises of things that get the id that was chosen for them. */
export const chosenIdsContract = checked({
  'a thing has the id that was chosen for it, and so do its events': async (harness) => {
    const { newId } = harness;
    const project = await newProject(harness, 0);
    const { application, founder } = project;
    const [organization_id, project_id] = [project.organization.id, project.project.id];
    const admin = await project.inOrganization(founder);
    const id = newId();
    assert.equal(
      valueOf(await application.createOrganization(await project.caller(founder, INSTALLATION), { id, name: 'x' })).id,
      id,
    );
    const chosen = { project: newId(), account: newId(), binding: newId(), ui: newId(), guideline: newId() };
    assert.equal(
      valueOf(await application.createProject(admin, { organization_id, id: chosen.project, ...settings })).id,
      chosen.project,
    );
    assert.equal(
      valueOf(
        await application.createServiceAccount(admin, {
          organization_id,
          id: chosen.account,
          name: 'x',
          roles: ['viewer'],
        }),
      ).id,
      chosen.account,
    );
    const target = { type: 'project', id: chosen.project } as const;
    assert.equal(
      valueOf(
        await application.createRoleBinding(admin, {
          organization_id,
          id: chosen.binding,
          user_id: chosen.account,
          role: 'manager',
          target,
        }),
      ).id,
      chosen.binding,
    );
    assert.equal(
      valueOf(await application.createAnnotationUI(project.admin, { project_id, id: chosen.ui, name: 'x', controls }))
        .id,
      chosen.ui,
    );
    assert.equal(
      valueOf(await application.publishGuideline(project.admin, { project_id, id: chosen.guideline, text: 'x' })).id,
      chosen.guideline,
    );
    const events = [
      ...(await project.events()),
      ...(await project.projectEvents()),
      ...(await harness.events({ organization_id, project_id: chosen.project })),
    ];
    const subjects = new Set(events.map(({ subject }) => subject));
    for (const [name, of] of Object.entries(chosen)) assert.ok(subjects.has(of), name);
  },

  'an id that is taken is refused, and nothing is done': async (harness) => {
    const [project, other] = [await newProject(harness, 0), await newWorld(harness)];
    const { application, founder } = project;
    const [organization_id, project_id] = [project.organization.id, project.project.id];
    const admin = await project.inOrganization(founder);
    const page = { per_page: 50, order: 'asc' } as const;
    const account = await project.hire('viewer');
    const taken = async (result: Promise<Parameters<typeof errorOf>[0]>): Promise<void> =>
      void errorOf(await result, 'already_exists');
    const all = async (): Promise<unknown> => [
      await project.events(),
      await project.projectEvents(),
      valueOf(await application.listServiceAccounts(admin, { organization_id, page })).items,
    ];
    const before = await all();
    for (const id of [organization_id, other.organization.id]) {
      await taken(application.createOrganization(await project.caller(founder, INSTALLATION), { id, name: 'x' }));
    }
    for (const id of [project_id, (await other.createProject()).id])
      await taken(application.createProject(admin, { organization_id, id, ...settings }));
    for (const id of [account, founder])
      await taken(application.createServiceAccount(admin, { organization_id, id, name: 'x', roles: ['viewer'] }));
    const [binding] = valueOf(await application.listRoleBindings(admin, { organization_id, page })).items;
    assert.ok(binding);
    const target = { type: 'project', id: project_id } as const;
    await taken(
      application.createRoleBinding(admin, {
        organization_id,
        id: binding.id,
        user_id: account,
        role: 'manager',
        target,
      }),
    );
    const ui = valueOf(await application.getAnnotationUI(project.admin, { project_id, version: 1 }));
    await taken(application.createAnnotationUI(project.admin, { project_id, id: ui.id, name: 'x', controls }));
    const guideline = valueOf(await application.getGuideline(project.admin, { project_id, version: 'latest' }));
    await taken(application.publishGuideline(project.admin, { project_id, id: guideline.id, text: 'x' }));
    assert.deepEqual(await all(), before);
    // No version was used up.
    assert.equal(valueOf(await application.publishGuideline(project.admin, { project_id, text: 'x' })).version, 2);
    assert.equal(
      valueOf(await application.createAnnotationUI(project.admin, { project_id, name: 'x', controls })).version,
      2,
    );
  },

  'of several who choose one id at once one has it': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder } = world;
    const organization_id = world.organization.id;
    const admin = await world.inOrganization(founder);
    const project = await newProject(harness, 0);
    const project_id = project.project.id;
    const choose = [
      (id: Id) => application.createProject(admin, { organization_id, id, ...settings }),
      (id: Id) => application.createServiceAccount(admin, { organization_id, id, name: 'x', roles: [] }),
      (id: Id) => project.application.publishGuideline(project.admin, { project_id, id, text: 'x' }),
    ];
    for (const make of choose) {
      const id = harness.newId();
      const results = await Promise.all([1, 2, 3, 4].map(() => make(id)));
      assert.equal(results.filter(({ ok }) => ok).length, 1);
      for (const result of results) if (!result.ok) assert.equal(result.error.code, 'already_exists');
    }
  },
});
