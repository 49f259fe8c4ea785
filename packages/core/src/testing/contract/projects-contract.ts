import assert from 'node:assert/strict';
import { Project } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, at, errorOf, valueOf } from './expect.ts';
import { newWorld } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

/** What every store promises of `projects`. */
export const projectsContract = checked({
  'a project is active from the start, with its settings': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const admin = await world.inOrganization(founder);
    const request = {
      name: 'Reviews',
      description: 'About *films*',
      overlap: 3,
      lease_seconds: 1234,
      max_claimed: 7,
      show_predictions: true,
    };
    const project = valueOf(await application.createProject(admin, { organization_id: organization.id, ...request }));
    assertFits(Project, project);
    const now = world.clock.now().toISOString();
    assert.deepEqual(project, {
      id: project.id,
      organization: { id: organization.id, name: organization.name },
      ...request,
      state: 'active',
      revision: 1,
      created_by: { id: founder, name: admin.name },
      created_at: now,
      updated_at: now,
      deleted_at: null,
    });
    const caller = await world.caller(founder, { type: 'project', id: project.id });
    assert.deepEqual(valueOf(await application.getProject(caller, { project_id: project.id })), project);
  },

  'one lists the projects of the organization that one has a role on, and no others': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, organization, founder, caller } = world;
    const organization_id = organization.id;
    const [first, second, third] = [
      await world.createProject(),
      await world.createProject(),
      await world.createProject(),
    ];
    await other.createProject();
    const list = async (userId: string) =>
      valueOf(await application.listProjects(await world.inOrganization(userId), { organization_id, page })).items;
    assert.deepEqual(await list(founder), [first, second, third]);
    const user_id = await world.hire();
    assert.deepEqual(await list(user_id), []);
    for (const { id } of [third, first]) {
      const target = { type: 'project', id } as const;
      // Two roles on a project do not list it twice.
      for (const role of ['viewer', 'annotator'] as const) {
        valueOf(
          await application.createRoleBinding(await caller(founder, target), {
            organization_id,
            user_id,
            role,
            target,
          }),
        );
      }
    }
    assert.deepEqual(await list(user_id), [first, third]);
    const everywhere = { type: 'organization', id: organization_id } as const;
    valueOf(
      await application.createRoleBinding(await caller(founder, everywhere), {
        organization_id,
        user_id,
        role: 'viewer',
        target: everywhere,
      }),
    );
    assert.deepEqual(await list(user_id), [first, second, third]);
  },

  'an archived project is read as such': async (harness) => {
    const world = await newWorld(harness);
    const [kept, archived] = [await world.createProject(), await world.createProject()];
    await world.archive(archived.id);
    const admin = await world.inOrganization(world.founder);
    const { items } = valueOf(
      await world.application.listProjects(admin, { organization_id: world.organization.id, page }),
    );
    assert.deepEqual(
      items.map(({ id, state }) => [id, state]),
      [
        [kept.id, 'active'],
        [archived.id, 'archived'],
      ],
    );
  },

  'a project is found in its organization alone': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const project = await world.createProject();
    const elsewhere = await other.caller(other.founder, { type: 'project', id: project.id });
    errorOf(await other.application.getProject(elsewhere, { project_id: project.id }), 'not_found');
    assert.equal(
      await harness.store
        .within({ organization_id: other.organization.id, project_id: null })
        .projects.find(project.id),
      undefined,
    );
    const here = harness.store.within({ organization_id: world.organization.id, project_id: null });
    assert.deepEqual(await here.projects.find(project.id), project);
    assert.deepEqual(at((await here.projects.listFor(world.founder, page)).items, 0), project);
  },
});
