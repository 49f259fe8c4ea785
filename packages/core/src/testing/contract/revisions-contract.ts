import assert from 'node:assert/strict';
import { Annotation } from '../../index.ts';
import type { Caller, JsonObject } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import type { ContractHarness } from './harness.ts';
import { assertFits, at, errorOf, only, saysWhy, upTo, valueOf, walk } from './expect.ts';
import { answer, EVERY_KIND, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

/** A project with one annotation of an annotator. */
const answered = async (
  harness: ContractHarness,
): Promise<{ readonly project: ProjectWorld; readonly ann: Caller; readonly annotation: Annotation }> => {
  const project = await newProject(harness, 1);
  const ann = await project.annotator();
  const annotation = valueOf(await project.submit(ann, await project.claimOne(ann)));
  return { project, ann, annotation };
};

/** What every store promises of revisions. Every case of every suite ends with a look at them, too. */
export const revisionsContract = checked({
  'a revision takes the place of the one before it, which is kept with its author and time': async (harness) => {
    const { project, ann, annotation } = await answered(harness);
    project.clock.advance(10);
    const [first, second] = [annotation.created_at, project.clock.now().toISOString()];
    const revised = valueOf(await project.revise(ann, annotation, answer(1)));
    assertFits(Annotation, revised);
    assert.deepEqual(revised, { ...annotation, value: answer(1), revision: 2, updated_at: second });
    project.clock.advance(10);
    valueOf(await project.revise(ann, annotation, answer(2)));
    const author = { id: ann.user_id, name: ann.name };
    assert.deepEqual(await project.revisions(annotation), [
      { revision: 1, value: answer(0), author, source: 'task', created_at: first },
      { revision: 2, value: answer(1), author, source: 'task', created_at: second },
      { revision: 3, value: answer(2), author, source: 'task', created_at: project.clock.now().toISOString() },
    ]);
    const { value, revision } = only(only(await project.exported()).annotations);
    assert.deepEqual([value, revision], [answer(2), 3]);
    const told = (await project.projectEvents()).at(-1);
    assert.ok(told && isOfType(told, 'goldset.annotation.revised'));
    assert.deepEqual(
      [told.subject, told.data],
      [annotation.id, { item_id: annotation.item_id, annotator_id: ann.user_id, revision: 3 }],
    );
  },

  'an equal value changes nothing, whatever its form': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin } = project;
    const project_id = project.project.id;
    const controls = EVERY_KIND.filter(({ kind }) => kind === 'choices' || kind === 'number');
    valueOf(await application.createAnnotationUI(admin, { project_id, name: 'two', controls }));
    await project.publish();
    await project.importItems([{ data: {} }]);
    const ann = await project.annotator();
    const { id } = await project.claimOne(ann);
    const annotation = valueOf(
      await application.submitTask(ann, { project_id, task_id: id, value: { choices: ['a', 'b'], number: 1 } }),
    );
    project.clock.advance(10);
    const events = await project.projectEvents();
    assert.deepEqual(
      valueOf(
        await application.reviseAnnotation(ann, {
          project_id,
          annotation_id: annotation.id,
          value: { number: 1, choices: ['b', 'a'] },
        }),
      ),
      annotation,
    );
    assert.deepEqual([await project.projectEvents(), (await project.revisions(annotation)).length], [events, 1]);
  },

  'a value is checked against the annotation UI that the annotation names, and its item’s data, not against the one in force':
    async (harness) => {
      const { project, ann, annotation } = await answered(harness);
      const { application } = project;
      const project_id = project.project.id;
      valueOf(await project.createUi(['other']));
      await project.publish();
      const revise = (value: JsonObject) =>
        application.reviseAnnotation(ann, { project_id, annotation_id: annotation.id, value });
      const { errors } = errorOf(await revise({ judgement: 'other' }), 'invalid');
      assert.deepEqual(
        errors.map(({ pointer, code }) => `${pointer} ${code}`),
        ['/value/judgement option'],
      );
      errorOf(await revise({}), 'invalid');
      assert.equal(valueOf(await revise(answer(1))).annotation_ui_version, 1);
      assert.equal((await project.revisions(annotation)).length, 2);
    },

  'only the annotator revises: who may read the annotation is told so, to everybody else it is not there': async (
    harness,
  ) => {
    const { project, ann, annotation } = await answered(harness);
    errorOf(await project.revise(await project.annotator(), annotation, answer(1)), 'not_found');
    const reviewer = await project.inProject(await project.hire('reviewer'));
    for (const other of [reviewer, await project.inProject(await project.hire('manager')), project.admin]) {
      assert.match(
        saysWhy(errorOf(await project.revise(other, annotation, answer(1), [7]), 'forbidden')),
        /^Only the annotator who gave this answer /,
      );
    }
    for (const missing of ['annotation:read', 'annotation:read_all'] as const) {
      const limited = {
        ...reviewer,
        permissions: new Set([...reviewer.permissions].filter((permission) => permission !== missing)),
      };
      errorOf(await project.revise(limited, annotation, answer(1)), 'not_found');
    }
    errorOf(await project.revise(project.admin, { id: harness.newId() }, answer(1)), 'not_found');
    errorOf(await project.revise(ann, { id: harness.newId() }, answer(1)), 'not_found');
    const other = await newProject(harness, 0);
    errorOf(
      await other.application.reviseAnnotation(other.admin, {
        project_id: other.project.id,
        annotation_id: annotation.id,
        value: answer(1),
      }),
      'not_found',
    );
    assert.deepEqual(await project.annotations(), [annotation]);
  },

  'who may read an annotation may read its revisions, page by page': async (harness) => {
    const { project, ann, annotation } = await answered(harness);
    for (const n of upTo(6)) valueOf(await project.revise(ann, annotation, answer((n % 3) as 0 | 1 | 2)));
    const { application } = project;
    const input = { project_id: project.project.id, annotation_id: annotation.id };
    for (const order of ['asc', 'desc'] as const) {
      const rows = await walk(
        async (page) => valueOf(await application.listAnnotationRevisions(ann, { ...input, page })),
        { per_page: 3, order },
      );
      assert.deepEqual(
        rows.map(({ revision }) => revision),
        order === 'asc' ? upTo(7) : upTo(7).toReversed(),
      );
    }
    const page = { per_page: 10, order: 'asc' } as const;
    assert.equal(
      valueOf(
        await application.listAnnotationRevisions(await project.inProject(await project.hire('reviewer')), {
          ...input,
          page,
        }),
      ).items.length,
      7,
    );
    errorOf(await application.listAnnotationRevisions(await project.annotator(), { ...input, page }), 'not_found');
    errorOf(
      await application.listAnnotationRevisions(ann, { ...input, annotation_id: harness.newId(), page }),
      'not_found',
    );
  },

  'a revision that is named must be the present one': async (harness) => {
    const { project, ann, annotation } = await answered(harness);
    assert.deepEqual(errorOf(await project.revise(ann, annotation, answer(1), [2]), 'stale'), {
      code: 'stale',
      revision: 1,
    });
    assert.equal(valueOf(await project.revise(ann, annotation, answer(1), [1])).revision, 2);
    assert.deepEqual(errorOf(await project.revise(ann, annotation, answer(2), [1]), 'stale'), {
      code: 'stale',
      revision: 2,
    });
    assert.equal(valueOf(await project.revise(ann, annotation, answer(2), [1, 2])).revision, 3);
    errorOf(await project.revise(ann, annotation, answer(2), []), 'stale');
    errorOf(await project.revise(ann, annotation, answer(2), [Number.MAX_SAFE_INTEGER]), 'stale');
    assert.deepEqual(
      (await project.revisions(annotation)).map(({ value }) => value),
      [answer(0), answer(1), answer(2)],
    );
  },

  'of edits at once of one revision exactly one wins; of edits of whatever is there each is kept': async (harness) => {
    const { project, ann, annotation } = await answered(harness);
    const conditional = await Promise.all(
      [1, 2].map((option) => project.revise(ann, annotation, answer(option as 1 | 2), [1])),
    );
    assert.deepEqual(conditional.map(({ ok }) => ok).sort(), [false, true]);
    for (const result of conditional) if (!result.ok) assert.deepEqual(result.error, { code: 'stale', revision: 2 });
    assert.equal((await project.revisions(annotation)).length, 2);
    // Three values: of any two that come one after the other the later is another one, but for what is there already.
    const [there] = (await project.annotations()).map(({ value }) => value);
    const others = ([0, 1, 2] as const)
      .map((option) => answer(option))
      .filter(({ judgement }) => judgement !== there?.['judgement']);
    const made = await Promise.all(others.map(async (value) => valueOf(await project.revise(ann, annotation, value))));
    assert.deepEqual(made.map(({ revision }) => revision).sort(), [3, 4]);
    assert.deepEqual(
      new Set((await project.revisions(annotation)).slice(2).map(({ value }) => value['judgement'])),
      new Set(others.map(({ judgement }) => judgement)),
    );
  },

  'many edits at once, of equal and of other values: each that changed something is a revision': async (harness) => {
    const { project, ann, annotation } = await answered(harness);
    const made = await Promise.all(
      upTo(12).map(async (n) => valueOf(await project.revise(ann, annotation, answer((n % 3) as 0 | 1 | 2)))),
    );
    const values = (await project.revisions(annotation)).map(({ value }) => value['judgement']);
    for (const [index, value] of values.entries()) assert.notEqual(value, values[index + 1]);
    for (const { revision, value } of made) assert.equal(value['judgement'], at(values, revision - 1));
  },

  'submitting the same value again answers the first revision, whatever came later': async (harness) => {
    const { project, ann, annotation } = await answered(harness);
    const task = { id: annotation.task_id ?? '' };
    project.clock.advance(10);
    valueOf(await project.revise(ann, annotation, answer(1)));
    assert.deepEqual(valueOf(await project.submit(ann, task, answer(0))), annotation);
    errorOf(await project.submit(ann, task, answer(1)), 'already_submitted');
    valueOf(await project.revise(ann, annotation, answer(2)));
    assert.deepEqual(valueOf(await project.submit(ann, task, answer(0))), annotation);
    assert.equal(only(await project.annotations()).revision, 3);
  },

  'annotations are listed by item, by annotator, and by when they changed, also together': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const { application, admin } = project;
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const made: Annotation[] = [];
    for (const by of [ann, bob])
      for (const task of (await project.claim(by, 3)).tasks) made.push(valueOf(await project.submit(by, task)));
    const start = project.clock.now().toISOString();
    project.clock.advance(10);
    const revised = valueOf(await project.revise(ann, at(made, 1), answer(1)));
    const project_id = project.project.id;
    const list = async (filters: object, by: Caller = admin, order: 'asc' | 'desc' = 'asc') =>
      (
        await walk(async (page) => valueOf(await application.listAnnotations(by, { project_id, page, ...filters })), {
          per_page: 1,
          order,
        })
      ).map(({ id }) => id);
    const ids = (...places: readonly number[]): readonly string[] => places.map((place) => at(made, place).id);
    const { item_id } = at(made, 1);
    for (const [filters, ...places] of [
      [{}, 0, 1, 2, 3, 4, 5],
      [{ item_id }, 1, 4],
      [{ annotator_id: bob.user_id }, 3, 4, 5],
      [{ item_id, annotator_id: bob.user_id }, 4],
      [{ changed_since: start }, 1],
      [{ changed_since: '2020-01-01T00:00:00.000Z' }, 0, 1, 2, 3, 4, 5],
      [{ changed_since: revised.updated_at }],
      [{ changed_since: start, annotator_id: ann.user_id }, 1],
      [{ changed_since: start, annotator_id: bob.user_id }],
      [{ changed_since: start, item_id }, 1],
      [{ changed_since: start, item_id: at(made, 0).item_id }],
      [{ item_id: harness.newId() }],
      [{ annotator_id: harness.newId() }],
    ] as const) {
      assert.deepEqual([filters, await list(filters)], [filters, ids(...places)]);
      assert.deepEqual(await list(filters, admin, 'desc'), ids(...places.toReversed()));
    }
    assert.deepEqual(await list({ annotator_id: bob.user_id }, ann), []);
    assert.deepEqual(await list({ annotator_id: ann.user_id, item_id }, ann), ids(1));
    assert.deepEqual(await list({ item_id }, ann), ids(1));
    assert.deepEqual(await list({ changed_since: start }, bob), []);
  },
});
