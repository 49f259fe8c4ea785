import assert from 'node:assert/strict';
import { ImportResult, Prediction } from '../../index.ts';
import { MAX_BATCH_LINES } from '../../adapter.ts';
import type { ImportLine, ImportPrediction, JsonObject, PredictionFilter } from '../../index.ts';
import { checked } from './checked.ts';
import { assertConsistent } from './consistency.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, there, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { answer, enterProject, EVERY_KIND, manyItems, newEmptyProject, newProject, newWorld } from './world.ts';
import type { ProjectWorld } from './world.ts';

const result = (counts: Partial<ImportResult>): ImportResult => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  ...counts,
});

const codes = ({ errors }: Pick<ImportResult, 'errors'>): readonly string[] =>
  errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`);

/** A line for the item of this number. */
const line = (n: number, fields: Partial<ImportPrediction> = {}): ImportPrediction => ({
  external_id: `item-${n}`,
  model: 'judge',
  model_version: '1',
  score: 0.5,
  value: answer(0),
  ...fields,
});

const list = async (project: ProjectWorld, filter: PredictionFilter = {}): Promise<readonly Prediction[]> =>
  valueOf(
    await project.application.listPredictions(project.admin, {
      project_id: project.project.id,
      ...filter,
      page: { per_page: 200, order: 'asc' },
    }),
  ).items;

/** A project that shows its predictions to annotators. */
const newOpenProject = async (harness: ContractHarness, count: number): Promise<ProjectWorld> => {
  const world = await newWorld(harness);
  const created_at = world.clock.now().toISOString();
  const settings = {
    name: 'Open',
    description: '',
    overlap: 2,
    lease_seconds: 600,
    max_claimed: 100,
    show_predictions: true,
  };
  const made = await harness.store.transact(
    { organization_id: world.organization.id, project_id: null },
    async ({ projects }) => ({
      ok: true,
      value: there(await projects.add({ ...settings, id: harness.newId(), created_by: world.founder, created_at })),
    }),
  );
  const project = await enterProject(world, valueOf(made));
  valueOf(await project.createUi());
  await project.publish();
  await project.importItems(manyItems(count));
  return project;
};

const withControls = async (harness: ContractHarness, data: JsonObject): Promise<ProjectWorld> => {
  const project = await newEmptyProject(harness);
  valueOf(
    await project.application.createAnnotationUI(project.admin, {
      project_id: project.project.id,
      name: 'All',
      controls: EVERY_KIND,
    }),
  );
  await project.publish();
  await project.importItems([{ external_id: 'item-1', data }]);
  return project;
};

/** What every store promises of predictions and their import. */
export const predictionsContract = checked({
  'a prediction is kept as it was sent, for the item that it names by either of its names': async (harness) => {
    const project = await newProject(harness, 2);
    const item_id = (await project.item('item-2')).id;
    assert.deepEqual(
      await project.importPredictions([line(1), { item_id, model: 'other', model_version: '2025-01', value: {} }]),
      result({ created: 2 }),
    );
    const [first, second] = await project.predictions();
    assert.ok(first && second);
    assertFits(Prediction, first);
    const created_at = project.clock.now().toISOString();
    assert.deepEqual(first, {
      id: first.id,
      item_id: (await project.item('item-1')).id,
      model: 'judge',
      model_version: '1',
      score: 0.5,
      value: answer(0),
      annotation_ui_version: 1,
      created_at,
    });
    assert.deepEqual(second, {
      id: second.id,
      item_id,
      model: 'other',
      model_version: '2025-01',
      score: null,
      value: {},
      annotation_ui_version: 1,
      created_at,
    });
  },

  'an item has one prediction per model and version: the same again is unchanged, other content is rejected or replaces it':
    async (harness) => {
      const project = await newProject(harness, 1);
      await project.importPredictions([line(1)]);
      const before = await project.predictions();
      project.clock.advance(60);
      const events = await project.projectEvents();
      const { score: _, ...withoutScore } = line(1);
      const same = [line(1), withoutScore];
      for (const on_conflict of ['reject', 'update'] as const)
        assert.deepEqual(await project.importPredictions(same, { on_conflict }), result({ unchanged: 2 }));
      const rejected = await project.importPredictions([
        line(1, { value: answer(1) }),
        line(1, { score: 0.25 }),
        line(1, { model_version: '2' }),
      ]);
      assert.deepEqual(
        [codes(rejected), rejected.created],
        [['1 /model_version already_exists', '2 /model_version already_exists'], 1],
      );
      assert.deepEqual((await project.predictions())[0], before[0]);
      assert.equal((await project.projectEvents()).length, events.length + 1);
      assert.deepEqual(
        await project.importPredictions([{ ...withoutScore, value: answer(1) }], { on_conflict: 'update' }),
        result({ updated: 1 }),
      );
      assert.deepEqual((await project.predictions())[0], { ...only(before), value: answer(1) });
      assert.deepEqual(
        await project.importPredictions([line(1, { score: 1 })], { on_conflict: 'update' }),
        result({ updated: 1 }),
      );
      assert.deepEqual((await project.predictions())[0], { ...only(before), score: 1 });
    },

  'equal values are equal whatever the order of their keys': async (harness) => {
    const project = await withControls(harness, { text: 'a text' });
    const value = { rating: 1, boxes: [{ x: 0, y: 0, width: 1, height: 1, label: 'A' }] };
    await project.importPredictions([line(1, { value, score: 1 })]);
    const again = { boxes: [{ label: 'A', height: 1.0, width: 1, y: 0, x: 0 }], rating: 1.0 };
    assert.deepEqual(
      await project.importPredictions([line(1, { value: again, score: 1.0 })]),
      result({ unchanged: 1 }),
    );
  },

  'lines for one prediction are treated as if they came one after another, by whichever name the item goes': async (
    harness,
  ) => {
    const project = await newProject(harness, 2);
    const [one, two] = [(await project.item('item-1')).id, (await project.item('item-2')).id];
    const byId = (item_id: string, fields: Partial<ImportPrediction>): ImportPrediction => ({
      ...line(1, fields),
      external_id: undefined,
      item_id,
    });
    const lines = [
      line(1),
      byId(one, {}),
      byId(one, { value: answer(1) }),
      byId(two, { value: answer(2) }),
      line(2),
      line(1, { value: answer(1) }),
    ];
    const first = await project.importPredictions(lines);
    assert.deepEqual(
      [codes(first), first.created, first.unchanged],
      [['3 /model_version already_exists', '5 /model_version already_exists', '6 /model_version already_exists'], 2, 1],
    );
    assert.deepEqual(
      await project.importPredictions(lines, { on_conflict: 'update' }),
      result({ unchanged: 4, updated: 2 }),
    );
    assert.deepEqual(
      (await project.predictions()).map(({ value }) => value),
      [answer(1), answer(0)],
    );
  },

  'a line for an item that is not there is rejected at the name it was given, and stops no other': async (harness) => {
    const [project, other] = [await newProject(harness, 1), await newProject(harness, 1)];
    const theirs = (await other.item('item-1')).id;
    const imported = await project.importPredictions([
      line(9),
      { ...line(1), external_id: undefined, item_id: theirs },
      line(1),
      { ...line(1), external_id: undefined, item_id: harness.newId() },
    ]);
    assert.deepEqual(
      [codes(imported), imported.created],
      [['1 /external_id not_found', '2 /item_id not_found', '4 /item_id not_found'], 1],
    );
    assert.deepEqual(await other.predictions(), []);
  },

  'a line that is no prediction is rejected alone, with the place of each fault': async (harness) => {
    const project = await newProject(harness, 1);
    const unread: ImportLine = { line: 2, bytes: 5, fault: { pointer: '', code: 'malformed_json', detail: 'No.' } };
    const values: readonly unknown[] = [
      { ...line(1), external_id: undefined },
      7,
      { ...line(1), item_id: harness.newId() },
      { external_id: 'item-1' },
      { ...line(1), score: '1', model: '', value: [] },
      { ...line(1), confidence: 1 },
      line(1),
    ];
    const lines = async function* (): AsyncGenerator<ImportLine> {
      for (const [index, value] of values.entries()) yield index === 1 ? unread : { line: index + 1, bytes: 40, value };
    };
    const imported = valueOf(
      await project.application.importPredictions(project.admin, {
        project_id: project.project.id,
        lines: lines(),
        on_conflict: 'reject',
        on_error: 'continue',
      }),
    );
    assertFits(ImportResult, imported);
    assert.deepEqual(codes(imported), [
      '1 /external_id required',
      '2  malformed_json',
      '3 /item_id duplicate',
      '4 /model required',
      '4 /model_version required',
      '4 /value required',
      '5 /model length',
      '5 /score type',
      '5 /value type',
      '6 /confidence unknown_field',
    ]);
    assert.deepEqual([imported.created, imported.rejected], [1, 6]);
  },

  'a value must fit the annotation UI in force, but answers what it likes of it': async (harness) => {
    const project = await withControls(harness, { text: 'näive 🙂', image: 'x.png' });
    const values: readonly JsonObject[] = [
      {},
      { choice: 'a', spans: [{ start: 0, end: 7, label: 'A' }] },
      { spans: [{ start: 0, end: 8, label: 'A' }] },
      { spans: [] },
      { choice: 'z', rating: 3 },
      { judgement: 'yes' },
      { ranking: ['a'] },
    ];
    const imported = await project.importPredictions(
      values.map((value, n) => line(1, { model_version: `${n}`, value })),
    );
    assert.deepEqual(codes(imported), [
      '3 /value/spans/0/end range',
      '5 /value/choice option',
      '5 /value/rating range',
      '6 /value/judgement unknown_field',
      '7 /value/ranking length',
    ]);
    assert.deepEqual([imported.created, imported.rejected], [3, 4]);
    valueOf(await project.createUi());
    assert.equal((await project.importPredictions([line(1)])).rejected, 1);
    await project.publish();
    assert.deepEqual(await project.importPredictions([line(1, { model: 'later' })]), result({ created: 1 }));
  },

  'spans need a text in the item’s data': async (harness) => {
    const project = await withControls(harness, { text: ['no text'] });
    const value = { spans: [{ start: 0, end: 1, label: 'A' }] };
    const imported = await project.importPredictions([line(1, { value }), line(7, { value }), line(1)]);
    assert.deepEqual(codes(imported), [
      '1 /value/spans type',
      '2 /external_id not_found',
      '3 /value/judgement unknown_field',
    ]);
  },

  'without a guideline nothing can be imported': async (harness) => {
    const project = await newEmptyProject(harness);
    await project.importItems(manyItems(1));
    const lines = async function* (): AsyncGenerator<ImportLine> {
      yield { line: 1, bytes: 1, value: line(1) };
      assert.fail('It was read on.');
    };
    for (const on_error of ['continue', 'abort'] as const) {
      errorOf(
        await project.application.importPredictions(project.admin, {
          project_id: project.project.id,
          lines: lines(),
          on_conflict: 'reject',
          on_error,
        }),
        'not_ready',
      );
    }
  },

  'with on_error abort all or nothing is written': async (harness) => {
    const project = await newProject(harness, 3);
    const attempt = async (lines: readonly unknown[]) => {
      const source = (async function* (): AsyncGenerator<ImportLine> {
        for (const [index, value] of lines.entries()) yield { line: index + 1, bytes: 10, value };
      })();
      return project.application.importPredictions(project.admin, {
        project_id: project.project.id,
        lines: source,
        on_conflict: 'reject',
        on_error: 'abort',
      });
    };
    for (const bad of [line(9), line(1, { value: { judgement: 'maybe' } }), { model: 'x' }]) {
      const error = errorOf(await attempt([line(1), line(2), bad]), 'invalid');
      assert.deepEqual([...new Set(error.errors.map((fault) => fault.line))], [3]);
      assert.deepEqual(await project.predictions(), []);
    }
    assert.deepEqual(valueOf(await attempt([line(1), line(2)])), result({ created: 2 }));
  },

  'a batch is told in one event, with ids alone': async (harness) => {
    const count = MAX_BATCH_LINES + 10;
    const project = await newProject(harness, count);
    assert.deepEqual(await project.importPredictions(upTo(count).map((n) => line(n))), result({ created: count }));
    await project.importPredictions([line(2, { value: answer(1) }), line(1), line(3, { model: 'new' })], {
      on_conflict: 'update',
    });
    const events = (await project.projectEvents()).filter((event) => isOfType(event, 'goldset.predictions.imported'));
    assert.deepEqual(
      events.map(({ subject, data }) => [subject, data.created.length, data.updated.length]),
      [
        [project.project.id, MAX_BATCH_LINES, 0],
        [project.project.id, 10, 0],
        [project.project.id, 1, 1],
      ],
    );
    assert.deepEqual(await project.importPredictions([line(1)]), result({ unchanged: 1 }));
    assert.equal(
      (await project.projectEvents()).filter(({ type }) => type === 'goldset.predictions.imported').length,
      3,
    );
  },

  'imports of the same predictions at once end with each once, and with sums that add up': async (harness) => {
    const project = await newProject(harness, 50);
    const lines = upTo(50).map((n) => line(n));
    const results = await Promise.all([
      project.importPredictions(lines),
      project.importPredictions(lines.toReversed()),
      project.importPredictions(lines, { on_conflict: 'update' }),
    ]);
    assert.equal(
      results.reduce((sum, { created }) => sum + created, 0),
      50,
    );
    assert.equal(
      results.reduce((sum, { unchanged }) => sum + unchanged, 0),
      100,
    );
    assert.equal((await project.predictions()).length, 50);
  },

  'imports at once with other content, while their items are claimed and answered, end whole': async (harness) => {
    const project = await newOpenProject(harness, 20);
    const annotators = await project.annotators(3);
    const versions = [0, 1, 2] as const;
    const [, ...results] = await Promise.all([
      Promise.all(
        annotators.map(async (annotator) => {
          for (
            let found = await project.claim(annotator, 3);
            found.tasks.length > 0;
            found = await project.claim(annotator, 3)
          ) {
            for (const task of found.tasks) valueOf(await project.submit(annotator, task));
          }
        }),
      ),
      ...versions.map((n) =>
        project.importPredictions(
          upTo(20).map((item) => line(item, { value: answer(n) })),
          { on_conflict: 'update' },
        ),
      ),
    ]);
    for (const { rejected, created, updated, unchanged } of results)
      assert.deepEqual([rejected, created + updated + unchanged], [0, 20]);
    assert.equal((await project.predictions()).length, 20);
    await assertConsistent(harness, project.scope);
  },

  'lists hold all, or those of one item or model': async (harness) => {
    const project = await newProject(harness, 2);
    await project.importPredictions([line(1), line(2), line(1, { model: 'b' }), line(1, { model_version: '2' })]);
    const item_id = (await project.item('item-1')).id;
    const shown = async (filter: PredictionFilter): Promise<readonly string[]> =>
      (await list(project, filter)).map(
        ({ model, model_version, item_id: of }) => `${of === item_id ? 1 : 2} ${model} ${model_version}`,
      );
    assert.deepEqual(await shown({}), ['1 judge 1', '2 judge 1', '1 b 1', '1 judge 2']);
    assert.deepEqual(await shown({ model: 'judge' }), ['1 judge 1', '2 judge 1', '1 judge 2']);
    assert.deepEqual(await shown({ item_id }), ['1 judge 1', '1 b 1', '1 judge 2']);
    assert.deepEqual(await shown({ item_id, model: 'b' }), ['1 b 1']);
    assert.deepEqual(await shown({ item_id: harness.newId() }), []);
    assert.deepEqual(await shown({ model: 'c' }), []);
  },

  'predictions are for reviewers, and their import for managers': async (harness) => {
    const project = await newProject(harness, 1);
    await project.importPredictions([line(1)]);
    const project_id = project.project.id;
    const page = { per_page: 10, order: 'asc' } as const;
    const source = async function* (): AsyncGenerator<ImportLine> {};
    for (const [role, reads, imports] of [
      ['annotator', false, false],
      ['reviewer', true, false],
      ['manager', true, true],
    ] as const) {
      const caller = await project.inProject(await project.hire(role));
      assert.equal((await project.application.listPredictions(caller, { project_id, page })).ok, reads);
      assert.equal(
        (
          await project.application.importPredictions(caller, {
            project_id,
            lines: source(),
            on_conflict: 'reject',
            on_error: 'continue',
          })
        ).ok,
        imports,
      );
    }
  },

  'annotators are offered predictions only where the project shows them': async (harness) => {
    for (const open of [true, false]) {
      const project = open ? await newOpenProject(harness, 2) : await newProject(harness, 2);
      await project.importPredictions([line(1), line(2), line(1, { model: 'b', score: undefined })]);
      const ann = await project.annotator();
      const { tasks } = await project.claim(ann, 2);
      const expected = await Promise.all(tasks.map(({ item }) => (open ? list(project, { item_id: item.id }) : [])));
      assert.deepEqual(
        expected.map(({ length }) => length),
        open ? [2, 1] : [0, 0],
      );
      assert.deepEqual(
        tasks.map(({ predictions }) => predictions),
        expected,
      );
      const [project_id, first] = [project.project.id, at(tasks, 0)];
      assert.deepEqual(valueOf(await project.application.getTask(ann, { project_id, task_id: first.id })), first);
      assert.deepEqual(await project.tasks(), tasks);
      assert.deepEqual(valueOf(await project.renew(ann, first)).predictions, expected[0]);
      assert.deepEqual(valueOf(await project.release(ann, first)).predictions, expected[0]);
    }
  },

  'an export shows predictions with their items': async (harness) => {
    const project = await newProject(harness, 2);
    await project.importPredictions([line(2), line(2, { model: 'a' })]);
    assert.deepEqual(
      (await project.exported()).map(({ predictions }) => predictions),
      [[], await project.predictions()],
    );
  },
});
