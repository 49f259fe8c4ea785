import assert from 'node:assert/strict';
import { AnnotationUI, AnswerSchema, Guideline } from '../../index.ts';
import type { Json, JsonObject } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, upTo, valueOf } from './expect.ts';
import { ANSWERS, EVERY_KIND, MARK, newEmptyProject, newProject } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

const sorted = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);

/** What every store promises of `annotationUis` and `guidelines`. */
export const versionsContract = checked({
  'annotation UIs and guidelines are numbered from 1, and stay what they were': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin, founder } = project;
    const project_id = project.project.id;
    const now = project.clock.now().toISOString();
    const made = { created_by: { id: founder, name: admin.name }, created_at: now };
    const first = valueOf(await project.createUi());
    assertFits(AnnotationUI, first);
    assert.deepEqual(first, {
      id: first.id,
      version: 1,
      name: `Judgement ${MARK}`,
      controls: [{ name: 'judgement', kind: 'choice', source: 'text', required: true, options: [...ANSWERS] }],
      ...made,
    });
    const guideline = await project.publish();
    assertFits(Guideline, guideline);
    assert.deepEqual(guideline, {
      id: guideline.id,
      version: 1,
      text: `# Judge well ${MARK}`,
      annotation_ui_version: 1,
      ...made,
    });
    project.clock.advance(60);
    const second = valueOf(await project.createUi(['other']));
    const next = await project.publish();
    assert.deepEqual([second.version, next.version, next.annotation_ui_version], [2, 2, 2]);
    assert.deepEqual(valueOf(await application.getAnnotationUI(admin, { project_id, version: 1 })), first);
    assert.deepEqual(valueOf(await application.getAnnotationUI(admin, { project_id, version: 2 })), second);
    assert.deepEqual(valueOf(await application.getGuideline(admin, { project_id, version: 1 })), guideline);
    assert.deepEqual(valueOf(await application.getGuideline(admin, { project_id, version: 'latest' })), next);
    assert.deepEqual(valueOf(await application.listAnnotationUIs(admin, { project_id, page })).items, [first, second]);
    assert.deepEqual(valueOf(await application.listGuidelines(admin, { project_id, page })).items, [guideline, next]);
  },

  'versions that are not there are not found': async (harness) => {
    const [empty, project] = [await newEmptyProject(harness), await newProject(harness, 0)];
    const get = (world: typeof empty, version: number | 'latest') =>
      world.application.getGuideline(world.admin, { project_id: world.project.id, version });
    errorOf(await get(empty, 'latest'), 'not_found');
    for (const version of [0, 2, 10]) {
      errorOf(await get(project, version), 'not_found');
      errorOf(
        await project.application.getAnnotationUI(project.admin, { project_id: project.project.id, version }),
        'not_found',
      );
    }
  },

  'every kind of control is kept as it was made': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin } = project;
    const project_id = project.project.id;
    const made = valueOf(
      await application.createAnnotationUI(admin, { project_id, name: 'all', controls: EVERY_KIND }),
    );
    assert.deepEqual(made.controls, EVERY_KIND);
    assert.deepEqual(valueOf(await application.getAnnotationUI(admin, { project_id, version: 1 })), made);
  },

  'the schema of an answer has each control under its name, and requires those that are': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin } = project;
    const project_id = project.project.id;
    valueOf(await application.createAnnotationUI(admin, { project_id, name: 'all', controls: EVERY_KIND }));
    const schema = valueOf(await application.getAnnotationUISchema(admin, { project_id, version: 1 }));
    assertFits(AnswerSchema, schema);
    assert.deepEqual(
      Object.keys(schema.properties),
      EVERY_KIND.map(({ name }) => name),
    );
    assert.deepEqual(
      schema.required,
      EVERY_KIND.filter(({ required }) => required).map(({ name }) => name),
    );
    const { type, anyOf } = schema.properties['choice'] as JsonObject;
    assert.deepEqual([type, (anyOf as readonly Json[])[0]], ['string', { enum: ['a', 'b'] }]);
    for (const version of [0, 2])
      errorOf(await application.getAnnotationUISchema(admin, { project_id, version }), 'not_found');
  },

  'a guideline needs an annotation UI, and names the newest where it names none': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin } = project;
    const project_id = project.project.id;
    errorOf(await application.publishGuideline(admin, { project_id, text: 'x' }), 'not_ready');
    for (const _ of upTo(3)) valueOf(await project.createUi());
    assert.equal((await project.publish()).annotation_ui_version, 3);
    assert.equal((await project.publish(2)).annotation_ui_version, 2);
    const refused = errorOf(
      await application.publishGuideline(admin, { project_id, text: 'x', annotation_ui_version: 4 }),
      'invalid',
    );
    assert.deepEqual(
      refused.errors.map(({ pointer, code }) => [pointer, code]),
      [['/annotation_ui_version', 'not_found']],
    );
    assert.equal((await project.publish()).version, 3);
  },

  'a new annotation UI takes effect when a guideline names it': async (harness) => {
    const project = await newProject(harness, 3);
    const ann = await project.annotator();
    valueOf(await project.createUi(['other']));
    assert.equal((await project.claimOne(ann)).annotation_ui_version, 1);
    await project.publish(1);
    assert.deepEqual(
      (({ guideline_version, annotation_ui_version }) => [guideline_version, annotation_ui_version])(
        await project.claimOne(ann),
      ),
      [2, 1],
    );
    await project.publish(2);
    assert.deepEqual(
      (({ guideline_version, annotation_ui_version }) => [guideline_version, annotation_ui_version])(
        await project.claimOne(ann),
      ),
      [3, 2],
    );
  },

  'guidelines published at once get versions without gap or duplicate, told in their order': async (harness) => {
    const project = await newEmptyProject(harness);
    valueOf(await project.createUi());
    const published = await Promise.all(upTo(10).map(() => project.publish()));
    assert.deepEqual(sorted(published.map(({ version }) => version)), upTo(10));
    const told = (await project.projectEvents()).filter((event) => isOfType(event, 'goldset.guideline.published'));
    assert.deepEqual(
      told.map(({ data }) => data['version']),
      upTo(10),
    );
    for (const [index, { subject }] of told.entries())
      assert.equal(published.find(({ version }) => version === index + 1)?.id, subject);
  },

  'annotation UIs made at once get versions without gap or duplicate': async (harness) => {
    const project = await newEmptyProject(harness);
    const made = (await Promise.all(upTo(10).map(() => project.createUi()))).map(valueOf);
    assert.deepEqual(sorted(made.map(({ version }) => version)), upTo(10));
    assert.equal(
      at(
        valueOf(await project.application.listAnnotationUIs(project.admin, { project_id: project.project.id, page }))
          .items,
        9,
      ).version,
      10,
    );
  },

  'projects are numbered apart': async (harness) => {
    const [first, second] = [await newProject(harness, 0), await newProject(harness, 0)];
    assert.equal((await first.publish()).version, 2);
    assert.equal((await second.publish()).version, 2);
    assert.equal(valueOf(await second.createUi()).version, 2);
  },
});
