import assert from 'node:assert/strict';
import { Annotation, DeletedMany, ListedAnnotation } from '../../index.ts';
import type { Caller, DomainError, Id, Result } from '../../index.ts';
import type { FittingAnnotations } from '../../adapter.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, upTo, valueOf } from './expect.ts';
import { nextLines } from './export-contract.ts';
import type { ContractHarness } from './harness.ts';
import { addressOf, answer, joinAs, linesOfExport, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const DAY = 86_400;

const LONG_AGO = '2000-01-01T00:00:00.000Z';

const line = (annotator: string, n = 1, option: 0 | 1 | 2 = 0) => ({
  external_id: `item-${n}`,
  annotator,
  value: answer(option),
});

const deleteMany = (
  { application, admin, project }: ProjectWorld,
  filter: FittingAnnotations,
  expected_count: number,
): Promise<Result<DeletedMany, DomainError>> =>
  application.deleteAnnotations(admin, { project_id: project.id, filter, expected_count });

/** How many annotations fit a filter, which are at least one. */
const count = async (project: ProjectWorld, filter: FittingAnnotations): Promise<number> =>
  errorOf(await deleteMany(project, filter, 0), 'unexpected_count').count;

const told = async ({ projectEvents }: ProjectWorld): Promise<readonly string[]> =>
  (await projectEvents()).map(({ type }) => type.replace('goldset.', ''));

const person = async (
  harness: ContractHarness,
  project: ProjectWorld,
): Promise<{ readonly caller: Caller; readonly address: string }> => {
  const id = await harness.person();
  await joinAs(harness, project, id, 'annotator');
  return { caller: await project.inProject(id), address: await addressOf(harness, id) };
};

const linkTo = async (
  { application, founder, inOrganization, organization }: ProjectWorld,
  external_user_id: Id,
  user_id: Id,
): Promise<void> => {
  valueOf(
    await application.linkExternalUser(await inOrganization(founder), {
      organization_id: organization.id,
      external_user_id,
      user_id,
      dry_run: false,
    }),
  );
};

/** A project in which somebody has answered the one item. */
const newAnswered = async (harness: ContractHarness, overlap = 1) => {
  const project = await newProject(harness, 1, { overlap });
  const ann = await project.annotator();
  const task = await project.claimOne(ann);
  const annotation = valueOf(await project.submit(ann, task));
  return { project, ann, task, annotation };
};

/** What every store promises of deleting and restoring annotations. */
export const answerDeletionContract = checked({
  'a deleted answer is gone everywhere, its task is released, and the item is handed out again, to the same annotator too':
    async (harness) => {
      const { project, ann, task, annotation } = await newAnswered(harness);
      const { application, admin } = project;
      const named = { project_id: project.project.id, annotation_id: annotation.id };
      project.clock.advance(1);
      valueOf(await project.deleteAnnotation(annotation));
      errorOf(await application.getAnnotation(admin, named), 'not_found');
      errorOf(
        await application.listAnnotationRevisions(admin, { ...named, page: { per_page: 1, order: 'asc' } }),
        'not_found',
      );
      errorOf(await project.revise(ann, annotation, answer(1)), 'not_found');
      errorOf(await project.deleteAnnotation(annotation), 'not_found');
      assert.deepEqual([await project.annotations(), at(await project.exported(), 0).annotations], [[], []]);
      const item = await project.item('item-1');
      assert.deepEqual([item.state, item.annotation_count], ['open', 0]);
      assert.deepEqual(await project.progress(), {
        items: { open: 1, claimed: 0, complete: 0, exhausted: 0 },
        tasks: { claimed: 0, submitted: 0, skipped: 0, released: 1, expired: 0 },
      });
      for (const value of [answer(0), answer(1)]) errorOf(await project.submit(ann, task, value), 'lease_lost');
      const again = await project.claimOne(ann);
      assert.notEqual(again.id, task.id);
      valueOf(await project.submit(ann, again, answer(1)));
      assert.equal((await project.item('item-1')).state, 'complete');
      const event = at(
        (await project.projectEvents()).filter(({ type }) => type === 'goldset.annotation.deleted'),
        0,
      );
      assert.deepEqual(
        [event.subject, event.data],
        [
          annotation.id,
          { item_id: item.id, annotator_id: ann.user_id, task_id: task.id, item_state: 'open', annotation_count: 0 },
        ],
      );
    },

  'whoever passed the item is offered it again, behind the queue of its priority, whichever way they claim': async (
    harness,
  ) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const [ann, bob] = [await project.annotator(), await project.annotator()];
    const tasks = (await project.claim(ann, 3)).tasks;
    for (const task of tasks) valueOf(await project.submit(ann, task));
    for (const task of (await project.claim(bob, 3)).tasks) valueOf(await project.submit(bob, task));
    for (const caller of [ann, bob]) assert.equal((await project.claim(caller)).reason, 'complete');
    const own = (await project.annotations()).filter(({ annotator }) => annotator.id === ann.user_id);
    for (const { id } of [own[1], own[0]].filter((one) => one !== undefined))
      valueOf(await project.deleteAnnotation({ id }));
    assert.equal((await project.claim(bob)).reason, 'exhausted');
    assert.deepEqual(
      (await project.claim(ann, 9)).tasks.map(({ item }) => item.id),
      [own[1]?.item_id, own[0]?.item_id],
    );
  },

  'an imported answer is deleted as one to a task is, and the same line makes a new one; the deleted one cannot come back beside it':
    async (harness) => {
      const project = await newProject(harness, 1);
      await project.importAnswers([line('w1')]);
      const annotation = only(await project.annotations());
      assert.equal((await project.item('item-1')).state, 'complete');
      valueOf(await project.deleteAnnotation(annotation));
      assert.equal((await project.item('item-1')).state, 'open');
      assert.deepEqual(await project.progressByAnnotator(), []);
      assert.equal((await project.importAnswers([line('w1')])).created, 1);
      const made = only(await project.annotations());
      assert.notEqual(made.id, annotation.id);
      errorOf(await project.restoreAnnotation(annotation), 'already_exists');
      valueOf(await project.deleteAnnotation(made));
      assert.deepEqual(valueOf(await project.restoreAnnotation(annotation)), annotation);
      errorOf(await project.restoreAnnotation(made), 'already_exists');
    },

  'a restored answer comes back as it was, with its revisions, and belongs to no task': async (harness) => {
    const { project, ann, task, annotation } = await newAnswered(harness);
    project.clock.advance(1);
    const revised = valueOf(await project.revise(ann, annotation, answer(1)));
    const revisions = await project.revisions(annotation);
    const [item, progress] = [await project.item('item-1'), await project.progressByAnnotator()];
    valueOf(await project.deleteAnnotation(annotation));
    project.clock.advance(29 * DAY);
    const restored = valueOf(await project.restoreAnnotation(annotation));
    assertFits(Annotation, restored);
    assert.deepEqual(restored, { ...revised, task_id: null });
    assert.deepEqual([only(await project.annotations()), await project.revisions(annotation)], [restored, revisions]);
    assert.deepEqual(await project.item('item-1'), item);
    assert.deepEqual(
      (await project.progressByAnnotator()).map(({ annotations }) => annotations),
      progress.map(({ annotations }) => annotations),
    );
    assert.equal(only(await project.tasks()).state, 'released');
    errorOf(await project.submit(ann, task, answer(1)), 'lease_lost');
    assert.equal((await project.claim(ann)).reason, 'complete');
    assert.deepEqual(valueOf(await project.restoreAnnotation(annotation)), restored);
    errorOf(await project.restoreAnnotation({ id: harness.newId() }), 'not_found');
    const event = at((await project.projectEvents()).toReversed(), 0);
    assert.deepEqual(
      [event.type, event.subject, event.data],
      [
        'goldset.annotation.restored',
        annotation.id,
        { item_id: item.id, annotator_id: ann.user_id, revision: 2, item_state: 'complete', annotation_count: 1 },
      ],
    );
    // It can be revised, deleted and restored again.
    valueOf(await project.revise(ann, annotation, answer(2)));
    valueOf(await project.deleteAnnotation(annotation));
    assert.equal(valueOf(await project.restoreAnnotation(annotation)).revision, 3);
  },

  'a restored answer may be one more than the item wanted': async (harness) => {
    const { project, annotation } = await newAnswered(harness);
    valueOf(await project.deleteAnnotation(annotation));
    const bob = await project.annotator();
    const task = await project.claimOne(bob);
    valueOf(await project.restoreAnnotation(annotation));
    assert.equal((await project.item('item-1')).state, 'complete');
    valueOf(await project.submit(bob, task));
    assert.equal((await project.item('item-1')).annotation_count, 2);
  },

  'it is not restored where its person holds the item, or has answered it again': async (harness) => {
    const { project, ann, annotation } = await newAnswered(harness);
    valueOf(await project.deleteAnnotation(annotation));
    const again = await project.claimOne(ann);
    errorOf(await project.restoreAnnotation(annotation), 'already_exists');
    project.clock.advance(601);
    errorOf(await project.restoreAnnotation(annotation), 'already_exists');
    const other = valueOf(await project.submit(ann, again, answer(1)));
    errorOf(await project.restoreAnnotation(annotation), 'already_exists');
    assert.deepEqual(
      (await project.deletedAnnotations()).map(({ id }) => id),
      [annotation.id],
    );
    valueOf(await project.deleteAnnotation(other));
    valueOf(await project.skip(ann, await project.claimOne(ann)));
    assert.equal(valueOf(await project.restoreAnnotation(annotation)).id, annotation.id);
  },

  'it is not restored once the data of its item has been replaced, which a deletion makes possible': async (
    harness,
  ) => {
    const { project, annotation } = await newAnswered(harness);
    const replaced = [{ external_id: 'item-1', data: { text: 'other' } }];
    assert.equal(only((await project.importItems(replaced, { on_conflict: 'update' })).errors).code, 'in_use');
    valueOf(await project.deleteAnnotation(annotation));
    assert.equal(
      (
        await project.importItems([{ ...replaced[0], data: (await project.item('item-1')).data, priority: 3 }], {
          on_conflict: 'update',
        })
      ).updated,
      1,
    );
    valueOf(await project.restoreAnnotation(annotation));
    valueOf(await project.deleteAnnotation(annotation));
    assert.equal((await project.importItems(replaced, { on_conflict: 'update' })).updated, 1);
    errorOf(await project.restoreAnnotation(annotation), 'in_use');
    // Answers that are given to what it says now are not concerned.
    const eve = await project.annotator();
    const other = valueOf(await project.submit(eve, await project.claimOne(eve)));
    valueOf(await project.deleteAnnotation(other));
    valueOf(await project.restoreAnnotation(other));
    const { application, admin } = project;
    valueOf(await project.deleteAnnotation(other));
    valueOf(
      await application.updateItem(admin, {
        project_id: project.project.id,
        item_id: other.item_id,
        data: { text: 'yet another' },
      }),
    );
    errorOf(await project.restoreAnnotation(other), 'in_use');
  },

  'a stale revision deletes nothing': async (harness) => {
    const { project, ann, annotation } = await newAnswered(harness);
    valueOf(await project.revise(ann, annotation, answer(1)));
    assert.equal(errorOf(await project.deleteAnnotation(annotation, [1, 3]), 'stale').revision, 2);
    assert.equal((await project.annotations()).length, 1);
    valueOf(await project.deleteAnnotation(annotation, [1, 2]));
    errorOf(await project.deleteAnnotation(annotation, [2]), 'not_found');
  },

  'the deleted ones are listed for those who may restore them, while they can be, without filters': async (harness) => {
    const project = await newProject(harness, 3);
    const { application, admin } = project;
    const project_id = project.project.id;
    const page = { per_page: 2, order: 'asc' } as const;
    await project.importAnswers(upTo(3).map((n) => line('w1', n)));
    const annotations = await project.annotations();
    for (const annotation of annotations) valueOf(await project.deleteAnnotation(annotation));
    const deleted_at = project.clock.now().toISOString();
    const listed = await project.deletedAnnotations();
    for (const one of listed) assertFits(ListedAnnotation, one);
    assert.deepEqual(
      listed,
      annotations.map((annotation) => ({ ...annotation, deleted_at })),
    );
    assert.equal(
      errorOf(
        await application.listAnnotations(admin, { project_id, deleted: true, item_id: harness.newId(), page }),
        'invalid',
      ).errors.length,
      1,
    );
    const manager = await project.inProject(await project.hire('manager'));
    assert.equal(
      errorOf(await application.listAnnotations(manager, { project_id, deleted: true, page }), 'forbidden').permission,
      'annotation:restore',
    );
    const named = { project_id, annotation_id: at(annotations, 0).id };
    errorOf(await application.deleteAnnotation(manager, named), 'forbidden');
    errorOf(await application.restoreAnnotation(manager, named), 'forbidden');
    project.clock.advance(30 * DAY - 1);
    assert.equal((await project.deletedAnnotations()).length, 3);
    project.clock.advance(1);
    assert.deepEqual(await project.deletedAnnotations(), []);
    errorOf(await project.restoreAnnotation(at(annotations, 0)), 'not_found');
  },

  'with its item a deleted answer goes and comes, and stays deleted': async (harness) => {
    const { project, annotation } = await newAnswered(harness);
    const { application, admin } = project;
    const named = { project_id: project.project.id, item_id: annotation.item_id };
    valueOf(await project.deleteAnnotation(annotation));
    valueOf(await application.deleteItem(admin, named));
    errorOf(await project.restoreAnnotation(annotation), 'not_found');
    assert.deepEqual(await project.deletedAnnotations(), []);
    valueOf(await application.restoreItem(admin, named));
    assert.deepEqual(await project.annotations(), []);
    valueOf(await project.restoreAnnotation(annotation));
    valueOf(await application.deleteItem(admin, named));
    errorOf(await project.deleteAnnotation(annotation), 'not_found');
    valueOf(await application.restoreItem(admin, named));
    assert.equal(only(await project.annotations()).id, annotation.id);
  },

  'exports of changes name an item whose answer was deleted, or restored, as it is then': async (harness) => {
    const { project, annotation } = await newAnswered(harness, 2);
    const begun = await project.beginExport();
    await linesOfExport(begun);
    valueOf(await project.deleteAnnotation(annotation));
    const named = async (since: string) => {
      const { lines, next } = await nextLines(project, since, 1);
      return {
        next,
        lines: lines.map((line) => [line.id, 'data' in line ? line.annotations.map(({ id }) => id) : null]),
      };
    };
    const gone = await named(begun.next_cursor);
    assert.deepEqual(gone.lines, [[annotation.item_id, []]]);
    valueOf(await project.restoreAnnotation(annotation));
    assert.deepEqual((await named(gone.next)).lines, [[annotation.item_id, [annotation.id]]]);
  },

  'what is claimed on the item stays so, and its state follows': async (harness) => {
    const { project, annotation } = await newAnswered(harness, 2);
    const bob = await project.annotator();
    const task = await project.claimOne(bob);
    assert.equal((await project.item('item-1')).state, 'claimed');
    valueOf(await project.deleteAnnotation(annotation));
    assert.equal((await project.item('item-1')).state, 'open');
    valueOf(await project.restoreAnnotation(annotation));
    assert.equal((await project.item('item-1')).state, 'claimed');
    project.clock.advance(700);
    valueOf(await project.deleteAnnotation(annotation));
    valueOf(await project.restoreAnnotation(annotation));
    assert.equal((await project.item('item-1')).state, 'open');
    valueOf(await project.submit(bob, task));
    assert.equal((await project.item('item-1')).state, 'complete');
  },

  'what was answered under the name of an external user comes back as the person’s they are by then': async (
    harness,
  ) => {
    const project = await newProject(harness, 2, { overlap: 3 });
    await project.importAnswers([line('w1'), line('w1', 2)]);
    await project.importAnswers([line('w1', 1, 1), line('w1', 2, 1)], { on_conflict: 'update' });
    const [first, second] = await project.annotations();
    assert.ok(first && second);
    for (const one of [first, second]) valueOf(await project.deleteAnnotation(one));
    const { caller } = await person(harness, project);
    await linkTo(project, first.annotator.id, caller.user_id);
    const restored = valueOf(await project.restoreAnnotation(first));
    assert.deepEqual([restored.annotator.id, restored.source], [caller.user_id, 'import']);
    assert.deepEqual(
      (await project.revisions(first)).map(({ author }) => author.id),
      [caller.user_id, project.founder],
    );
    // Who holds the other one, under their own name, holds it.
    await project.claimBy(caller, { item_id: second.item_id });
    errorOf(await project.restoreAnnotation(second), 'already_exists');
  },

  'the answer of who has left can be deleted and restored': async (harness) => {
    const { project, ann, annotation } = await newAnswered(harness);
    const admin = await project.inOrganization(project.founder);
    valueOf(
      await project.application.removeMember(admin, { organization_id: project.organization.id, user_id: ann.user_id }),
    );
    valueOf(await project.deleteAnnotation(annotation));
    assert.equal(valueOf(await project.restoreAnnotation(annotation)).annotator.id, ann.user_id);
  },

  'all that fit a filter are deleted, if they are as many as expected; else nothing is': async (harness) => {
    const project = await newProject(harness, 4, { overlap: 2 });
    const ann = await project.annotator();
    for (const task of (await project.claim(ann, 3)).tasks) valueOf(await project.submit(ann, task));
    await project.publish();
    project.clock.advance(1);
    await project.importAnswers(upTo(4).map((n) => ({ ...line('w1', n), guideline_version: 2 })));
    const before = await told(project);
    const { error } = (await deleteMany(project, { annotator_id: ann.user_id }, 2)) as { readonly error: DomainError };
    assert.deepEqual(
      [error.code, 'count' in error && error.count, await told(project)],
      ['unexpected_count', 3, before],
    );
    const done = valueOf(await deleteMany(project, { annotator_id: ann.user_id, source: 'task' }, 3));
    assertFits(DeletedMany, done);
    assert.deepEqual(done, { deleted: 3, remaining: 0 });
    assert.deepEqual((await told(project)).slice(before.length), [
      'annotation.deleted',
      'annotation.deleted',
      'annotation.deleted',
    ]);
    assert.deepEqual(
      (await project.tasks()).map(({ state }) => state),
      ['released', 'released', 'released'],
    );
    assert.deepEqual(valueOf(await deleteMany(project, { annotator_id: ann.user_id }, 0)), {
      deleted: 0,
      remaining: 0,
    });
    assert.deepEqual([(await project.annotations()).length, (await project.deletedAnnotations()).length], [4, 3]);
  },

  'each filter means what it says, and all that are given narrow': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const ann = await project.annotator();
    for (const task of (await project.claim(ann, 2)).tasks) valueOf(await project.submit(ann, task));
    const early = project.clock.now().toISOString();
    project.clock.advance(60);
    valueOf(await project.createUi(['other', 'texts']));
    await project.publish();
    await project.importAnswers([
      { ...line('w1'), guideline_version: 1 },
      { external_id: 'item-3', annotator: 'w1', value: { judgement: 'other' }, guideline_version: 2 },
      { external_id: 'item-2', annotator: 'w2', value: { judgement: 'texts' } },
    ]);
    await project.claimBy(ann, { item_id: (await project.item('item-3')).id });
    const now = project.clock.now().toISOString();
    const w1 = (await project.annotations()).find(({ annotator }) => annotator.name === 'w1')?.annotator.id ?? '';
    const item = (await project.item('item-1')).id;
    const expected: readonly (readonly [FittingAnnotations, number])[] = [
      [{ item_id: item }, 2],
      [{ annotator_id: w1 }, 2],
      [{ item_id: item, annotator_id: w1 }, 1],
      [{ guideline_version: 1 }, 3],
      [{ guideline_version: 2 }, 1],
      [{ annotation_ui_version: 2 }, 2],
      [{ source: 'task' }, 2],
      [{ source: 'import', annotation_ui_version: 2 }, 2],
      [{ item_state: 'complete' }, 4],
      [{ item_state: 'claimed' }, 1],
      [{ item_state: 'complete', source: 'import' }, 2],
      [{ created_after: early }, 3],
      [{ created_before: now }, 2],
      [{ created_after: LONG_AGO, created_before: '2030-01-01T00:00:00.000Z' }, 5],
      [{ changed_since: early, annotator_id: w1 }, 2],
    ];
    for (const [filter, wanted] of expected) assert.equal(await count(project, filter), wanted, JSON.stringify(filter));
    for (const filter of [
      { item_state: 'open' },
      { created_after: now },
      { created_before: early },
      { item_id: harness.newId() },
      { annotator_id: harness.newId() },
    ] as const) {
      assert.deepEqual(valueOf(await deleteMany(project, filter, 0)), { deleted: 0, remaining: 0 });
    }
    project.clock.advance(700);
    assert.equal(await count(project, { item_state: 'open' }), 1);
    const twice = await project.annotations();
    assert.deepEqual(valueOf(await deleteMany(project, { item_id: item }, 2)), { deleted: 2, remaining: 0 });
    assert.equal((await project.annotations()).length, twice.length - 2);
    assert.equal((await project.item('item-1')).state, 'open');
  },

  'what is too much for one transaction is left, item by item, so that the next request finds as many as the last one said':
    async (harness) => {
      const project = await newProject(harness, 3, { overlap: 2 });
      await project.importAnswers([1, 2, 3].flatMap((n) => ['w1', 'w2', 'w3'].map((name) => line(name, n))));
      const { annotations } = harness.store.within(project.scope);
      const now = project.clock.now().toISOString();
      const find = (limit: number) => annotations.findToDelete({ item_state: 'complete' }, now, limit);
      const all = (await project.annotations())
        .toSorted((a, b) => (a.item_id < b.item_id ? -1 : a.item_id > b.item_id ? 1 : a.id < b.id ? -1 : 1))
        .map(({ id }) => id);
      for (const [limit, found] of [
        [1, 3],
        [3, 3],
        [5, 3],
        [6, 6],
        [8, 6],
        [9, 9],
        [100, 9],
      ] as const)
        assert.deepEqual(await find(limit), { count: 9, ids: all.slice(0, found) });
      const { ids } = await find(4);
      const change = { at: now, by: project.founder, causation_id: null };
      assert.equal(
        await annotations.deleteFitting(
          ids,
          { item_state: 'complete' },
          change,
          ids.map(() => harness.newId()),
        ),
        3,
      );
      assert.equal((await find(100)).count, 6);
      assert.equal(
        await annotations.deleteFitting(
          ids,
          { item_state: 'complete' },
          change,
          ids.map(() => harness.newId()),
        ),
        0,
      );
      assert.equal(
        await annotations.deleteFitting(
          all,
          { item_state: 'open' },
          change,
          all.map(() => harness.newId()),
        ),
        0,
      );
    },

  'of many who delete or restore one answer at once, one does': async (harness) => {
    const { project, annotation } = await newAnswered(harness);
    const deleted = await Promise.all(upTo(5).map(() => project.deleteAnnotation(annotation)));
    assert.equal(deleted.filter(({ ok }) => ok).length, 1);
    for (const result of deleted) if (!result.ok) errorOf(result, 'not_found');
    const restored = await Promise.all(upTo(5).map(() => project.restoreAnnotation(annotation)));
    for (const result of restored) assert.equal(valueOf(result).id, annotation.id);
    assert.deepEqual((await told(project)).slice(-2), ['annotation.deleted', 'annotation.restored']);
  },

  'many deletions by filter at once delete each answer once, and each all that it counted, or nothing': async (
    harness,
  ) => {
    const project = await newProject(harness, 20, { overlap: 3 });
    await project.importAnswers(upTo(20).flatMap((n) => ['w1', 'w2'].map((name) => line(name, n))));
    const results = await Promise.all([
      ...upTo(3).map(() => deleteMany(project, { source: 'import' }, 40)),
      ...upTo(2)
        .map(() => project.importAnswers(upTo(20).map((n) => line('w3', n))))
        .map((imported) => imported.then(() => null)),
    ]);
    const deleted = results.flatMap((result) => (result !== null && result.ok ? [result.value.deleted] : []));
    assert.ok(deleted.every((n) => n === 40) && deleted.length <= 1, `Deleted ${deleted.join(', ')}.`);
    assert.equal((await project.annotations()).length, 60 - 40 * deleted.length);
  },

  'deletions beside answers, revisions, claims, imports and deletions of items leave the project whole': async (
    harness,
  ) => {
    const project = await newProject(harness, 6, { overlap: 2 });
    const { application, admin } = project;
    const project_id = project.project.id;
    const people = [await person(harness, project), await person(harness, project)];
    for (const { caller } of people)
      for (const task of (await project.claim(caller, 6)).tasks.slice(0, 4))
        valueOf(await project.submit(caller, task));
    await project.importAnswers(upTo(3).map((n) => line('w1', n)));
    for (const round of upTo(4)) {
      const [annotations, tasks, gone] = [
        await project.annotations(),
        await project.tasks(),
        await project.deletedAnnotations(),
      ];
      await Promise.all([
        ...annotations.map((one) => project.deleteAnnotation(one)),
        ...gone.map((one) => project.restoreAnnotation(one)),
        ...people.map(({ caller }) => project.claim(caller, 3)),
        ...people.flatMap(({ caller }) =>
          tasks
            .filter(({ annotator, state }) => annotator.id === caller.user_id && state === 'claimed')
            .map((task) => project.submit(caller, task, answer(1))),
        ),
        ...people.flatMap(({ caller }) =>
          annotations
            .filter(({ annotator }) => annotator.id === caller.user_id)
            .map((one) => project.revise(caller, one, answer(2))),
        ),
        project.importAnswers([...people.map(({ address }) => line(address, round, 1)), line('w1', round, 1)], {
          on_conflict: 'update',
        }),
        application.deleteItem(admin, { project_id, item_id: (tasks[round] ?? at(tasks, 0)).item.id }),
        deleteMany(project, { source: 'import' }, 3),
      ]);
    }
  },

  'a restoration beside claims, imports and links: nobody holds what they have answered, nor has answered it twice':
    async (harness) => {
      const project = await newProject(harness, 8, { overlap: 4 });
      const { caller, address } = await person(harness, project);
      await project.importAnswers(upTo(8).flatMap((n) => [line(address, n), line('w1', n)]));
      const annotations = await project.annotations();
      const external = annotations.find(({ annotator }) => annotator.name === 'w1')?.annotator.id ?? '';
      for (const one of annotations) valueOf(await project.deleteAnnotation(one));
      await Promise.all([
        ...annotations.map((one) => project.restoreAnnotation(one)),
        ...upTo(4).map(() => project.claim(caller, 2)),
        project.importAnswers(upTo(8).map((n) => line(address, n, 1))),
        linkTo(project, external, caller.user_id),
      ]);
      const [there, tasks] = [await project.annotations(), await project.tasks()];
      const own = there.filter(({ annotator }) => annotator.id === caller.user_id).map(({ item_id }) => item_id);
      assert.equal(new Set(own).size, own.length);
      for (const { item, state } of tasks) assert.ok(state !== 'claimed' || !own.includes(item.id));
      assert.ok(there.every(({ annotator }) => annotator.id !== external));
    },

  'what cannot be restored any more is purged with its revisions, and what can be is not': async (harness) => {
    const { project, ann, annotation } = await newAnswered(harness);
    valueOf(await project.revise(ann, annotation, answer(1)));
    valueOf(await project.deleteAnnotation(annotation));
    const again = valueOf(await project.submit(ann, await project.claimOne(ann)));
    project.clock.advance(29 * DAY);
    valueOf(await project.deleteAnnotation(again));
    project.clock.advance(2 * DAY);
    assert.ok((await project.application.purgeDeleted()) > 1);
    assert.equal(await project.application.purgeDeleted(), 0);
    const { annotations } = harness.store.within(project.scope);
    assert.deepEqual(
      (await annotations.listDeleted(LONG_AGO, { per_page: 9, order: 'asc' })).items.map(({ id }) => id),
      [again.id],
    );
    valueOf(await project.restoreAnnotation(again));
    valueOf(await project.deleteAnnotation(again));
    valueOf(
      await project.application.deleteItem(project.admin, {
        project_id: project.project.id,
        item_id: annotation.item_id,
      }),
    );
    project.clock.advance(31 * DAY);
    assert.ok((await project.application.purgeDeleted()) > 0);
    assert.equal(await project.application.purgeDeleted(), 0);
    assert.ok((await project.projectEvents()).some((event) => isOfType(event, 'goldset.annotation.restored')));
  },

  'an archived project keeps its answers, deleted or not': async (harness) => {
    const { project, annotation } = await newAnswered(harness);
    const other = await project.importAnswers([line('w1')]);
    assert.equal(other.created, 1);
    const imported = (await project.annotations()).find(({ source }) => source === 'import');
    assert.ok(imported);
    valueOf(await project.deleteAnnotation(imported));
    await project.archive(project.project.id);
    const admin = await project.inProject(project.founder);
    const { application } = project;
    const project_id = project.project.id;
    errorOf(await application.deleteAnnotation(admin, { project_id, annotation_id: annotation.id }), 'archived');
    errorOf(await application.restoreAnnotation(admin, { project_id, annotation_id: imported.id }), 'archived');
    errorOf(
      await application.deleteAnnotations(admin, { project_id, filter: { source: 'task' }, expected_count: 1 }),
      'archived',
    );
    assert.equal(
      valueOf(
        await application.listAnnotations(admin, { project_id, deleted: true, page: { per_page: 9, order: 'asc' } }),
      ).items.length,
      1,
    );
  },
});
