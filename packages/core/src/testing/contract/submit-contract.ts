import assert from 'node:assert/strict';
import { Annotation } from '../../index.ts';
import type { CreateAnnotationUIInput } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, upTo, valueOf } from './expect.ts';
import { answer, ANSWERS, EVERY_KIND, manyItems, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const choice = (name: string, required: boolean): CreateAnnotationUIInput['controls'][number] => ({
  name,
  kind: 'choice',
  source: 'text',
  required,
  options: ['x', 'y'],
});

const twoControls = async (harness: Parameters<typeof newEmptyProject>[0]): Promise<ProjectWorld> => {
  const project = await newEmptyProject(harness);
  const { application, admin } = project;
  valueOf(
    await application.createAnnotationUI(admin, {
      project_id: project.project.id,
      name: 'two',
      controls: [choice('first/~', true), choice('second', false)],
    }),
  );
  await project.publish();
  await project.importItems(manyItems(3));
  return project;
};

/** What every store promises of `findToSubmit` and `submit`. */
export const submitContract = checked({
  'submitting makes the annotation, ends the task and completes the item': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    project.clock.advance(10);
    const annotation = valueOf(await project.submit(ann, task));
    assertFits(Annotation, annotation);
    const now = project.clock.now().toISOString();
    const { id, ...rest } = annotation;
    assert.deepEqual(rest, {
      item_id: task.item.id,
      task_id: task.id,
      annotator: { id: ann.user_id, name: ann.name },
      value: answer(),
      guideline_version: 1,
      annotation_ui_version: 1,
      source: 'task',
      origin: null,
      revision: 1,
      created_at: now,
      updated_at: now,
    });
    assert.deepEqual(await project.annotations(), [{ id, ...rest }]);
    assert.deepEqual(await project.tasks(), [{ ...task, state: 'submitted', updated_at: now }]);
    const { state, annotation_count } = await project.item('item-1');
    assert.deepEqual({ state, annotation_count }, { state: 'complete', annotation_count: 1 });
    const told = (await project.projectEvents()).at(-1);
    assert.ok(told && isOfType(told, 'goldset.task.submitted'));
    assert.deepEqual(told.data, {
      item_id: task.item.id,
      annotator_id: ann.user_id,
      annotation_id: id,
      item_state: 'complete',
      annotation_count: 1,
    });
  },

  'an item is open while a place is free, claimed while all are taken, and complete with the last answer': async (
    harness,
  ) => {
    const project = await newProject(harness, 1, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const states: string[] = [];
    const look = async (): Promise<void> => void states.push((await project.item('item-1')).state);
    await look();
    const first = await project.claimOne(ann);
    await look();
    valueOf(await project.submit(ann, first));
    await look();
    const second = await project.claimOne(bob);
    await look();
    valueOf(await project.submit(bob, second));
    await look();
    assert.deepEqual(states, ['open', 'open', 'open', 'claimed', 'complete']);
    assert.equal((await project.item('item-1')).annotation_count, 2);
  },

  'the same answer again is answered with the same annotation, and changes and tells nothing': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    const first = valueOf(await project.submit(ann, task));
    const events = await project.projectEvents();
    project.clock.advance(10_000);
    assert.deepEqual(valueOf(await project.submit(ann, task)), first);
    assert.deepEqual(await project.annotations(), [first]);
    assert.deepEqual(await project.projectEvents(), events);
  },

  'the order of an answer’s controls does not matter, but which are answered does': async (harness) => {
    const project = await twoControls(harness);
    const ann = await project.annotator();
    const [first, second] = (await project.claim(ann, 2)).tasks;
    assert.ok(first && second);
    const submit = (task_id: string, value: Annotation['value']) =>
      project.application.submitTask(ann, { project_id: project.project.id, task_id, value });
    const annotation = valueOf(await submit(first.id, { 'first/~': 'x', second: 'y' }));
    assert.deepEqual(valueOf(await submit(first.id, { second: 'y', 'first/~': 'x' })), annotation);
    errorOf(await submit(first.id, { 'first/~': 'x' }), 'already_submitted');
    const short = valueOf(await submit(second.id, { 'first/~': 'x' }));
    assert.deepEqual(short.value, { 'first/~': 'x' });
    errorOf(await submit(second.id, { 'first/~': 'x', second: 'y' }), 'already_submitted');
  },

  'an answer to every kind of control is kept, and is the same in another order': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin } = project;
    const project_id = project.project.id;
    valueOf(await application.createAnnotationUI(admin, { project_id, name: 'all', controls: EVERY_KIND }));
    await project.publish();
    await project.importItems([{ data: { text: '𝄞 and more' } }]);
    const ann = await project.annotator();
    const { id } = await project.claimOne(ann);
    const [span, other] = [
      { start: 0, end: 1, label: 'A' },
      { start: 2, end: 10, label: 'B' },
    ];
    const [box, polygon] = [
      { x: 0.1, y: 0, width: 0.9, height: 1e-7, label: 'A' },
      {
        points: [
          [0, 0],
          [1, 0],
          [0.5, 1],
        ],
        label: 'B',
      },
    ];
    const value = {
      choice: 'a',
      choices: ['a', 'c'],
      rating: 0.3,
      number: -1.5,
      text: '',
      spans: [span, other],
      boxes: [box],
      polygons: [polygon],
      ranking: ['b', 'c', 'a'],
    };
    const submit = (changes: object) =>
      application.submitTask(ann, { project_id, task_id: id, value: { ...value, ...changes } });
    const refused = errorOf(
      await submit({ spans: [{ start: 9, end: 11, label: 'A' }], rating: 0.35, ranking: ['a'] }),
      'invalid',
    );
    assert.deepEqual(
      refused.errors.map(({ pointer, code }) => `${pointer} ${code}`),
      ['/value/rating range', '/value/spans/0/end range', '/value/ranking length'],
    );
    const annotation = valueOf(await submit({}));
    assert.deepEqual(annotation.value, value);
    assert.deepEqual(only(await project.annotations()).value, value);
    assert.deepEqual(
      valueOf(await submit({ choices: ['c', 'a'], spans: [{ label: 'B', end: 10, start: 2 }, span] })),
      annotation,
    );
    for (const other of [
      { ranking: ['b', 'a', 'c'] },
      { rating: 0.4 },
      { spans: [span] },
      { choices: ['a', 'b'] },
      { boxes: [{ ...box, x: 0 }] },
    ])
      errorOf(await submit(other), 'already_submitted');
  },

  'spans need a text in the item, which is that of the task': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin } = project;
    const project_id = project.project.id;
    const controls = EVERY_KIND.filter(({ kind }) => kind === 'spans');
    valueOf(await application.createAnnotationUI(admin, { project_id, name: 'spans', controls }));
    await project.publish();
    await project.importItems([
      { data: { text: 'abc' } },
      { data: { text: ['abc'] } },
      { data: {} },
      { data: { text: '' } },
    ]);
    const ann = await project.annotator();
    const { tasks } = await project.claim(ann, 4);
    const submit = (index: number, spans: object) =>
      application.submitTask(ann, { project_id, task_id: at(tasks, index).id, value: { spans } as never });
    const faults = async (index: number, spans: object): Promise<readonly string[]> =>
      errorOf(await submit(index, spans), 'invalid').errors.map(({ pointer, code }) => `${pointer} ${code}`);
    const span = (start: number, end: number) => ({ start, end, label: 'A' });
    assert.deepEqual(await faults(0, [span(0, 4)]), ['/value/spans/0/end range']);
    assert.deepEqual(await faults(1, []), ['/value/spans type']);
    assert.deepEqual(await faults(2, [span(0, 1)]), ['/value/spans type']);
    assert.deepEqual(await faults(3, [span(0, 1)]), ['/value/spans/0/start range', '/value/spans/0/end range']);
    valueOf(await submit(0, [span(0, 3)]));
    valueOf(await submit(3, []));
  },

  'a task keeps the versions it was claimed under, and its answer is checked against its own annotation UI': async (
    harness,
  ) => {
    const project = await newProject(harness, 2);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const old = await project.claimOne(ann);
    valueOf(await project.createUi(['other']));
    const { version } = await project.publish();
    const fresh = await project.claimOne(bob);
    assert.deepEqual([version, fresh.guideline_version, fresh.annotation_ui_version], [2, 2, 2]);
    valueOf(await project.renew(ann, old));
    const toOther = { judgement: 'other' } as never;
    for (const [caller, task, value] of [
      [ann, old, toOther],
      [bob, fresh, answer()],
    ] as const) {
      const { errors } = errorOf(await project.submit(caller, task, value), 'invalid');
      assert.deepEqual(
        errors.map(({ pointer, code }) => `${pointer} ${code}`),
        ['/value/judgement option'],
      );
    }
    const [first, second] = [
      valueOf(await project.submit(ann, old)),
      valueOf(await project.submit(bob, fresh, toOther)),
    ];
    assert.deepEqual([first.guideline_version, first.annotation_ui_version], [1, 1]);
    assert.deepEqual([second.guideline_version, second.annotation_ui_version], [2, 2]);
    assert.deepEqual(valueOf(await project.submit(ann, old)), first);
  },

  'another answer is already_submitted': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    const first = valueOf(await project.submit(ann, task, answer(0)));
    errorOf(await project.submit(ann, task, answer(1)), 'already_submitted');
    assert.deepEqual(await project.annotations(), [first]);
  },

  'the same answer many times at once makes one annotation, answered to all': async (harness) => {
    const project = await newProject(harness, 5);
    const ann = await project.annotator();
    for (const task of (await project.claim(ann, 5)).tasks) {
      const answers = (await Promise.all(upTo(5).map(() => project.submit(ann, task)))).map(valueOf);
      for (const annotation of answers) assert.deepEqual(annotation, at(answers, 0));
    }
    assert.equal((await project.annotations()).length, 5);
  },

  'of different answers at once one is accepted, the others are already_submitted': async (harness) => {
    const project = await newProject(harness, 10);
    const ann = await project.annotator();
    for (const task of (await project.claim(ann, 10)).tasks) {
      const answers = await Promise.all(
        ([0, 1, 2] as const).map((option) => project.submit(ann, task, answer(option))),
      );
      const refused = answers.filter(({ ok }) => !ok);
      assert.equal(refused.length, 2);
      for (const answer of refused) errorOf(answer, 'already_submitted');
    }
    assert.equal((await project.annotations()).length, 10);
  },

  'an answer that does not fit is refused with the place of each fault, and changes nothing': async (harness) => {
    const project = await twoControls(harness);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    const faults = async (value: Annotation['value']): Promise<readonly (readonly [string, string])[]> => {
      const result = await project.application.submitTask(ann, {
        project_id: project.project.id,
        task_id: task.id,
        value,
      });
      return errorOf(result, 'invalid').errors.map(({ pointer, code }) => [pointer, code] as const);
    };
    assert.deepEqual(await faults({}), [['/value/first~1~0', 'required']]);
    assert.deepEqual(await faults({ 'first/~': 'z', second: 7, third: 'x' }), [
      ['/value/first~1~0', 'option'],
      ['/value/second', 'type'],
      ['/value/third', 'unknown_field'],
    ]);
    assert.deepEqual(await project.tasks(), [task]);
    assert.deepEqual(await project.annotations(), []);
  },

  'an ended lease that nobody took is submitted all the same': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    project.clock.advance(100_000);
    valueOf(await project.submit(ann, task));
    assert.equal((await project.claim(await project.annotator())).reason, 'complete');
  },

  'after its place was taken or given back, a task is lease_lost, and what was answered there counts': async (
    harness,
  ) => {
    const project = await newProject(harness, 3);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [taken, released, skipped] = (await project.claim(ann, 3)).tasks;
    assert.ok(taken && released && skipped);
    valueOf(await project.release(ann, released));
    valueOf(await project.skip(ann, skipped));
    project.clock.advance(600);
    const { tasks } = await project.claim(bob, 3);
    assert.equal(tasks.length, 3);
    for (const task of [taken, released, skipped]) errorOf(await project.submit(ann, task), 'lease_lost');
    for (const task of tasks) valueOf(await project.submit(bob, task));
    for (const task of [taken, released, skipped]) errorOf(await project.submit(ann, task), 'lease_lost');
    assert.equal(
      (await project.annotations()).every(({ annotator }) => annotator.id === bob.user_id),
      true,
    );
  },

  'an answer belongs to the versions in force when its task was claimed': async (harness) => {
    const project = await newProject(harness, 2);
    const ann = await project.annotator();
    const before = await project.claimOne(ann);
    valueOf(await project.createUi(['other']));
    await project.publish();
    const after = await project.claimOne(ann);
    // The first task is still checked against the annotation UI it was claimed under, the second one against the new one.
    errorOf(await project.submit(ann, before, { judgement: 'other' }), 'invalid');
    errorOf(await project.submit(ann, after, { judgement: ANSWERS[0] }), 'invalid');
    const first = valueOf(await project.submit(ann, before, { judgement: ANSWERS[0] }));
    const second = valueOf(await project.submit(ann, after, { judgement: 'other' }));
    assert.deepEqual([first.guideline_version, first.annotation_ui_version], [1, 1]);
    assert.deepEqual([second.guideline_version, second.annotation_ui_version], [2, 2]);
  },

  'a task keeps its versions when its lease is renewed': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    await project.publish();
    assert.equal(valueOf(await project.renew(ann, task)).guideline_version, 1);
    assert.equal(valueOf(await project.submit(ann, task)).guideline_version, 1);
  },

  'a place that is taken again is claimed under what is in force by then': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    await project.claimOne(ann);
    project.clock.advance(600);
    await project.publish();
    assert.equal((await project.claimOne(ann)).guideline_version, 2);
  },

  'a claimed task of an archived project is still submitted': async (harness) => {
    const project = await newProject(harness, 2);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    await project.archive(project.project.id);
    assert.equal((await project.claim(ann)).reason, 'archived');
    const annotation = valueOf(await project.submit(ann, task));
    assert.deepEqual(valueOf(await project.submit(ann, task)), annotation);
    assert.deepEqual((await project.progress()).items, { open: 1, claimed: 0, complete: 1, exhausted: 0 });
  },

  'answers of many annotators to one item at once are all counted, and one of them completes it': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 12 });
    const annotators = await project.annotators(12);
    const claimed: Awaited<ReturnType<typeof project.claimOne>>[] = [];
    for (const annotator of annotators) claimed.push(await project.claimOne(annotator));
    for (const answer of await Promise.all(claimed.map((task, index) => project.submit(at(annotators, index), task))))
      valueOf(answer);
    assert.equal((await project.item('item-1')).annotation_count, 12);
    const told = (await project.projectEvents()).filter((event) => isOfType(event, 'goldset.task.submitted'));
    assert.deepEqual(
      told.map(({ data }) => data['annotation_count']),
      upTo(12),
    );
    assert.equal(only(told.filter(({ data }) => data['item_state'] === 'complete')), told.at(-1));
  },
});
