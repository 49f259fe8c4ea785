import assert from 'node:assert/strict';
import { Annotation, Item, Task } from '../../index.ts';
import type { Event, Id, ItemState, Scope, TaskState } from '../../index.ts';
import { assertEventsFit, isOfType } from './events-fit.ts';
import { assertFits, walk } from './expect.ts';
import type { ContractHarness } from './harness.ts';

const BLOCKING: ReadonlySet<string> = new Set<TaskState>(['claimed', 'submitted', 'skipped']);

const LONG_AGO = '2000-01-01T00:00:00.000Z';

const groupBy = <T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

const stateOf = (overlap: number, annotations: number, claimed: number): ItemState =>
  annotations >= overlap ? 'complete' : annotations + claimed < overlap ? 'open' : 'claimed';

interface Contents {
  readonly items: readonly Item[];
  /** Those that are not purged. */
  readonly deleted: readonly Item[];
  readonly tasks: readonly Task[];
  readonly annotations: readonly Annotation[];
  readonly events: readonly Event[];
}

const read = async ({ store, events }: ContractHarness, scope: Scope): Promise<Contents> => {
  const { items, tasks, annotations } = store.within(scope);
  return {
    items: await walk((page) => items.list(page)),
    deleted: await walk((page) => items.listDeleted(LONG_AGO, page)),
    tasks: await walk((page) => tasks.list({ annotator_id: null }, page)),
    annotations: await walk((page) => annotations.list({ annotator_id: null }, page)),
    events: await events(scope),
  };
};

const assertLives = ({ items, tasks, annotations }: Contents): void => {
  const [tasksOf, answersTo] = [groupBy(tasks, ({ item }) => item.id), groupBy(annotations, ({ item_id }) => item_id)];
  const named = items.map(({ external_id }) => external_id).filter((name) => name !== null);
  assert.equal(new Set(named).size, named.length, 'Two items have one external_id.');
  for (const item of items) {
    const [ofItem, answers] = [tasksOf.get(item.id) ?? [], answersTo.get(item.id)?.length ?? 0];
    const count = (state: TaskState): number => ofItem.filter((task) => task.state === state).length;
    assert.ok(count('claimed') + count('submitted') <= item.overlap, `Item ${item.id} has more live tasks than its overlap of ${item.overlap}.`);
    assert.equal(item.annotation_count, answers, `Item ${item.id} miscounts its annotations.`);
    assert.equal(item.state, stateOf(item.overlap, answers, count('claimed')), `Item ${item.id} is not in the state its tasks say.`);
    const blocked = ofItem.filter(({ state }) => BLOCKING.has(state)).map(({ annotator }) => annotator.id);
    assert.equal(new Set(blocked).size, blocked.length, `Item ${item.id} was given to an annotator twice.`);
  }
  const answerOf = new Map(annotations.map((annotation) => [annotation.task_id, annotation]));
  assert.equal(answerOf.size, annotations.length, 'A task has two annotations.');
  for (const task of tasks) {
    const annotation = answerOf.get(task.id);
    assert.equal(annotation !== undefined, task.state === 'submitted', `Task ${task.id} is ${task.state}.`);
    if (annotation === undefined) continue;
    const { item_id, annotator, guideline_version, annotation_ui_version } = annotation;
    assert.deepEqual(
      { item_id, annotator, guideline_version, annotation_ui_version },
      { item_id: task.item.id, annotator: task.annotator, guideline_version: task.guideline_version, annotation_ui_version: task.annotation_ui_version },
    );
  }
};

interface Life {
  readonly item: Id;
  readonly annotator: Id;
  readonly state: TaskState;
  readonly lease: string;
}

const assertReplays = ({ items, deleted, tasks, events }: Contents): void => {
  const overlaps = new Map([...items, ...deleted].map(({ id, overlap }) => [id, overlap]));
  // What an import changed after an event is not in the event, so the places of these items are not followed.
  const rewritten = new Set(events.flatMap((event) => (isOfType(event, 'goldset.items.imported') ? [...event.data.updated, ...event.data.restored] : [])));
  const imported = new Set<Id>();
  const gone = new Set<Id>();
  const lives = new Map<Id, Life>();
  const versions = { ui: 0, guideline: 0 };

  const count = (item: Id, state: TaskState): number => [...lives.values()].filter((life) => life.item === item && life.state === state).length;
  const assertItem = (item: Id, state: ItemState): void => {
    // Of what is purged nobody knows the overlap any more.
    if (rewritten.has(item) || !overlaps.has(item)) return;
    const overlap = overlaps.get(item) ?? 0;
    assert.ok(count(item, 'claimed') + count(item, 'submitted') <= overlap, `By its events, item ${item} had more live tasks than its overlap.`);
    assert.equal(state, stateOf(overlap, count(item, 'submitted'), count(item, 'claimed')), `An event of item ${item} says another state than its events before.`);
  };
  const end = ({ subject, data }: Event, state: TaskState): void => {
    const life = lives.get(subject);
    assert.equal(life?.state, 'claimed', `Task ${subject} became ${state} and was ${life?.state}.`);
    assert.deepEqual({ item: data['item_id'], annotator: data['annotator_id'] }, { item: life?.item, annotator: life?.annotator });
    if (life) lives.set(subject, { ...life, state });
  };

  for (const event of events) {
    if (isOfType(event, 'goldset.items.imported')) {
      for (const id of event.data.created) assert.ok(!imported.has(id) && imported.add(id), `Item ${id} was created twice.`);
      for (const id of event.data.updated) assert.ok(imported.has(id) && !gone.has(id), `Item ${id} was updated when it was not there.`);
      for (const id of event.data.restored) assert.ok(gone.delete(id), `Item ${id} was restored and was not deleted.`);
    } else if (isOfType(event, 'goldset.item.deleted')) {
      assert.ok(imported.has(event.subject) && !gone.has(event.subject), `Item ${event.subject} was deleted when it was not there.`);
      assert.equal(count(event.subject, 'claimed'), 0, `Item ${event.subject} was deleted with a claimed task.`);
      gone.add(event.subject);
    } else if (isOfType(event, 'goldset.item.restored')) {
      assert.ok(gone.delete(event.subject), `Item ${event.subject} was restored and was not deleted.`);
      assertItem(event.subject, event.data.item_state);
    } else if (isOfType(event, 'goldset.annotation_ui.created')) {
      versions.ui += 1;
      assert.equal(event.data.version, versions.ui);
    } else if (isOfType(event, 'goldset.guideline.published')) {
      versions.guideline += 1;
      assert.equal(event.data.version, versions.guideline);
      assert.ok(event.data.annotation_ui_version <= versions.ui);
    } else if (isOfType(event, 'goldset.task.claimed')) {
      const { item_id: item, annotator_id: annotator, lease_expires_at: lease, guideline_version } = event.data;
      assert.ok(imported.has(item) && !gone.has(item), `Item ${item} was claimed when it was not there.`);
      assert.ok(guideline_version <= versions.guideline, 'A task was claimed under a guideline before it was published.');
      assert.ok(!lives.has(event.subject), `Task ${event.subject} was claimed twice.`);
      const others = [...lives.values()].filter((life) => life.item === item && life.annotator === annotator && BLOCKING.has(life.state));
      assert.deepEqual(others, [], `Item ${item} was given to an annotator twice.`);
      lives.set(event.subject, { item, annotator, lease, state: 'claimed' });
      assertItem(item, event.data.item_state);
    } else if (isOfType(event, 'goldset.task.renewed')) {
      const life = lives.get(event.subject);
      assert.equal(life?.state, 'claimed');
      if (life) lives.set(event.subject, { ...life, lease: event.data.lease_expires_at });
    } else if (isOfType(event, 'goldset.task.expired')) {
      end(event, 'expired');
    } else if (isOfType(event, 'goldset.task.released')) {
      end(event, 'released');
      assertItem(event.data.item_id, event.data.item_state);
    } else if (isOfType(event, 'goldset.task.skipped')) {
      end(event, 'skipped');
      assertItem(event.data.item_id, event.data.item_state);
    } else if (isOfType(event, 'goldset.task.submitted')) {
      end(event, 'submitted');
      assertItem(event.data.item_id, event.data.item_state);
      assert.equal(event.data.annotation_count, count(event.data.item_id, 'submitted'));
    }
  }
  const left = [...imported].filter((id) => !gone.has(id));
  assert.deepEqual(left.sort(), items.map(({ id }) => id).sort(), 'The items are not those that the events created.');
  for (const { id } of deleted) assert.ok(gone.has(id), `Item ${id} is deleted without an event.`);
  const told = [...lives].filter(([, { item }]) => !gone.has(item)).map(([id, life]) => ({ id, ...life }));
  const there = tasks.map(({ id, item, annotator, state, lease }): Life & { readonly id: Id } => ({ id, item: item.id, annotator: annotator.id, state, lease: lease.expires_at }));
  const byId = (a: { readonly id: Id }, b: { readonly id: Id }): number => (a.id < b.id ? -1 : 1);
  assert.deepEqual(told.sort(byId), there.sort(byId), 'The tasks are not what their events say.');
};

const isPurged = async ({ store }: ContractHarness, scope: Scope): Promise<boolean> => {
  const held = await store.transact(scope, async ({ projects }) => ({ ok: true, value: await projects.holdDeleted(scope.project_id ?? '', LONG_AGO) }) as const);
  return held.value === undefined;
};

/**
 * Fails unless a project is whole: its progress equals a recount of its lists, no item has more live tasks than its
 * overlap or was given to an annotator twice, every submitted task has its one annotation, and its events, replayed in
 * their order, are possible at each step and end in what is there.
 */
export const assertConsistent = async (harness: ContractHarness, scope: Scope): Promise<void> => {
  if (await isPurged(harness, scope)) return;
  const contents = await read(harness, scope);
  for (const item of contents.items) assertFits(Item, item);
  for (const task of contents.tasks) assertFits(Task, task);
  for (const annotation of contents.annotations) assertFits(Annotation, annotation);
  assertEventsFit(contents.events);
  assertLives(contents);
  assertReplays(contents);
  const count = <State extends string>(rows: readonly { readonly state: State }[], ...states: readonly State[]): Record<State, number> =>
    Object.fromEntries(states.map((state) => [state, rows.filter((row) => row.state === state).length])) as Record<State, number>;
  assert.deepEqual(await harness.store.within(scope).progress.read(), {
    items: count(contents.items, 'open', 'claimed', 'complete'),
    tasks: count(contents.tasks, 'claimed', 'submitted', 'skipped', 'released', 'expired'),
  });
};
