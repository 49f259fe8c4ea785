import assert from 'node:assert/strict';
import { Annotation, AnnotationRevision, Item, Prediction, Task } from '../../index.ts';
import type { Event, Id, ItemState, Store, TaskState, Timestamp } from '../../index.ts';
import type { Scope } from '../../adapter.ts';
import { assertEventsFit, isOfType } from './events-fit.ts';
import { assertFits, walk } from './expect.ts';
import type { ContractHarness } from './harness.ts';

const BLOCKING: ReadonlySet<string> = new Set<TaskState>(['claimed', 'submitted', 'skipped']);

// No lease has ended then, so that what is claimed is what the rows say.
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
  readonly predictions: readonly Prediction[];
  /** How many annotation UIs there are. */
  readonly uis: number;
  /** The revisions of each annotation, under its id. */
  readonly revisions: ReadonlyMap<Id, readonly AnnotationRevision[]>;
  readonly events: readonly Event[];
}

const itemsAndTasks = async (
  { store }: ContractHarness,
  scope: Scope,
  now: Timestamp,
): Promise<Pick<Contents, 'items' | 'tasks'>> => {
  const { items, tasks } = store.within(scope);
  return { items: await walk((page) => items.list(page, now)), tasks: await walk((page) => tasks.list({}, page, now)) };
};

const read = async (harness: ContractHarness, scope: Scope): Promise<Contents> => {
  const { store, events } = harness;
  const { items, annotations, annotationUis, predictions } = store.within(scope);
  const all = await walk((page) => annotations.list({ annotator_id: null }, page));
  // Those that were never revised have one revision each, and there may be many: of these a few will do.
  const looked = all.filter(({ revision }, index) => revision > 1 || index < 3);
  return {
    ...(await itemsAndTasks(harness, scope, LONG_AGO)),
    deleted: await walk((page) => items.listDeleted(LONG_AGO, page)),
    annotations: all,
    revisions: new Map(
      await Promise.all(
        looked.map(async ({ id }) => [id, await walk((page) => annotations.listRevisions(id, page))] as const),
      ),
    ),
    predictions: await walk((page) => predictions.list({}, page)),
    uis: (await annotationUis.find('latest'))?.version ?? 0,
    events: await events(scope),
  };
};

/** Items are in the state that their tasks and answers say. */
const assertStates = ({ items, tasks, annotations }: Contents): void => {
  const [held, answersTo] = [
    groupBy(
      tasks.filter(({ state }) => state === 'claimed'),
      ({ item }) => item.id,
    ),
    groupBy(annotations, ({ item_id }) => item_id),
  ];
  for (const { id, overlap, state } of items) {
    assert.equal(
      state,
      stateOf(overlap, answersTo.get(id)?.length ?? 0, held.get(id)?.length ?? 0),
      `Item ${id} is not in the state its tasks say.`,
    );
  }
};

const assertLives = ({ items, tasks, annotations, events }: Contents): void => {
  const [tasksOf, answersTo] = [groupBy(tasks, ({ item }) => item.id), groupBy(annotations, ({ item_id }) => item_id)];
  const named = items.map(({ external_id }) => external_id).filter((name) => name !== null);
  assert.equal(new Set(named).size, named.length, 'Two items have one external_id.');
  for (const item of items) {
    const [ofItem, answers] = [tasksOf.get(item.id) ?? [], answersTo.get(item.id)?.length ?? 0];
    const live = ofItem.filter(({ state }) => state === 'claimed' || state === 'submitted').length;
    assert.ok(live <= item.overlap, `Item ${item.id} has more live tasks than its overlap of ${item.overlap}.`);
    assert.equal(item.annotation_count, answers, `Item ${item.id} miscounts its annotations.`);
    const blocked = ofItem.filter(({ state }) => BLOCKING.has(state)).map(({ annotator }) => annotator.id);
    assert.equal(new Set(blocked).size, blocked.length, `Item ${item.id} was given to an annotator twice.`);
    const answered = (answersTo.get(item.id) ?? []).map(({ annotator }) => annotator.id);
    assert.equal(new Set(answered).size, answered.length, `Item ${item.id} has two answers of an annotator.`);
    for (const { state, annotator } of ofItem)
      assert.ok(
        state !== 'claimed' || !answered.includes(annotator.id),
        `Item ${item.id} is claimed by an annotator who has answered it.`,
      );
  }
  const restored = new Set(
    events.filter((event) => isOfType(event, 'goldset.annotation.restored')).map(({ subject }) => subject),
  );
  for (const { id, task_id, source } of annotations)
    assert.equal(
      task_id === null,
      source === 'import' || restored.has(id),
      `Annotation ${id} belongs to a task, or to none, and should not.`,
    );
  const submitted = annotations.filter(({ task_id }) => task_id !== null);
  const answerOf = new Map(submitted.map((annotation) => [annotation.task_id, annotation]));
  assert.equal(answerOf.size, submitted.length, 'A task has two annotations.');
  for (const task of tasks) {
    const annotation = answerOf.get(task.id);
    assert.equal(annotation !== undefined, task.state === 'submitted', `Task ${task.id} is ${task.state}.`);
    if (annotation === undefined) continue;
    const { item_id, annotator, guideline_version, annotation_ui_version } = annotation;
    assert.deepEqual(
      { item_id, annotator, guideline_version, annotation_ui_version },
      {
        item_id: task.item.id,
        annotator: task.annotator,
        guideline_version: task.guideline_version,
        annotation_ui_version: task.annotation_ui_version,
      },
    );
  }
};

const assertPredictions = ({ items, predictions, uis, events }: Contents): void => {
  const ids = new Set(items.map(({ id }) => id));
  const keys = predictions.map(({ item_id, model, model_version }) => JSON.stringify([item_id, model, model_version]));
  assert.equal(new Set(keys).size, keys.length, 'An item has two predictions of one version of a model.');
  for (const { item_id } of predictions)
    assert.ok(ids.has(item_id), `A prediction is for item ${item_id}, which is not there.`);
  for (const { annotation_ui_version } of predictions)
    assert.ok(
      (annotation_ui_version ?? 0) <= uis,
      `A prediction is for annotation UI ${annotation_ui_version}, which is not there.`,
    );
  const [told, gone] = [new Set<Id>(), new Set<Id>()];
  for (const event of events) {
    if (isOfType(event, 'goldset.prediction.deleted'))
      assert.ok(
        told.delete(event.subject) && gone.add(event.subject),
        `Prediction ${event.subject} was deleted when it was not there.`,
      );
    if (isOfType(event, 'goldset.prediction.restored'))
      assert.ok(
        gone.delete(event.subject) && told.add(event.subject),
        `Prediction ${event.subject} was restored and was not deleted.`,
      );
    if (!isOfType(event, 'goldset.predictions.imported')) continue;
    for (const id of event.data.created)
      assert.ok(!told.has(id) && !gone.has(id) && told.add(id), `Prediction ${id} was created twice.`);
    for (const id of event.data.updated) assert.ok(told.has(id), `Prediction ${id} was updated before it was created.`);
  }
  const seen = predictions.map(({ id }) => id);
  // The predictions for an item that is deleted cannot be seen.
  const expected = events.some((event) => isOfType(event, 'goldset.item.deleted'))
    ? seen.filter((id) => told.has(id))
    : [...told];
  assert.deepEqual(seen.toSorted(), expected.toSorted(), 'The predictions are not those that the events created.');
};

/** The annotations that an import gave revisions with dates or authors of their own: their revisions say more than the events. */
const withHistory = ({ annotations, revisions, events }: Contents): ReadonlySet<Id> => {
  const times = new Set(events.map(({ time }) => time));
  return new Set(
    annotations.flatMap(({ id, annotator }) =>
      revisions
        .get(id)
        ?.some(({ created_at, author }, place) =>
          place === 0 ? author.id !== annotator.id : !times.has(created_at),
        ) === true
        ? [id]
        : [],
    ),
  );
};

/** The revisions of an annotation count from 1 without a gap, in time but for those that another answer brought along, and the last one is what the annotation is. */
const assertRevisions = (contents: Contents): void => {
  const { annotations, revisions, events } = contents;
  const carried = withHistory(contents);
  const merged = new Set(
    events.flatMap((event) =>
      isOfType(event, 'goldset.annotations.moved') ? event.data.merged.map(({ annotation_id }) => annotation_id) : [],
    ),
  );
  for (const { id, revision, value, annotator, source, created_at, updated_at } of annotations) {
    const all = revisions.get(id);
    if (all === undefined) continue;
    for (const one of all) assertFits(AnnotationRevision, one);
    assert.deepEqual(
      all.map((one) => one.revision),
      Array.from({ length: revision }, (_, index) => index + 1),
    );
    const [first, last] = [all[0], all.at(-1)];
    assert.deepEqual([carried.has(id) ? annotator : first?.author, first?.created_at], [annotator, created_at]);
    assert.deepEqual(
      [last?.value, carried.has(id) ? updated_at : last?.created_at],
      [value, revision === 1 && !carried.has(id) ? created_at : updated_at],
    );
    assert.ok(last && (last.created_at <= updated_at || revision === 1), 'A revision is newer than its annotation.');
    assert.equal(last?.source, source);
    const later = all.slice(1).map((one) => one.created_at);
    if (merged.has(id))
      assert.ok(carried.has(id) || last?.created_at === later.toSorted().at(-1), 'A merge is not the last revision.');
    else assert.deepEqual(later, later.toSorted(), 'A revision is older than the one before it.');
  }
};

interface Life {
  readonly item: Id;
  readonly annotator: Id;
  readonly state: TaskState;
  readonly lease: string;
}

const assertReplays = (contents: Contents): void => {
  const { items, deleted, tasks, annotations, events } = contents;
  const overlaps = new Map([...items, ...deleted].map(({ id, overlap }) => [id, overlap]));
  // What an import changed after an event is not in the event, so the places of these items are not followed.
  const rewritten = new Set(
    events.flatMap((event) => {
      if (isOfType(event, 'goldset.items.imported')) return [...event.data.updated, ...event.data.restored];
      if (isOfType(event, 'goldset.item.requeued')) return event.data.overlap === null ? [] : [event.subject];
      return isOfType(event, 'goldset.items.updated') ? event.data.updated : [];
    }),
  );
  const there = new Set(items.map(({ id }) => id));
  const skipped = new Set(
    events.flatMap((event) => (isOfType(event, 'goldset.tasks.imported') ? event.data.created : [])),
  );
  const hasGone = events.some((event) => isOfType(event, 'goldset.item.deleted'));
  const imported = new Set<Id>();
  const gone = new Set<Id>();
  // Under their items as well, so that a long history is replayed in time that grows with its length alone.
  const lives = new Map<Id, Life>();
  const livesOn = new Map<Id, Map<Id, Life>>();
  const versions = { ui: 0, guideline: 0 };
  const itemOf = new Map(annotations.map(({ id, item_id }) => [id, item_id]));
  for (const event of events)
    if (isOfType(event, 'goldset.annotation.deleted') && there.has(event.data.item_id))
      itemOf.set(event.subject, event.data.item_id);
  // What was merged is of the item of what it was merged into, which may have been merged later.
  for (const event of events.toReversed()) {
    if (!isOfType(event, 'goldset.annotations.moved')) continue;
    for (const { annotation_id, merged_id } of event.data.merged) {
      const item = itemOf.get(annotation_id);
      if (item !== undefined) itemOf.set(merged_id, item);
    }
  }
  // The revision of each annotation, under its id, and how many were imported to each item.
  const answers = new Map<Id, number>();
  const deletedAnswers = new Map<Id, number>();
  const importedTo = new Map<Id, number>();

  const live = (task: Id, life: Life): void => {
    lives.set(task, life);
    livesOn.set(life.item, (livesOn.get(life.item) ?? new Map<Id, Life>()).set(task, life));
  };
  const on = (item: Id): readonly Life[] => [...(livesOn.get(item)?.values() ?? [])];
  const countOf = (item: Id, state: TaskState): number => on(item).filter((life) => life.state === state).length;
  const answersOf = (item: Id): number => countOf(item, 'submitted') + (importedTo.get(item) ?? 0);
  // An import may have given them several revisions at once, so that their events say a number that is at most theirs.
  const carried = withHistory(contents);
  const revise = (annotation: Id, told?: number): void => {
    const next = (answers.get(annotation) ?? 0) + 1;
    assert.ok(next > 1, `Annotation ${annotation} was revised before it was made.`);
    assert.ok(
      told === undefined || told === next || (told > next && carried.has(annotation)),
      `Annotation ${annotation} skips a revision.`,
    );
    answers.set(annotation, told ?? next);
  };
  /** Whether the task that an event at this place released may have been released by the deletion of its item: all that were released with it say the state after the last of them. */
  const isOfDeletion = (place: number, item: Id): boolean => {
    const next = events
      .slice(place + 1)
      .find((event) =>
        event.data['item_id'] === item
          ? event.type !== 'goldset.task.released'
          : isOfType(event, 'goldset.item.deleted') && event.subject === item,
      );
    return next !== undefined && isOfType(next, 'goldset.item.deleted');
  };
  const assertItem = (item: Id, state: ItemState, time: Timestamp, released?: number): void => {
    // Of what is purged nobody knows the overlap any more.
    if (rewritten.has(item) || !overlaps.has(item)) return;
    const overlap = overlaps.get(item) ?? 0;
    assert.ok(
      countOf(item, 'claimed') + countOf(item, 'submitted') <= overlap,
      `By its events, item ${item} had more live tasks than its overlap.`,
    );
    if (
      !there.has(item) ||
      (released !== undefined && isOfDeletion(released, item) && state === stateOf(overlap, answersOf(item), 0))
    )
      return;
    const held = on(item).filter((life) => life.state === 'claimed' && life.lease > time).length;
    assert.equal(
      state,
      stateOf(overlap, answersOf(item), held),
      `An event of item ${item} says another state than its events before.`,
    );
  };
  const end = ({ subject, data }: Event, state: TaskState): void => {
    const life = lives.get(subject);
    assert.equal(life?.state, 'claimed', `Task ${subject} became ${state} and was ${life?.state}.`);
    assert.deepEqual(
      { item: data['item_id'], annotator: data['annotator_id'] },
      { item: life?.item, annotator: life?.annotator },
    );
    if (life) live(subject, { ...life, state });
  };

  for (const [place, event] of events.entries()) {
    if (isOfType(event, 'goldset.items.imported')) {
      for (const id of event.data.created)
        assert.ok(!imported.has(id) && imported.add(id), `Item ${id} was created twice.`);
      for (const id of event.data.updated)
        assert.ok(imported.has(id) && !gone.has(id), `Item ${id} was updated when it was not there.`);
      for (const id of event.data.restored) assert.ok(gone.delete(id), `Item ${id} was restored and was not deleted.`);
    } else if (isOfType(event, 'goldset.items.updated')) {
      assert.ok(event.data.updated.length > 0, 'An event says that nothing was updated.');
      for (const id of event.data.updated) assert.ok(imported.has(id), `Item ${id} was updated before it was created.`);
    } else if (isOfType(event, 'goldset.item.deleted')) {
      assert.ok(
        imported.has(event.subject) && !gone.has(event.subject),
        `Item ${event.subject} was deleted when it was not there.`,
      );
      assert.equal(countOf(event.subject, 'claimed'), 0, `Item ${event.subject} was deleted with a claimed task.`);
      gone.add(event.subject);
    } else if (isOfType(event, 'goldset.item.restored')) {
      assert.ok(gone.delete(event.subject), `Item ${event.subject} was restored and was not deleted.`);
      assertItem(event.subject, event.data.item_state, event.time);
    } else if (isOfType(event, 'goldset.item.requeued')) {
      assert.ok(
        imported.has(event.subject) && !gone.has(event.subject),
        `Item ${event.subject} was put back when it was not there.`,
      );
      for (const { task_id, annotator_id } of event.data.released) {
        const life = lives.get(task_id);
        // Of a skip that was imported nobody knows any more what it was, once its item is deleted.
        if (life === undefined && hasGone && skipped.has(task_id)) continue;
        assert.deepEqual(
          [life?.item, life?.annotator, life?.state],
          [event.subject, annotator_id, 'skipped'],
          `Task ${task_id} was put back and was not skipped.`,
        );
        if (life) live(task_id, { ...life, state: 'released' });
      }
      assertItem(event.subject, event.data.item_state, event.time);
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
      assert.ok(
        guideline_version <= versions.guideline,
        'A task was claimed under a guideline before it was published.',
      );
      assert.ok(!lives.has(event.subject), `Task ${event.subject} was claimed twice.`);
      const others = on(item).filter((life) => life.annotator === annotator && BLOCKING.has(life.state));
      assert.deepEqual(others, [], `Item ${item} was given to an annotator twice.`);
      live(event.subject, { item, annotator, lease, state: 'claimed' });
      assertItem(item, event.data.item_state, event.time);
    } else if (isOfType(event, 'goldset.task.renewed')) {
      const life = lives.get(event.subject);
      assert.equal(life?.state, 'claimed');
      if (life) live(event.subject, { ...life, lease: event.data.lease_expires_at });
    } else if (isOfType(event, 'goldset.task.expired')) {
      end(event, 'expired');
    } else if (isOfType(event, 'goldset.task.released')) {
      end(event, 'released');
      assertItem(event.data.item_id, event.data.item_state, event.time, place);
    } else if (isOfType(event, 'goldset.task.skipped')) {
      end(event, 'skipped');
      assertItem(event.data.item_id, event.data.item_state, event.time);
    } else if (isOfType(event, 'goldset.task.submitted')) {
      end(event, 'submitted');
      assertItem(event.data.item_id, event.data.item_state, event.time);
      if (there.has(event.data.item_id)) {
        assert.equal(event.data.annotation_count, answersOf(event.data.item_id));
        answers.set(event.data.annotation_id, 1);
      }
    } else if (isOfType(event, 'goldset.tasks.imported')) {
      for (const id of event.data.created) {
        const task = tasks.find((one) => one.id === id);
        assert.ok(task !== undefined || hasGone, `Task ${id} was imported and is not there.`);
        assert.ok(!lives.has(id), `Task ${id} was made twice.`);
        if (task === undefined) continue;
        const item = task.item.id;
        assert.ok(imported.has(item) && !gone.has(item), `A skip of item ${item} was imported when it was not there.`);
        // One that was put back later stood when it was imported.
        const isPutBack = events
          .slice(place + 1)
          .some(
            (later) =>
              isOfType(later, 'goldset.item.requeued') && later.data.released.some(({ task_id }) => task_id === id),
          );
        const state = isPutBack ? 'skipped' : task.state;
        assert.ok(
          state !== 'skipped' ||
            !on(item).some((life) => life.annotator === task.annotator.id && BLOCKING.has(life.state)),
          `An annotator has two turns on item ${item}.`,
        );
        live(id, { item, annotator: task.annotator.id, state, lease: task.lease.expires_at });
      }
      for (const id of event.data.updated)
        assert.ok(lives.has(id) || hasGone, `Task ${id} was updated before it was made.`);
    } else if (isOfType(event, 'goldset.annotation.revised')) {
      if (!there.has(event.data.item_id)) continue;
      assert.equal(event.data.item_id, itemOf.get(event.subject));
      revise(event.subject, event.data.revision);
    } else if (isOfType(event, 'goldset.annotation.deleted')) {
      const { item_id: item, task_id, annotator_id, annotation_count, item_state } = event.data;
      const life = task_id === null ? undefined : lives.get(task_id);
      if (task_id !== null) {
        assert.deepEqual(
          [life?.item, life?.annotator, life?.state],
          [item, annotator_id, 'submitted'],
          `The task of annotation ${event.subject} was not submitted when it was deleted.`,
        );
        if (life) live(task_id, { ...life, state: 'released' });
      }
      if (!there.has(item)) continue;
      if (task_id === null) importedTo.set(item, (importedTo.get(item) ?? 0) - 1);
      const revision = answers.get(event.subject);
      assert.ok(
        revision !== undefined && answers.delete(event.subject),
        `Annotation ${event.subject} was deleted when it was not there.`,
      );
      deletedAnswers.set(event.subject, revision);
      // Those that one request deletes all say what the item is after the last of them.
      const next = events[place + 1];
      if (
        next !== undefined &&
        isOfType(next, 'goldset.annotation.deleted') &&
        next.data.item_id === item &&
        next.data.annotation_count === annotation_count
      )
        continue;
      assert.equal(
        annotation_count,
        answersOf(item),
        `The deletion of annotation ${event.subject} miscounts the answers to its item.`,
      );
      assertItem(item, item_state, event.time);
    } else if (isOfType(event, 'goldset.annotation.restored')) {
      const { item_id: item, revision, annotation_count, item_state } = event.data;
      if (!there.has(item)) continue;
      assert.equal(
        deletedAnswers.get(event.subject),
        revision,
        `Annotation ${event.subject} was restored at another revision than it was deleted at.`,
      );
      deletedAnswers.delete(event.subject);
      answers.set(event.subject, revision);
      importedTo.set(item, (importedTo.get(item) ?? 0) + 1);
      assert.equal(
        annotation_count,
        answersOf(item),
        `The restoration of annotation ${event.subject} miscounts the answers to its item.`,
      );
      assertItem(item, item_state, event.time);
    } else if (isOfType(event, 'goldset.annotations.imported')) {
      for (const id of event.data.created) {
        const item = itemOf.get(id);
        // The answers to an item that is deleted cannot be seen.
        if (item === undefined && hasGone) continue;
        assert.ok(
          item !== undefined && imported.has(item),
          `An answer to item ${item} was imported before it was created.`,
        );
        assert.ok(!answers.has(id), `Annotation ${id} was made twice.`);
        answers.set(id, 1);
        importedTo.set(item, (importedTo.get(item) ?? 0) + 1);
      }
      for (const id of event.data.updated) if (itemOf.has(id) || !hasGone) revise(id);
    } else if (isOfType(event, 'goldset.annotations.moved')) {
      for (const id of event.data.moved)
        assert.ok(answers.has(id) || hasGone, `Annotation ${id} was moved before it was made.`);
      for (const { annotation_id, merged_id } of event.data.merged) {
        const [item, kept, gone] = [itemOf.get(merged_id), answers.get(annotation_id), answers.get(merged_id)];
        if (item === undefined || kept === undefined || gone === undefined) {
          assert.ok(hasGone, `Annotation ${merged_id} was merged before it was made.`);
          continue;
        }
        answers.delete(merged_id);
        answers.set(annotation_id, kept + gone + 1);
        importedTo.set(item, (importedTo.get(item) ?? 0) - 1);
      }
    }
  }
  const left = [...imported].filter((id) => !gone.has(id));
  assert.deepEqual(left.sort(), items.map(({ id }) => id).sort(), 'The items are not those that the events created.');
  for (const { id } of deleted) assert.ok(gone.has(id), `Item ${id} is deleted without an event.`);
  const told = [...lives].filter(([, { item }]) => !gone.has(item)).map(([id, life]) => ({ id, ...life }));
  const kept = tasks.map(({ id, item, annotator, state, lease }): Life & { readonly id: Id } => ({
    id,
    item: item.id,
    annotator: annotator.id,
    state,
    lease: lease.expires_at,
  }));
  const byId = (a: { readonly id: Id }, b: { readonly id: Id }): number => (a.id < b.id ? -1 : 1);
  assert.deepEqual(told.sort(byId), kept.sort(byId), 'The tasks are not what their events say.');
  assert.deepEqual(
    [...answers].sort(),
    annotations
      .map(({ id, revision }) => [id, carried.has(id) ? Math.min(revision, answers.get(id) ?? 0) : revision])
      .sort(),
    'The annotations are not what the events say.',
  );
};

/** Tasks are what their rows say, but for those whose lease has ended. */
const assertEnded = (written: readonly Task[], then: readonly Task[], now: Timestamp): void => {
  const expected = written.map((task) =>
    task.state === 'claimed' && task.lease.expires_at <= now ? { ...task, state: 'expired' } : task,
  );
  assert.deepEqual(then, expected, `The tasks are not those whose leases have not ended at ${now}.`);
};

const count = <State extends string>(
  rows: readonly { readonly state: State }[],
  ...states: readonly State[]
): Record<State, number> =>
  Object.fromEntries(states.map((state) => [state, rows.filter((row) => row.state === state).length])) as Record<
    State,
    number
  >;

/** The ids of the items that are open, were skipped, and that each user who may claim holds, has answered or has skipped. */
const exhaustedIn = async (
  store: Store,
  { organization_id, project_id }: Scope,
  { items, tasks, annotations }: Pick<Contents, 'items' | 'tasks' | 'annotations'>,
): Promise<readonly Id[]> => {
  const skipped = new Set(tasks.filter(({ state }) => state === 'skipped').map(({ item }) => item.id));
  if (skipped.size === 0) return [];
  const bindings = await walk((page) =>
    store.within({ organization_id, project_id: null }).roleBindings.list({ project_id: null, user_id: null }, page),
  );
  const claimers = new Set(
    bindings
      .filter(({ role, target }) => role !== 'viewer' && (target.type === 'organization' || target.id === project_id))
      .map(({ user }) => user.id),
  );
  const barred = groupBy(
    [
      ...tasks
        .filter(({ state }) => BLOCKING.has(state))
        .map(({ item, annotator }) => ({ item: item.id, user: annotator.id })),
      ...annotations.map(({ item_id, annotator }) => ({ item: item_id, user: annotator.id })),
    ],
    ({ item }) => item,
  );
  const isExhausted = ({ id, state }: Item): boolean => {
    const users = new Set(barred.get(id)?.map(({ user }) => user));
    return state === 'open' && skipped.has(id) && [...claimers].every((user) => users.has(user));
  };
  return items.filter(isExhausted).map(({ id }) => id);
};

/** Every skip that is told of is shown by its item, and every skipped task by a skip that was not taken back. */
const assertSkips = ({ items, tasks, events }: Contents): void => {
  const told = new Set(
    events.flatMap((event) =>
      isOfType(event, 'goldset.task.skipped')
        ? [event.subject]
        : isOfType(event, 'goldset.tasks.imported')
          ? event.data.created
          : [],
    ),
  );
  const skips = items.flatMap((item) => item.skips.map((skip) => ({ ...skip, item: item.id })));
  const of = new Map(tasks.map((task) => [task.id, task]));
  for (const { task_id, annotator, reason, requeued_at, item } of skips) {
    const task = of.get(task_id);
    assert.ok(told.has(task_id), `Item ${item} shows a skip of task ${task_id} that no event tells of.`);
    assert.deepEqual(
      [task?.item.id, task?.annotator, task?.skip_reason, task?.state],
      [item, annotator, reason, requeued_at === null ? 'skipped' : 'released'],
    );
  }
  // An item shows its latest skips.
  const all = new Set(items.filter((item) => item.skips.length < 20).map(({ id }) => id));
  const shown = new Set(skips.map(({ task_id }) => task_id));
  for (const task of tasks.filter(({ item }) => all.has(item.id)))
    assert.equal(
      shown.has(task.id),
      told.has(task.id),
      `Task ${task.id} was skipped and its item does not show it, or the other way round.`,
    );
};

/** Progress at a moment is what a recount of the lists at that moment gives. */
const assertCounts = async (
  { store }: ContractHarness,
  scope: Scope,
  { items, tasks, annotations }: Pick<Contents, 'items' | 'tasks' | 'annotations'>,
  now: Timestamp,
): Promise<void> => {
  const { progress, items: there } = store.within(scope);
  const exhausted = await exhaustedIn(store, scope, { items, tasks, annotations });
  const listed = async (isExhausted: boolean): Promise<readonly Id[]> =>
    (await walk((page) => there.list(page, now, { exhausted: isExhausted }))).map(({ id }) => id);
  assert.deepEqual(
    await listed(true),
    exhausted,
    `The exhausted items at ${now} are not those that could be given to nobody.`,
  );
  if (exhausted.length > 0) assert.equal((await listed(false)).length, items.length - exhausted.length);
  assert.deepEqual(
    await progress.read(now),
    {
      items: { ...count(items, 'open', 'claimed', 'complete'), exhausted: exhausted.length },
      tasks: count(tasks, 'claimed', 'submitted', 'skipped', 'released', 'expired'),
    },
    `Progress at ${now} is not what a recount gives.`,
  );
  const people = new Map([...tasks, ...annotations].map(({ annotator }) => [annotator.id, annotator]));
  const ofPerson =
    (id: Id) =>
    (row: { readonly annotator: { readonly id: Id } }): boolean =>
      row.annotator.id === id;
  assert.deepEqual(
    await walk((page) => progress.listByAnnotator(page, now)),
    [...people.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((annotator) => ({
        annotator,
        tasks: count(tasks.filter(ofPerson(annotator.id)), 'claimed', 'submitted', 'skipped', 'released', 'expired'),
        annotations: annotations.filter(ofPerson(annotator.id)).length,
      })),
    `Progress by annotator at ${now} is not what a recount gives.`,
  );
};

const isPurged = async ({ store }: ContractHarness, { organization_id, project_id }: Scope): Promise<boolean> => {
  const held = await store.transact(
    { organization_id, project_id },
    async ({ projects }) => ({ ok: true, value: await projects.holdDeleted(project_id ?? '', LONG_AGO) }) as const,
  );
  return held.value === undefined;
};

/**
 * Fails unless a project is whole: its progress equals a recount of its lists at any moment, no item has more live tasks than its
 * overlap or was given to an annotator twice, every submitted task has its one annotation, no annotator two of one item,
 * every revision is kept, and its events, replayed in
 * their order, are possible at each step and end in what is there.
 */
export const assertConsistent = async (harness: ContractHarness, scope: Scope): Promise<void> => {
  if (await isPurged(harness, scope)) return;
  const contents = await read(harness, scope);
  for (const item of contents.items) assertFits(Item, item);
  for (const task of contents.tasks) assertFits(Task, task);
  for (const annotation of contents.annotations) assertFits(Annotation, annotation);
  for (const prediction of contents.predictions) assertFits(Prediction, prediction);
  assertEventsFit(contents.events);
  assertLives(contents);
  assertStates(contents);
  assertSkips(contents);
  assertPredictions(contents);
  assertRevisions(contents);
  assertReplays(contents);
  await assertCounts(harness, scope, contents, LONG_AGO);
  // The middle one of the ends of leases: some have ended then.
  const ends = contents.tasks
    .filter(({ state }) => state === 'claimed')
    .map(({ lease }) => lease.expires_at)
    .toSorted();
  const now = ends[ends.length >> 1];
  if (now === undefined) return;
  const then = { ...contents, ...(await itemsAndTasks(harness, scope, now)) };
  assertEnded(contents.tasks, then.tasks, now);
  assertStates(then);
  await assertCounts(harness, scope, then, now);
};
