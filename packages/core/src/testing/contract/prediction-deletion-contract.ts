import assert from 'node:assert/strict';
import { ListedPrediction, MAX_DELETED, Prediction } from '../../index.ts';
import type { DeletedMany, DomainError, ImportPrediction, Result } from '../../index.ts';
import type { FittingPredictions } from '../../adapter.ts';
import { checked } from './checked.ts';
import { nextLines } from './export-contract.ts';
import { assertFits, at, errorOf, only, upTo, valueOf, walk } from './expect.ts';
import { answer, linesOfExport, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const DAY = 86_400;

const line = (n: number, fields: Partial<ImportPrediction> = {}): ImportPrediction => ({
  external_id: `item-${n}`,
  model: 'judge',
  model_version: '1',
  score: 0.5,
  value: answer(),
  ...fields,
});

const remove = (
  { application, admin, project }: ProjectWorld,
  { id }: Pick<Prediction, 'id'>,
  if_revision?: readonly number[],
) => application.deletePrediction(admin, { project_id: project.id, prediction_id: id, if_revision });

const restore = ({ application, admin, project }: ProjectWorld, { id }: Pick<Prediction, 'id'>) =>
  application.restorePrediction(admin, { project_id: project.id, prediction_id: id });

const deleteMany = (
  { application, admin, project }: ProjectWorld,
  filter: FittingPredictions,
  expected_count: number,
): Promise<Result<DeletedMany, DomainError>> =>
  application.deletePredictions(admin, { project_id: project.id, filter, expected_count });

const deleted = ({ application, admin, project }: ProjectWorld): Promise<readonly ListedPrediction[]> =>
  walk(async (page) =>
    valueOf(await application.listPredictions(admin, { project_id: project.id, deleted: true, page })),
  );

/** What every store promises of deleting and restoring predictions. */
export const predictionDeletionContract = checked({
  'a deleted prediction is gone everywhere, can be made anew, and then not be restored': async (harness) => {
    const project = await newProject(harness, 1);
    await project.importPredictions([line(1)]);
    const prediction = only(await project.predictions());
    valueOf(await remove(project, prediction));
    errorOf(await remove(project, prediction), 'not_found');
    assert.deepEqual([await project.predictions(), at(await project.exported(), 0).predictions], [[], []]);
    assert.equal((await project.importPredictions([line(1)])).created, 1);
    errorOf(await restore(project, prediction), 'already_exists');
    const made = only(await project.predictions());
    assert.notEqual(made.id, prediction.id);
    valueOf(await remove(project, made));
    const restored = valueOf(await restore(project, prediction));
    assertFits(Prediction, restored);
    assert.deepEqual([restored, await project.predictions()], [prediction, [prediction]]);
    assert.deepEqual(valueOf(await restore(project, prediction)), prediction);
    errorOf(await restore(project, { id: harness.newId() }), 'not_found');
    const told = (await project.projectEvents()).filter(({ type }) => type.startsWith('goldset.prediction.'));
    assert.deepEqual(
      told.map(({ type, subject, data }) => [type, subject, data]),
      [
        ['goldset.prediction.deleted', prediction.id, { item_id: prediction.item_id }],
        ['goldset.prediction.deleted', made.id, { item_id: prediction.item_id }],
        ['goldset.prediction.restored', prediction.id, { item_id: prediction.item_id }],
      ],
    );
  },

  'it has no revisions: one that is given must be 1': async (harness) => {
    const project = await newProject(harness, 1);
    await project.importPredictions([line(1)]);
    const prediction = only(await project.predictions());
    assert.equal(errorOf(await remove(project, prediction, [2]), 'stale').revision, 1);
    errorOf(await remove(project, { id: harness.newId() }, [2]), 'not_found');
    valueOf(await remove(project, prediction, [1, 2]));
  },

  'the deleted ones are listed for those who may restore them, while they can be, without filters': async (harness) => {
    const project = await newProject(harness, 3);
    const { application, admin } = project;
    const project_id = project.project.id;
    const page = { per_page: 2, order: 'asc' } as const;
    await project.importPredictions(upTo(3).map((n) => line(n)));
    const predictions = await project.predictions();
    for (const prediction of predictions) valueOf(await remove(project, prediction));
    const listed = await deleted(project);
    for (const one of listed) assertFits(ListedPrediction, one);
    assert.deepEqual(
      listed,
      predictions.map((prediction) => ({ ...prediction, deleted_at: project.clock.now().toISOString() })),
    );
    errorOf(await application.listPredictions(admin, { project_id, deleted: true, model: 'judge', page }), 'invalid');
    const manager = await project.inProject(await project.hire('manager'));
    assert.equal(
      errorOf(await application.listPredictions(manager, { project_id, deleted: true, page }), 'forbidden').permission,
      'prediction:restore',
    );
    const named = { project_id, prediction_id: at(predictions, 0).id };
    errorOf(await application.deletePrediction(manager, named), 'forbidden');
    errorOf(await application.restorePrediction(manager, named), 'forbidden');
    project.clock.advance(30 * DAY);
    assert.deepEqual(await deleted(project), []);
    errorOf(await restore(project, at(predictions, 0)), 'not_found');
    const kept = async (): Promise<number> =>
      (
        await harness.store
          .within(project.scope)
          .predictions.listDeleted('2000-01-01T00:00:00.000Z', { per_page: 9, order: 'asc' })
      ).items.length;
    await application.purgeDeleted();
    assert.equal(await kept(), 3);
    project.clock.advance(DAY);
    await application.purgeDeleted();
    assert.equal(await kept(), 0);
  },

  'with its item a deleted prediction goes and comes, and is purged': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, admin } = project;
    await project.importPredictions([line(1), line(1, { model_version: '2' })]);
    const [first, second] = await project.predictions();
    assert.ok(first && second);
    const named = { project_id: project.project.id, item_id: first.item_id };
    valueOf(await remove(project, first));
    valueOf(await application.deleteItem(admin, named));
    errorOf(await restore(project, first), 'not_found');
    errorOf(await remove(project, second), 'not_found');
    assert.deepEqual(await deleted(project), []);
    valueOf(await application.restoreItem(admin, named));
    assert.deepEqual(await project.predictions(), [second]);
    valueOf(await restore(project, first));
    valueOf(await remove(project, second));
    valueOf(await application.deleteItem(admin, named));
    project.clock.advance(31 * DAY);
    assert.ok((await application.purgeDeleted()) > 0);
    assert.equal(await application.purgeDeleted(), 0);
  },

  'exports of changes name an item whose prediction was deleted, or restored': async (harness) => {
    const project = await newProject(harness, 2);
    await project.importPredictions([line(1), line(2)]);
    const prediction = at(await project.predictions(), 0);
    const begun = await project.beginExport();
    await linesOfExport(begun);
    valueOf(await remove(project, prediction));
    // What was imported before may be named once more, as it is by then.
    const named = async (since: string) => {
      const { lines, next } = await nextLines(project, since, 1);
      return {
        next,
        lines: lines.flatMap((line) =>
          line.id === prediction.item_id && 'data' in line ? [line.predictions.length] : [],
        ),
      };
    };
    const until = async (since: string, wanted: number): Promise<string> => {
      for (let place = since; ;) {
        const { lines, next } = await named(place);
        if (lines.includes(wanted)) return next;
        place = next;
      }
    };
    const gone = await until(begun.next_cursor, 0);
    valueOf(await restore(project, prediction));
    await until(gone, 1);
  },

  'all that fit a filter are deleted, if they are as many as expected; each filter means what it says': async (
    harness,
  ) => {
    const project = await newProject(harness, 3);
    await project.importPredictions(
      upTo(3).flatMap((n) => [line(n), line(n, { model_version: '2' }), line(n, { model: 'other' })]),
    );
    const early = project.clock.now().toISOString();
    project.clock.advance(60);
    await project.importPredictions([line(1, { model_version: '3' })]);
    const item = (await project.item('item-1')).id;
    const count = async (filter: FittingPredictions): Promise<number> =>
      errorOf(await deleteMany(project, filter, 99), 'unexpected_count').count;
    const expected: readonly (readonly [FittingPredictions, number])[] = [
      [{ item_id: item }, 4],
      [{ model: 'judge' }, 7],
      [{ model_version: '1' }, 6],
      [{ model: 'judge', model_version: '1' }, 3],
      [{ item_id: item, model: 'other' }, 1],
      [{ created_after: early }, 1],
      [{ created_before: project.clock.now().toISOString() }, 9],
      [{ model: 'nobody' }, 0],
    ];
    for (const [filter, wanted] of expected) assert.equal(await count(filter), wanted, JSON.stringify(filter));
    assert.equal((await project.predictions()).length, 10);
    assert.deepEqual(valueOf(await deleteMany(project, { model: 'judge', model_version: '1' }, 3)), {
      deleted: 3,
      remaining: 0,
    });
    assert.equal(await count({ model_version: '1' }), 3);
    assert.deepEqual([(await project.predictions()).length, (await deleted(project)).length], [7, 3]);
  },

  'more than one request deletes are deleted in several, each with the number that the last one said': async (
    harness,
  ) => {
    const project = await newProject(harness, 3);
    const count = MAX_DELETED + 500;
    await project.importPredictions(upTo(count).map((n) => line(1 + (n % 3), { model_version: String(n) })));
    const request = (expected: number) => deleteMany(project, { model: 'judge' }, expected);
    let left = count;
    const sizes: number[] = [];
    while (left > 0) {
      const { deleted: gone, remaining } = valueOf(await request(left));
      assert.equal(gone + remaining, left);
      assert.ok(gone > 0 && gone <= MAX_DELETED);
      sizes.push(gone);
      left = remaining;
    }
    assert.equal(sizes.length, 2);
    assert.deepEqual(await project.predictions(), []);
  },

  'deletions and restorations beside imports of the same predictions and deletions of items leave the project whole':
    async (harness) => {
      const project = await newProject(harness, 5);
      const { application, admin } = project;
      const lines = upTo(5).map((n) => line(n));
      await project.importPredictions(lines);
      for (const round of upTo(3)) {
        const [there, gone] = [await project.predictions(), await deleted(project)];
        await Promise.all([
          ...there.map((one) => remove(project, one)),
          ...gone.map((one) => restore(project, one)),
          project.importPredictions(
            lines.toReversed().map((one) => ({ ...one, score: round / 10 })),
            { on_conflict: 'update' },
          ),
          deleteMany(project, { model: 'judge' }, there.length),
          application.deleteItem(admin, { project_id: project.project.id, item_id: at(await project.items(), 0).id }),
        ]);
      }
    },

  'of many who delete or restore one prediction at once, one does': async (harness) => {
    const project = await newProject(harness, 1);
    await project.importPredictions([line(1)]);
    const prediction = only(await project.predictions());
    const results = await Promise.all(upTo(5).map(() => remove(project, prediction)));
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    for (const result of await Promise.all(upTo(5).map(() => restore(project, prediction))))
      assert.deepEqual(valueOf(result), prediction);
    assert.equal(
      (await project.projectEvents()).filter(({ type }) => type === 'goldset.prediction.restored').length,
      1,
    );
  },
});
