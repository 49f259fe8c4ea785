import assert from 'node:assert/strict';
import { ImportSetup, Setup } from '../../index.ts';
import type { Caller, Id } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, at, valueOf } from './expect.ts';
import { ANSWERS, EVERY_KIND, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const setupOf = async ({ application, admin, project }: ProjectWorld): Promise<Setup> =>
  valueOf(await application.getSetup(admin, { project_id: project.id }));

const give = ({ application, admin, project }: ProjectWorld, setup: unknown, by: Caller = admin) =>
  application.importSetup(by, { project_id: project.id, ...ImportSetup.parse(setup) });

/** A project with two annotation UIs and three guidelines, of which the second one names the first annotation UI again. */
const newRichProject = async (harness: Parameters<typeof newProject>[0]): Promise<ProjectWorld> => {
  const project = await newProject(harness, 0, {
    description: 'What films are like',
    overlap: 3,
    lease_seconds: 60,
    max_claimed: 7,
    show_predictions: true,
  });
  const {
    application,
    admin,
    project: { id: project_id },
  } = project;
  valueOf(await application.createAnnotationUI(admin, { project_id, name: 'Every kind', controls: EVERY_KIND }));
  await project.publish(1);
  await project.publish(2);
  return project;
};

const errorOf = <Error>(
  result: { readonly ok: true } | { readonly ok: false; readonly error: Error },
): Error | undefined => (result.ok ? undefined : result.error);

/** What every store promises of setups that go from project to project. */
export const setupContract = checked({
  'a project that is given the setup of another one has the same setup, with the same versions': async (harness) => {
    const [from, to] = [await newRichProject(harness), await newEmptyProject(harness)];
    const setup = await setupOf(from);
    assertFits(Setup, setup);
    assert.deepEqual(
      [
        setup.annotation_uis.map(({ version }) => version),
        setup.guidelines.map(({ version, annotation_ui_version }) => [version, annotation_ui_version]),
      ],
      [
        [1, 2],
        [
          [1, 1],
          [2, 1],
          [3, 2],
        ],
      ],
    );
    assert.deepEqual(setup.settings, {
      description: 'What films are like',
      overlap: 3,
      lease_seconds: 60,
      max_claimed: 7,
      show_predictions: true,
    });
    assert.deepEqual(valueOf(await give(to, JSON.parse(JSON.stringify(setup)))), setup);
    assert.deepEqual(await setupOf(to), setup);
    const {
      application,
      admin,
      project: { id: project_id },
    } = to;
    assert.equal(valueOf(await application.getGuideline(admin, { project_id, version: 'latest' })).version, 3);
    assert.equal(valueOf(await application.getProject(admin, { project_id })).name, to.project.name);
    const types = (await to.projectEvents()).map(({ type }) => type);
    assert.deepEqual(types.toSorted(), [
      ...Array(2).fill('goldset.annotation_ui.created'),
      ...Array(3).fill('goldset.guideline.published'),
      'goldset.project.created',
      'goldset.project.updated',
    ]);
  },

  'a setup that is given again changes nothing, and one that goes on adds what is new': async (harness) => {
    const [from, to] = [await newRichProject(harness), await newEmptyProject(harness)];
    const setup = await setupOf(from);
    const { annotation_uis, guidelines } = setup;
    valueOf(await give(to, { annotation_uis: annotation_uis.slice(0, 1), guidelines: guidelines.slice(0, 2) }));
    assert.deepEqual((await setupOf(to)).settings, {
      description: to.project.description,
      overlap: 1,
      lease_seconds: 600,
      max_claimed: 100,
      show_predictions: false,
    });
    valueOf(await give(to, setup));
    const before = await to.projectEvents();
    assert.deepEqual(valueOf(await give(to, setup)), setup);
    assert.deepEqual(valueOf(await give(to, { annotation_uis: annotation_uis.slice(0, 1) })), setup);
    assert.deepEqual(valueOf(await give(to, {})), setup);
    assert.deepEqual(valueOf(await give(to, { settings: null, annotation_uis: null, guidelines: null })), setup);
    assert.deepEqual(await to.projectEvents(), before);
    assert.equal(valueOf(await give(to, { settings: { overlap: 9 } })).settings.overlap, 9);
  },

  'a version that is another one is refused by its name, and nothing is changed': async (harness) => {
    const [from, to] = [await newRichProject(harness), await newProject(harness, 0)];
    const setup = await setupOf(from);
    const before = await setupOf(to);
    const other = {
      name: 'Other',
      controls: [{ name: 'judgement', kind: 'choice', source: 'text', options: ANSWERS.slice(1) }],
    };
    const refused = async (sent: object): Promise<unknown> => {
      const error = errorOf(await give(to, { settings: { overlap: 99 }, ...sent }));
      assert.deepEqual(await setupOf(to), before);
      return error !== undefined && 'detail' in error
        ? [error.code, error.detail.slice(0, error.detail.indexOf('.'))]
        : error;
    };
    assert.deepEqual(await refused({ annotation_uis: [other] }), [
      'already_exists',
      'The project has another annotation UI 1',
    ]);
    assert.deepEqual(
      await refused({
        annotation_uis: setup.annotation_uis,
        guidelines: [{ ...at(setup.guidelines, 0), text: 'Other' }],
      }),
      ['already_exists', 'The project has another guideline 1'],
    );
    assert.deepEqual(
      await refused({ guidelines: [at(setup.guidelines, 0), { text: 'More', annotation_ui_version: 2 }] }),
      {
        code: 'invalid',
        errors: [
          {
            pointer: '/guidelines/1/annotation_ui_version',
            code: 'not_found',
            detail: 'There is no such version of the annotation UI, neither in the project nor in this setup.',
          },
        ],
      },
    );
    for (const sent of [
      { annotation_uis: [{ version: 2, ...other }] },
      { guidelines: [{ version: 2, text: 'x', annotation_ui_version: 1 }] },
      { guidelines: [{ text: 'x' }] },
      { name: 'x' },
    ]) {
      assert.equal(ImportSetup.safeParse(sent).success, false);
    }
  },

  'two setups that are given at the same moment leave each version there once': async (harness) => {
    const [from, to] = [await newRichProject(harness), await newEmptyProject(harness)];
    const setup = await setupOf(from);
    const given = await Promise.all(Array.from({ length: 4 }, () => give(to, setup)));
    for (const result of given) assert.deepEqual(valueOf(result), setup);
    assert.deepEqual(await setupOf(to), setup);
    assert.equal((await to.projectEvents()).filter(({ type }) => type === 'goldset.guideline.published').length, 3);
  },

  'a setup is read by who may read each part of it, and given by who may change each': async (harness) => {
    const project = await newRichProject(harness);
    const {
      application,
      project: { id: project_id },
    } = project;
    const setup = await setupOf(project);
    const callerOf = async (...roles: readonly ('viewer' | 'manager')[]): Promise<Caller> =>
      project.inProject(await project.hire(...roles));
    const [viewer, manager] = [await callerOf('viewer'), await callerOf('manager')];
    assert.deepEqual(valueOf(await application.getSetup(viewer, { project_id })), setup);
    assert.deepEqual(errorOf(await give(project, setup, viewer)), {
      code: 'forbidden',
      permission: 'project:update',
      because: 'roles',
    });
    assert.deepEqual(valueOf(await give(project, setup, manager)), setup);
    const without = (caller: Caller, ...missing: readonly string[]): Caller => ({
      ...caller,
      permissions: new Set([...caller.permissions].filter((permission) => !missing.includes(permission))),
    });
    for (const permission of ['project:update', 'annotation_ui:create', 'guideline:publish']) {
      const error = errorOf(await give(project, setup, without(manager, permission)));
      assert.deepEqual(error !== undefined && 'permission' in error && [error.code, error.permission], [
        'forbidden',
        permission,
      ]);
    }
    for (const permission of ['project:read', 'annotation_ui:read', 'guideline:read']) {
      const error = errorOf(await application.getSetup(without(viewer, permission), { project_id }));
      assert.deepEqual(error !== undefined && 'permission' in error && [error.code, error.permission], [
        'forbidden',
        permission,
      ]);
    }
  },

  'an archived project shows its setup and takes none, and what is of another project stays there': async (harness) => {
    const [project, other] = [await newRichProject(harness), await newEmptyProject(harness)];
    const setup = await setupOf(project);
    await project.archive(project.project.id);
    const admin = await project.inProject(project.founder);
    assert.deepEqual(valueOf(await project.application.getSetup(admin, { project_id: project.project.id })), setup);
    assert.deepEqual(errorOf(await give(project, setup, admin)), { code: 'archived' });
    assert.deepEqual((await setupOf(other)).guidelines, []);
    const stranger = async (id: Id) => errorOf(await other.application.getSetup(other.admin, { project_id: id }));
    assert.deepEqual(await stranger(project.project.id), { code: 'not_found' });
  },

  'what is more than an answer may hold is refused': async (harness) => {
    const project = await newEmptyProject(harness);
    const {
      application,
      admin,
      project: { id: project_id },
    } = project;
    const controlsOf = (count: number, character: string) => {
      const options = Array.from({ length: 1000 }, (_, place) => String(place).padStart(200, character));
      return Array.from(
        { length: count },
        (_, place) => ({ name: `control-${place}`, kind: 'choice', source: 'text', required: true, options }) as const,
      );
    };
    valueOf(await application.createAnnotationUI(admin, { project_id, name: 'Large', controls: controlsOf(42, 'x') }));
    assert.equal(errorOf(await application.getSetup(admin, { project_id }))?.code, 'too_large');
    assert.equal(errorOf(await give(project, { settings: { overlap: 2 } }))?.code, 'too_large');
    // What counts is bytes, as in the body of a request.
    const other = await newEmptyProject(harness);
    valueOf(
      await application.createAnnotationUI(other.admin, {
        project_id: other.project.id,
        name: 'Large',
        controls: controlsOf(15, '字'),
      }),
    );
    assert.equal(errorOf(await application.getSetup(other.admin, { project_id: other.project.id }))?.code, 'too_large');
  },
});
