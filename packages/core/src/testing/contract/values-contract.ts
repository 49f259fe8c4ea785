import assert from 'node:assert/strict';
import { INSTALLATION } from '../../index.ts';
import type { Annotation, Caller, Control, ItemFilters, JsonObject, Task } from '../../index.ts';
import { checked } from './checked.ts';
import { at, errorOf, only, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { linesOfExport, newEmptyProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const LABELS = { labels: ['A', 'é'] };

const CONTROLS: readonly Control[] = [
  { name: 'choices', kind: 'choices', source: 'text', required: true, options: ['a', 'é', 'c'], min: 0 },
  { name: 'rating', kind: 'rating', source: 'text', required: true, min: 0, max: 1, step: 0.1 },
  { name: 'number', kind: 'number', source: 'text', required: true, min: 0, max: 10 },
  { name: 'text', kind: 'text', source: 'text', required: false, max_length: 100 },
  { name: 'spans', kind: 'spans', source: 'text', required: true, allow_overlap: false, ...LABELS },
  { name: 'boxes', kind: 'boxes', source: 'image', required: true, ...LABELS },
  { name: 'polygons', kind: 'polygons', source: 'image', required: true, ...LABELS },
];

const box = (x: number, y: number, width: number, height: number): JsonObject => ({ x, y, width, height, label: 'A' });

/** An answer as a tool may write it. */
const SENT: JsonObject = {
  choices: [' c', 'e\u0301', 'a'],
  rating: 0.1 + 0.2,
  number: 10.000001,
  text: null,
  spans: [
    { start: 4, end: 5, label: 'A' },
    { start: 0, end: 4, label: 'e\u0301' },
  ],
  boxes: [box(0.5, 0.9238255, 0.25, 0.076175), box(-5e-7, 0, 0.5, 0.5)],
  polygons: [
    {
      points: [
        [1.0000005, 0],
        [0, 0],
        [0, 1],
      ],
      label: 'A',
    },
  ],
};

/** What is kept of it. */
const KEPT: JsonObject = {
  choices: ['a', 'é', 'c'],
  rating: 0.3,
  number: 10,
  spans: [
    { start: 0, end: 4, label: 'é' },
    { start: 4, end: 5, label: 'A' },
  ],
  boxes: [box(0.5, 0.9238255, 0.25, 1 - 0.9238255), box(0, 0, 0.5, 0.5)],
  polygons: [
    {
      points: [
        [1, 0],
        [0, 0],
        [0, 1],
      ],
      label: 'A',
    },
  ],
};

const OTHER: JsonObject = { ...SENT, rating: 0.4 };

/** A project that asks for answers of many kinds, with so many items. */
const asking = async (harness: ContractHarness, items: number): Promise<ProjectWorld> => {
  const project = await newEmptyProject(harness);
  valueOf(
    await project.application.createAnnotationUI(project.admin, {
      project_id: project.project.id,
      name: 'Many kinds',
      controls: CONTROLS,
    }),
  );
  await project.publish();
  await project.importItems(
    Array.from({ length: items }, (_, n) => ({ external_id: `item-${n + 1}`, data: { text: 'abcdé' } })),
  );
  return project;
};

const submit = (project: ProjectWorld, caller: Caller, { id }: Task, value: JsonObject) =>
  project.application.submitTask(caller, { project_id: project.project.id, task_id: id, value });

const revise = (project: ProjectWorld, caller: Caller, { id }: Annotation, value: JsonObject) =>
  project.application.reviseAnnotation(caller, { project_id: project.project.id, annotation_id: id, value });

/** An answer that an earlier release took, as it was sent. */
const submitOld = async (project: ProjectWorld, caller: Caller, task: Task, value: JsonObject): Promise<Annotation> => {
  const { harness, scope, clock } = project;
  const submission = { task_id: task.id, item_id: task.item.id, annotation_id: harness.newId(), value };
  const annotation = await harness.store
    .within(scope)
    .tasks.submit(
      submission,
      { at: clock.now().toISOString(), by: caller.user_id, causation_id: null },
      harness.newId(),
    );
  assert.ok(annotation);
  return annotation;
};

const counts = ({
  created,
  updated,
  unchanged,
  rejected,
}: Record<'created' | 'updated' | 'unchanged' | 'rejected', number>): readonly number[] => [
  created,
  updated,
  unchanged,
  rejected,
];

const countOf = async (project: ProjectWorld, filters: ItemFilters): Promise<number> =>
  valueOf(
    await project.application.listItems(project.admin, {
      project_id: project.project.id,
      ...filters,
      page: { per_page: 200, order: 'asc' },
    }),
  ).items.length;

const LINE = { external_id: 'item-1', annotator: 'w1' };

const MODEL = { external_id: 'item-1', model: 'm', model_version: '1' };

/** What every store promises of values that can be written in several ways. */
export const valuesContract = checked({
  'an answer is kept in its canonical form, and is the same answer in whatever form it comes again': async (
    harness,
  ) => {
    const project = await asking(harness, 1);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    const annotation = valueOf(await submit(project, ann, task, SENT));
    assert.deepEqual(annotation.value, KEPT);
    for (const again of [SENT, KEPT]) assert.deepEqual(valueOf(await submit(project, ann, task, again)), annotation);
    errorOf(await submit(project, ann, task, OTHER), 'already_submitted');
    for (const equal of [SENT, KEPT])
      assert.deepEqual(valueOf(await revise(project, ann, annotation, equal)), annotation);
    const revised = valueOf(await revise(project, ann, annotation, OTHER));
    assert.deepEqual([revised.value, revised.revision], [{ ...KEPT, rating: 0.4 }, 2]);
    assert.deepEqual(
      (await project.revisions(annotation)).map(({ value }) => value),
      [KEPT, { ...KEPT, rating: 0.4 }],
    );
  },

  'an answer that an earlier release kept as it was sent stays, and is compared in canonical form': async (harness) => {
    const project = await asking(harness, 1);
    const ann = await project.annotator();
    const { text: _, ...old } = SENT;
    const task = await project.claimOne(ann);
    const annotation = await submitOld(project, ann, task, old);
    for (const again of [SENT, KEPT, old]) {
      assert.deepEqual(valueOf(await submit(project, ann, task, again)), annotation);
      assert.deepEqual(valueOf(await revise(project, ann, annotation, again)), annotation);
    }
    assert.deepEqual(
      (await project.annotations()).map(({ value, revision }) => [value, revision]),
      [[old, 1]],
    );
  },

  'imported answers are kept in canonical form, and are unchanged in whatever form they come again': async (
    harness,
  ) => {
    const project = await asking(harness, 1);
    assert.deepEqual(
      counts(await project.importAnswers([{ ...LINE, value: SENT, created_at: null, guideline_version: null }])),
      [1, 0, 0, 0],
    );
    for (const value of [SENT, KEPT])
      assert.deepEqual(counts(await project.importAnswers([{ ...LINE, value }])), [0, 0, 1, 0]);
    assert.deepEqual(only(await project.annotations()).value, KEPT);
    assert.deepEqual(
      counts(await project.importAnswers([{ ...LINE, value: OTHER }], { on_conflict: 'update' })),
      [0, 1, 0, 0],
    );
    assert.deepEqual(only(await project.annotations()).value, { ...KEPT, rating: 0.4 });
  },

  'predictions are kept in canonical form, and are unchanged in whatever form they come again': async (harness) => {
    const project = await asking(harness, 2);
    assert.deepEqual(
      counts(
        await project.importPredictions([{ ...MODEL, value: { ...SENT, rating: null }, score: -0, item_id: null }]),
      ),
      [1, 0, 0, 0],
    );
    const { rating: _, ...kept } = KEPT;
    for (const value of [SENT, KEPT])
      assert.deepEqual(
        counts(await project.importPredictions([{ ...MODEL, value: { ...value, rating: null }, score: null }])),
        [0, 0, 1, 0],
      );
    const prediction = only(await project.predictions());
    assert.deepEqual(prediction.value, kept);
    assert.ok(Object.is(prediction.score, 0));
    assert.deepEqual(
      counts(await project.importPredictions([{ ...MODEL, value: OTHER }], { on_conflict: 'update' })),
      [0, 1, 0, 0],
    );
  },

  'a prediction that an earlier release kept as it was sent stays where the same file comes again': async (harness) => {
    const project = await asking(harness, 1);
    const { predictions } = harness.store.within(project.scope);
    const change = { at: project.clock.now().toISOString(), by: project.admin.user_id, causation_id: null };
    const { text: _, ...old } = SENT;
    await predictions.importBatch({
      on_conflict: 'reject',
      change,
      newEventId: harness.newId,
      lines: [{ id: harness.newId(), prediction: { ...MODEL, value: old }, checked_against: null, event: null }],
    });
    assert.deepEqual(counts(await project.importPredictions([{ ...MODEL, value: old }])), [0, 0, 1, 0]);
    assert.deepEqual(only(await project.predictions()).value, old);
    assert.deepEqual(counts(await project.importPredictions([{ ...MODEL, value: OTHER }])), [0, 0, 0, 1]);
  },

  'a moment that is accepted comes back as the same one from everywhere, cut to the millisecond': async (harness) => {
    const moments: Readonly<Record<string, string>> = {
      '0001-01-01T00:00:00Z': '0001-01-01T00:00:00.000Z',
      '0000-12-31T23:59:59.9999-00:01': '0001-01-01T00:00:59.999Z',
      '0099-12-31T23:59:59.9Z': '0099-12-31T23:59:59.900Z',
      '1582-10-10T00:00:00Z': '1582-10-10T00:00:00.000Z',
      '1850-06-01T00:00:00.0109+05:45': '1850-05-31T18:15:00.010Z',
      '1969-12-31T23:59:59.999999Z': '1969-12-31T23:59:59.999Z',
      '2024-02-29T12:00:00-11:00': '2024-02-29T23:00:00.000Z',
    };
    const project = await asking(harness, 1);
    const lines = Object.keys(moments).map((created_at, n) => ({
      external_id: 'item-1',
      annotator: `w${n}`,
      value: KEPT,
      created_at,
    }));
    assert.deepEqual(counts(await project.importAnswers(lines)), [lines.length, 0, 0, 0]);
    const expected = Object.values(moments);
    const annotations = await project.annotations();
    assert.deepEqual(
      annotations.map(({ created_at }) => created_at),
      expected,
    );
    assert.deepEqual(
      only(await project.exported()).annotations.map(({ created_at }) => created_at),
      expected,
    );
    for (const [index, annotation] of annotations.entries())
      assert.deepEqual(
        (await project.revisions(annotation)).map(({ created_at }) => created_at),
        [expected[index]],
      );
    const rows = await linesOfExport(await project.beginExport({ format: 'csv' }));
    assert.deepEqual(
      rows.slice(1).map((row) => row.split(',').at(-1)),
      expected,
    );
    const owner = await project.caller(project.founder, INSTALLATION);
    const expires_at = '9999-12-31T23:59:59.999Z';
    const { id } = valueOf(await project.application.createOwnToken(owner, { name: 'lasting', expires_at }));
    const tokens = valueOf(
      await project.application.listOwnTokens(owner, { page: { per_page: 200, order: 'asc' } }),
    ).items;
    assert.deepEqual(
      tokens.filter((token) => token.id === id).map((token) => token.expires_at),
      [expires_at],
    );
    assert.deepEqual(await countOf(project, { created_after: '0001-01-01T00:00:00.000Z' }), 1);
    assert.deepEqual(await countOf(project, { created_before: '0001-01-01T00:00:00.000Z' }), 0);
    assert.deepEqual(await countOf(project, { created_before: expires_at }), 1);
    assert.deepEqual(await countOf(project, { created_after: expires_at }), 0);
  },

  'null says of every optional field of a line that it is absent': async (harness) => {
    const project = await asking(harness, 0);
    const absent = { external_id: null, metadata: null, priority: null, overlap: null };
    assert.deepEqual(
      counts(
        await project.importItems([
          { ...absent, data: { text: 'x' } },
          { ...absent, external_id: 'a', data: { text: null } },
        ]),
      ),
      [2, 0, 0, 0],
    );
    const [first, second] = await project.items();
    assert.deepEqual([first?.external_id, first?.metadata, first?.priority, first?.overlap], [null, {}, 0, 1]);
    assert.deepEqual(second?.data, { text: null });
    assert.deepEqual(
      counts(
        await project.importItems([{ ...absent, external_id: 'a', data: { text: null } }], { on_conflict: 'update' }),
      ),
      [0, 0, 1, 0],
    );
    assert.deepEqual(counts(await project.importItems([{ external_id: 'b', data: null }])), [0, 0, 0, 1]);
    assert.equal(at(await project.items(), 1).revision, 1);
  },
});
