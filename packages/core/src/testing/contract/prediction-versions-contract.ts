import assert from 'node:assert/strict';
import { ListedPrediction, Prediction } from '../../index.ts';
import type { ExportedItem, ImportPrediction, ImportResult } from '../../index.ts';
import type { LineOutcome } from '../../adapter.ts';
import { checked } from './checked.ts';
import { nextLines } from './export-contract.ts';
import { assertFits, at, only, upTo, valueOf, walk } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { answer, EVERY_KIND, linesOfExport, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const OLD = ['old', 'older'] as const;

const line = (n: number, fields: Partial<ImportPrediction> = {}): ImportPrediction => ({
  external_id: `item-${n}`,
  model: 'judge',
  model_version: '1',
  score: 0.5,
  value: { judgement: 'old' },
  ...fields,
});

const result = (counts: Partial<ImportResult>): ImportResult => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  ...counts,
});

const codes = ({ errors }: ImportResult): readonly string[] =>
  errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`);

const versions = (predictions: readonly Prediction[]): readonly (number | null)[] =>
  predictions.map(({ annotation_ui_version }) => annotation_ui_version);

/** A project with two annotation UIs: answers to the first are none to the second, which is in force. */
const newOlderProject = async (harness: ContractHarness, count: number): Promise<ProjectWorld> => {
  const project = await newEmptyProject(harness, { show_predictions: true });
  valueOf(await project.createUi(OLD));
  valueOf(await project.createUi());
  await project.publish();
  await project.importItems(upTo(count).map((n) => ({ external_id: `item-${n}`, data: { text: `text ${n}` } })));
  return project;
};

/** Imports a line as an earlier release did, which did not keep what it was checked against. */
const importAsBefore = async (
  harness: ContractHarness,
  { scope, clock, admin }: ProjectWorld,
  prediction: ImportPrediction,
): Promise<readonly LineOutcome[] | string> => {
  const change = { at: clock.now().toISOString(), by: admin.user_id, causation_id: null };
  return harness.store.within(scope).predictions.importBatch({
    on_conflict: 'reject',
    change,
    newEventId: harness.newId,
    lines: [{ id: harness.newId(), prediction, checked_against: null }],
  });
};

const withPredictions = (n: number, ...predictions: readonly object[]): object => ({
  external_id: `item-${n}`,
  data: { text: `text ${n}` },
  predictions,
});

const ofModel = (model_version: string, value: object, fields: object = {}): object => ({
  model: 'judge',
  model_version,
  value,
  ...fields,
});

/** What every store promises of predictions that were made for an annotation UI which is not the one in force. */
export const predictionVersionsContract = checked({
  'a line is checked against the annotation UI that it names, or else the one in force, and what it was checked against is kept':
    async (harness) => {
      const project = await newOlderProject(harness, 3);
      const imported = await project.importPredictions([
        line(1, { annotation_ui_version: 1 }),
        line(2, { value: answer() }),
        line(3, { value: answer(), annotation_ui_version: 2 }),
        line(3, { model_version: '2', annotation_ui_version: 2 }),
        line(3, { model_version: '3' }),
        line(3, { model_version: '4', value: answer(), annotation_ui_version: 1 }),
        line(3, { model_version: '5', annotation_ui_version: 3 }),
        line(3, { model_version: '6', annotation_ui_version: 0 }),
      ]);
      assert.deepEqual(
        [codes(imported), imported.created],
        [
          [
            '4 /value/judgement option',
            '5 /value/judgement option',
            '6 /value/judgement option',
            '7 /annotation_ui_version not_found',
            '8 /annotation_ui_version range',
          ],
          3,
        ],
      );
      assert.ok(at(imported.errors, 3).detail.includes('version 3'));
      const predictions = await project.predictions();
      assert.deepEqual(versions(predictions), [1, 2, 2]);
      for (const prediction of predictions) assertFits(Prediction, prediction);
      const found = valueOf(
        await project.application.getPrediction(project.admin, {
          project_id: project.project.id,
          prediction_id: at(predictions, 0).id,
        }),
      );
      assert.deepEqual(found, predictions[0]);
      const { tasks } = await project.claim(await project.annotator(), 3);
      assert.deepEqual(
        tasks.flatMap((task) => task.predictions),
        predictions,
      );
      assert.deepEqual(
        (await project.exported()).flatMap((item) => item.predictions),
        predictions,
      );
    },

  'what an annotation UI asks of the text of an item is asked for each version apart': async (harness) => {
    const project = await newOlderProject(harness, 1);
    const {
      application,
      admin,
      project: { id: project_id },
    } = project;
    const controls = EVERY_KIND.filter(({ kind }) => kind === 'spans');
    valueOf(await application.createAnnotationUI(admin, { project_id, name: 'Spans', controls }));
    valueOf(
      await application.createAnnotationUI(admin, {
        project_id,
        name: 'Other source',
        controls: controls.map((control) => ({ ...control, source: 'title' })),
      }),
    );
    const spans = (end: number) => ({ spans: [{ start: 0, end, label: 'A' }] });
    const imported = await project.importPredictions([
      line(1, { value: spans(6), annotation_ui_version: 3 }),
      line(1, { model_version: '2', value: spans(7), annotation_ui_version: 3 }),
      line(1, { model_version: '3', value: spans(6), annotation_ui_version: 4 }),
      line(9, { value: spans(6), annotation_ui_version: 3 }),
      line(1, { model_version: '4', value: answer() }),
    ]);
    assert.deepEqual(
      [codes(imported), imported.created],
      [['2 /value/spans/0/end range', '3 /value/spans type', '4 /external_id not_found'], 2],
    );
    assert.deepEqual(versions(await project.predictions()), [3, 2]);
  },

  'many versions in one import, of which more are named than are remembered, are each checked': async (harness) => {
    const project = await newProject(harness, 1);
    for (const n of upTo(25)) valueOf(await project.createUi([`option ${n}`, 'none of these']));
    const lines = upTo(75).map((n) =>
      line(1, {
        model_version: `${n}`,
        value: { judgement: `option ${((n - 1) % 25) + 1}` },
        annotation_ui_version: ((n - 1) % 25) + 2,
      }),
    );
    assert.deepEqual(await project.importPredictions(lines), result({ created: 75 }));
    assert.deepEqual(
      versions(await project.predictions()),
      lines.map(({ annotation_ui_version }) => annotation_ui_version),
    );
  },

  'an equal prediction for another annotation UI is other content: it is rejected, or replaces what is there': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    valueOf(await project.createUi());
    const sent = line(1, { value: answer() });
    await project.importPredictions([{ ...sent, annotation_ui_version: 1 }]);
    const before = only(await project.predictions());
    assert.deepEqual(
      await project.importPredictions([
        { ...sent, annotation_ui_version: 1 },
        { ...sent, annotation_ui_version: undefined },
      ]),
      result({ unchanged: 2 }),
    );
    const rejected = await project.importPredictions([
      { ...sent, annotation_ui_version: 2 },
      { ...sent, annotation_ui_version: 2, score: 0.75 },
      { ...sent, annotation_ui_version: 1, value: answer(1) },
    ]);
    assert.deepEqual(codes(rejected), [
      '1 /annotation_ui_version already_exists',
      '2 /model_version already_exists',
      '3 /model_version already_exists',
    ]);
    assert.deepEqual(await project.predictions(), [before]);
    const { next_cursor } = await project.beginExport();
    const events = (await project.projectEvents()).length;
    assert.deepEqual(
      await project.importPredictions([{ ...sent, annotation_ui_version: 2 }], { on_conflict: 'update' }),
      result({ updated: 1 }),
    );
    assert.deepEqual(await project.predictions(), [{ ...before, annotation_ui_version: 2 }]);
    assert.equal((await project.projectEvents()).length, events + 1);
    const { lines } = await nextLines(project, next_cursor, 1);
    assert.deepEqual(lines.flatMap((one) => ('data' in one ? versions(one.predictions) : [])).at(-1), 2);
    assert.deepEqual(
      await project.importPredictions([{ ...sent, annotation_ui_version: 2 }], { on_conflict: 'update' }),
      result({ unchanged: 1 }),
    );
  },

  'the same file is unchanged when a new annotation UI has come into force, and what replaces a prediction was checked against that':
    async (harness) => {
      const project = await newProject(harness, 1);
      const sent = line(1, { value: answer() });
      await project.importPredictions([sent]);
      const before = only(await project.predictions());
      valueOf(await project.createUi());
      await project.publish();
      for (const on_conflict of ['reject', 'update'] as const)
        assert.deepEqual(await project.importPredictions([sent], { on_conflict }), result({ unchanged: 1 }));
      assert.deepEqual(await project.predictions(), [before]);
      assert.deepEqual(
        await project.importPredictions([{ ...sent, value: answer(1) }], { on_conflict: 'update' }),
        result({ updated: 1 }),
      );
      assert.deepEqual(await project.predictions(), [{ ...before, value: answer(1), annotation_ui_version: 2 }]);
    },

  'of what an earlier release imported it is not known, until a line that names it replaces it': async (harness) => {
    const project = await newProject(harness, 1);
    const sent = line(1, { value: answer() });
    assert.deepEqual(await importAsBefore(harness, project, sent), ['created']);
    const before = only(await project.predictions());
    assertFits(Prediction, before);
    assert.equal(before.annotation_ui_version, null);
    assert.deepEqual(await project.importPredictions([sent]), result({ unchanged: 1 }));
    assert.deepEqual(codes(await project.importPredictions([{ ...sent, annotation_ui_version: 1 }])), [
      '1 /annotation_ui_version already_exists',
    ]);
    const exported = only(await project.exported());
    assert.deepEqual(exported.predictions, [before]);
    assert.deepEqual(await project.importItems([exported]), result({ unchanged: 1 }));
    assert.deepEqual(await project.predictions(), [before]);
    assert.deepEqual(
      await project.importPredictions([{ ...sent, annotation_ui_version: 1 }], { on_conflict: 'update' }),
      result({ updated: 1 }),
    );
    assert.deepEqual(await project.predictions(), [{ ...before, annotation_ui_version: 1 }]);
  },

  'lines of one prediction for several annotation UIs are treated as if they came one after another': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    valueOf(await project.createUi());
    const item_id = (await project.item('item-1')).id;
    const byName = (annotation_ui_version?: number): ImportPrediction =>
      line(1, { value: answer(), annotation_ui_version });
    const byId = (annotation_ui_version?: number): ImportPrediction => ({
      ...byName(annotation_ui_version),
      external_id: undefined,
      item_id,
    });
    const rejected = await project.importPredictions([byName(2), byId(1), byName(), byId(2)]);
    assert.deepEqual(
      [codes(rejected), rejected.created, rejected.unchanged],
      [['2 /annotation_ui_version already_exists'], 1, 2],
    );
    assert.deepEqual(
      await project.importPredictions([byName(1), byId(2), byName(), byId(1)], { on_conflict: 'update' }),
      result({ unchanged: 1, updated: 3 }),
    );
    assert.deepEqual(versions(await project.predictions()), [1]);
  },

  'a deleted prediction keeps it, and comes back with it': async (harness) => {
    const project = await newOlderProject(harness, 1);
    const {
      application,
      admin,
      project: { id: project_id },
    } = project;
    await project.importPredictions([line(1, { annotation_ui_version: 1 })]);
    const before = only(await project.predictions());
    valueOf(await application.deletePrediction(admin, { project_id, prediction_id: before.id }));
    const deleted = only(
      await walk(async (page) =>
        valueOf(await application.listPredictions(admin, { project_id, deleted: true, page })),
      ),
    );
    assertFits(ListedPrediction, deleted);
    assert.equal(deleted.annotation_ui_version, 1);
    assert.deepEqual(
      valueOf(await application.restorePrediction(admin, { project_id, prediction_id: before.id })),
      before,
    );
    assert.deepEqual(await project.predictions(), [before]);
  },

  'a line of an export is checked against the annotation UI that it names alone; one that names none against those that were in force before, too':
    async (harness) => {
      const project = await newOlderProject(harness, 0);
      const old = { judgement: 'old' };
      const imported = await project.importItems([
        withPredictions(
          1,
          ofModel('1', old, { annotation_ui_version: 1 }),
          ofModel('2', old),
          ofModel('3', answer()),
          ofModel('4', {}),
          ofModel('5', {}, { annotation_ui_version: 1 }),
        ),
        withPredictions(2, ofModel('1', answer(), { annotation_ui_version: 1 })),
        withPredictions(3, ofModel('1', answer()), ofModel('2', old, { annotation_ui_version: 2 })),
        withPredictions(4, ofModel('1', old, { annotation_ui_version: 9 })),
        withPredictions(5, ofModel('1', { judgement: 'neither' })),
      ]);
      assert.deepEqual(
        [codes(imported), imported.created],
        [
          [
            '2 /predictions/0/value/judgement option',
            '3 /predictions/1/value/judgement option',
            '4 /predictions/0/annotation_ui_version not_found',
            '5 /predictions/0/value/judgement option',
          ],
          1,
        ],
      );
      assert.deepEqual(versions(await project.predictions()), [1, 1, 2, 2, 1]);
      const lines = await project.exported();
      assert.deepEqual(await project.importItems(lines), result({ unchanged: 1 }));
      const item: ExportedItem = only(lines);
      const other = {
        ...item,
        predictions: item.predictions.map((one) => ({
          ...one,
          annotation_ui_version: one.model_version === '5' ? 2 : one.annotation_ui_version,
        })),
      };
      assert.deepEqual(codes(await project.importItems([other])), [
        '1 /predictions/4/annotation_ui_version already_exists',
      ]);
      assert.deepEqual(await project.importItems([other], { on_conflict: 'update' }), result({ updated: 1 }));
      assert.deepEqual(versions(await project.predictions()), [1, 1, 2, 2, 2]);
    },

  'one that names none is tried on the one in force and the 19 before it': async (harness) => {
    const project = await newOlderProject(harness, 0);
    for (const _ of upTo(19)) valueOf(await project.createUi());
    await project.publish();
    const old = { judgement: 'old' };
    const tried = await project.importItems([
      withPredictions(1, ofModel('1', old)),
      withPredictions(2, ofModel('1', old, { annotation_ui_version: 1 })),
    ]);
    assert.deepEqual([codes(tried), tried.created], [['1 /predictions/0/value/judgement option'], 1]);
    await project.publish(20);
    assert.deepEqual(await project.importItems([withPredictions(1, ofModel('1', old))]), result({ created: 1 }));
    assert.deepEqual(versions(await project.predictions()), [1, 1]);
    assert.equal((await linesOfExport(await project.beginExport())).length, 2);
  },
});
