import assert from 'node:assert/strict';
import type { Annotation, Caller, Claim, Id, Item, Task, TaskState } from '../index.ts';
import { assertConsistent } from './contract/consistency.ts';
import { at, upTo, valueOf, walk } from './contract/expect.ts';
import type { ContractHarness } from './contract/harness.ts';
import { addressOf, answer, joinAs, manyItems, newProject, proveAddress } from './contract/world.ts';
import type { ProjectWorld } from './contract/world.ts';

/**
 * The actions of a step of an interleaving; `answer` imports an answer, `delete` deletes an item. `overlap`, which is
 * not among them, is only for steps that run concurrently.
 */
export const stepActions = [
  ...['claim', 'claim at random', 'claim by name', 'submit', 'release', 'skip', 'renew', 'wait', 'publish', 'import'],
  ...['revise', 'answer', 'delete', 'restore', 'requeue', 'delete answer', 'restore answer'],
] as const;

/** One step of an interleaving: an annotator and an action. `choice` selects the task, the number or the duration. */
export interface Step {
  readonly action: (typeof stepActions)[number] | 'overlap';
  readonly annotator: number;
  readonly choice: number;
}

/** The size of the project in which an interleaving is played. */
export interface Stage {
  readonly items: number;
  readonly overlap: number;
  readonly annotators: number;
}

const LEASE_SECONDS = 600;
const MAX_CLAIMED = 100;

type Choice = 0 | 1 | 2;

interface ModelTask {
  readonly id: Id;
  readonly item: Id;
  readonly annotator: Id;
  readonly lease: string;
  readonly version: number;
  state: TaskState;
}

interface ModelAnswer {
  readonly annotator: Id;
  readonly is_imported: boolean;
  /** Whether it is the answer to a submitted task. A restored answer is not. */
  readonly is_of_task: boolean;
  readonly revisions: Choice[];
}

interface ModelItem {
  readonly id: Id;
  readonly name: string | null;
  readonly answers: ModelAnswer[];
  readonly priority: number;
  position: number;
  isDeleted: boolean;
  overlap: number;
}

interface ModelDeletedAnswer {
  readonly id: Id;
  readonly item: ModelItem;
  readonly answer: ModelAnswer;
}

/** The expected state of a project after the steps so far, in the simplest form, without regard to speed. */
interface Model {
  readonly items: Map<Id, ModelItem>;
  readonly tasks: Map<Id, ModelTask>;
  readonly deleted: ModelDeletedAnswer[];
  readonly overlap: number;
  version: number;
  position: number;
}

const addItems = (model: Model, items: readonly Item[]): void => {
  for (const { id, external_id, priority } of items) {
    if (!model.items.has(id))
      model.items.set(id, {
        id,
        name: external_id,
        answers: [],
        priority,
        position: ++model.position,
        isDeleted: false,
        overlap: model.overlap,
      });
  }
};

const tasksOn = ({ tasks }: Model, item: Id, ...states: readonly TaskState[]): readonly ModelTask[] =>
  [...tasks.values()].filter((task) => task.item === item && states.includes(task.state));

const answersTo = ({ items }: Model, item: Id): readonly ModelAnswer[] => items.get(item)?.answers ?? [];

const overlapOf = ({ items, overlap }: Model, item: Id): number => items.get(item)?.overlap ?? overlap;

const hasAnswered = (model: Model, annotator: Id, item: Id): boolean =>
  answersTo(model, item).some((given) => given.annotator === annotator);

const mayTake = (model: Model, annotator: Id, item: Id): boolean =>
  !hasAnswered(model, annotator, item) &&
  tasksOn(model, item, 'claimed', 'submitted', 'skipped').every((task) => task.annotator !== annotator);

const isOpen = (model: Model, { id, answers, isDeleted, overlap }: ModelItem): boolean =>
  !isDeleted && tasksOn(model, id, 'claimed').length + answers.length < overlap;

/** Returns whether an item has a free place once all leases that end at or before a moment have ended. */
const hasFreePlace = (model: Model, item: Id, moment: string): boolean =>
  tasksOn(model, item, 'claimed').filter(({ lease }) => lease > moment).length + answersTo(model, item).length <
  overlapOf(model, item);

/** Returns the items whose free places an annotator may take, in the order of the queue. */
const freeFor = (model: Model, annotator: Id): readonly Id[] =>
  [...model.items.values()]
    .filter((item) => isOpen(model, item) && mayTake(model, annotator, item.id))
    .sort((a, b) => b.priority - a.priority || a.position - b.position)
    .map(({ id }) => id);

const isComplete = (model: Model, item: Id): boolean => answersTo(model, item).length >= overlapOf(model, item);

/**
 * Returns the leases on an item whose place an annotator may take once they end: their own lease if they have one,
 * otherwise anybody's; none on a complete item.
 */
const leasesFor = (model: Model, annotator: Id, item: Id): readonly ModelTask[] => {
  if (isComplete(model, item)) return [];
  const claimed = tasksOn(model, item, 'claimed');
  if (mayTake(model, annotator, item)) return claimed;
  return hasAnswered(model, annotator, item) ||
    tasksOn(model, item, 'skipped').some((task) => task.annotator === annotator)
    ? []
    : claimed.filter((task) => task.annotator === annotator);
};

/** Returns the leases of others whose end frees a place that an annotator may take. */
const awaitedBy = (model: Model, annotator: Id, item: Id, now: string): readonly ModelTask[] => {
  const isBarred = tasksOn(model, item, 'claimed', 'submitted', 'skipped').some(
    (task) => task.annotator === annotator && (task.state !== 'claimed' || task.lease > now),
  );
  if (isBarred || hasAnswered(model, annotator, item) || model.items.get(item)?.isDeleted === true) return [];
  return tasksOn(model, item, 'claimed').filter(
    (task) => task.annotator !== annotator && hasFreePlace(model, item, task.lease),
  );
};

const earliest = (tasks: readonly ModelTask[]): string => tasks.map(({ lease }) => lease).sort()[0] ?? '';

interface Ended {
  readonly item: Id;
  readonly tasks: readonly ModelTask[];
}

const endedFor = (model: Model, annotator: Id, now: string): readonly Ended[] => {
  const free = new Set(freeFor(model, annotator));
  return [...model.items.keys()]
    .filter((item) => !free.has(item) && hasFreePlace(model, item, now))
    .map((item) => ({ item, tasks: leasesFor(model, annotator, item).filter(({ lease }) => lease <= now) }))
    .filter(({ tasks }) => tasks.length > 0);
};

const holding = ({ tasks }: Model, annotator: Id, now: string): number =>
  [...tasks.values()].filter((task) => task.annotator === annotator && task.state === 'claimed' && task.lease > now)
    .length;

const emptyReason = (
  model: Model,
  annotator: Id,
  now: string,
): Pick<Claim, 'reason'> & { readonly lease: string | null } => {
  if ([...model.items.values()].every(({ id, isDeleted }) => isDeleted || isComplete(model, id)))
    return { reason: 'complete', lease: null };
  const others = [...model.items.keys()].flatMap((item) => awaitedBy(model, annotator, item, now));
  return others.length > 0 ? { reason: 'leased', lease: earliest(others) } : { reason: 'exhausted', lease: null };
};

const toModel = ({ id, item, annotator, state, lease, guideline_version }: Task): ModelTask => ({
  id,
  item: item.id,
  annotator: annotator.id,
  lease: lease.expires_at,
  version: guideline_version,
  state,
});

/** Returns the tasks as stored, without regard to leases that have ended. */
const tasksAsWritten = ({ harness, scope }: ProjectWorld): Promise<readonly Task[]> =>
  walk((page) => harness.store.within(scope).tasks.list({}, page, '2000-01-01T00:00:00.000Z'));

const byId = (a: { readonly id: Id }, b: { readonly id: Id }): number => (a.id < b.id ? -1 : 1);

/**
 * Claims tasks and checks the result against the model: the number of tasks, their order (for a random claim, their
 * priorities), and the guideline in force.
 */
const claim = async (
  project: ProjectWorld,
  model: Model,
  caller: Caller,
  count: number,
  strategy: 'queue' | 'random',
): Promise<void> => {
  const now = project.clock.now().toISOString();
  const annotator = caller.user_id;
  const [free, ended] = [freeFor(model, annotator), endedFor(model, annotator, now)];
  const wanted = Math.min(count, MAX_CLAIMED - holding(model, annotator, now));
  const { tasks, reason, retry_after } = await project.claimBy(caller, { count, strategy });
  if (tasks.length === 0) {
    const expected = emptyReason(model, annotator, now);
    assert.deepEqual([free, ended], [[], []], 'There was something to give.');
    assert.equal(reason, expected.reason);
    assert.equal(
      retry_after,
      expected.lease === null ? null : Math.ceil((Date.parse(expected.lease) - Date.parse(now)) / 1000),
    );
    return;
  }
  const [fromFree, fromEnded] = [
    tasks.slice(0, Math.min(wanted, free.length)),
    tasks.slice(Math.min(wanted, free.length)),
  ];
  const given = fromFree.map(({ item }) => item.id);
  if (strategy === 'queue') assert.deepEqual(given, free.slice(0, wanted));
  else {
    const priorities = (ids: readonly Id[]): readonly (number | undefined)[] =>
      ids.map((id) => model.items.get(id)?.priority);
    assert.deepEqual(
      priorities(given),
      priorities(free.slice(0, wanted)),
      'A random claim passed over a higher priority.',
    );
    assert.ok(
      given.every((id) => free.includes(id)) && new Set(given).size === given.length,
      'A random claim gave what it must not.',
    );
  }
  const taken = fromEnded.map(({ item }) => ended.find((place) => place.item === item.id));
  const ends = (places: readonly (Ended | undefined)[]): readonly string[] =>
    places.map((place) => earliest(place?.tasks ?? [])).sort();
  assert.deepEqual(
    ends(taken),
    ends(ended).slice(0, wanted - fromFree.length),
    'The leases that ended first were not taken first.',
  );
  for (const task of tasks) {
    assert.deepEqual([task.guideline_version, task.state], [model.version, 'claimed']);
    model.tasks.set(task.id, toModel(task));
  }
  // If several leases ended at the same moment, the store may take any of them.
  const states = new Map((await tasksAsWritten(project)).map(({ id, state }) => [id, state]));
  for (const place of taken) {
    const expired = place?.tasks.filter(({ id }) => states.get(id) === 'expired') ?? [];
    assert.deepEqual(
      expired.map(({ lease }) => lease),
      [earliest(place?.tasks ?? [])],
    );
    for (const task of expired) task.state = 'expired';
  }
};

/** Claims one item, and checks the result, or the reason why there is none, against the model. */
const claimNamed = async (project: ProjectWorld, model: Model, caller: Caller, item: Id): Promise<void> => {
  const now = project.clock.now().toISOString();
  const annotator = caller.user_id;
  const isFree = freeFor(model, annotator).includes(item);
  const ended = endedFor(model, annotator, now).find((place) => place.item === item)?.tasks ?? [];
  const { tasks, reason, retry_after } = await project.claimBy(caller, { item_id: item });
  const [task] = tasks;
  if (task === undefined) {
    assert.ok(!isFree && ended.length === 0, 'The named item could have been given.');
    const leases = awaitedBy(model, annotator, item, now);
    const expected = isComplete(model, item) ? 'complete' : leases.length > 0 ? 'leased' : 'exhausted';
    const seconds = expected === 'leased' ? Math.ceil((Date.parse(earliest(leases)) - Date.parse(now)) / 1000) : null;
    assert.deepEqual([reason, retry_after], [expected, seconds]);
    return;
  }
  assert.deepEqual(
    [tasks.length, task.item.id, task.guideline_version, isFree || ended.length > 0],
    [1, item, model.version, true],
  );
  model.tasks.set(task.id, toModel(task));
  if (isFree) return;
  const states = new Map((await tasksAsWritten(project)).map(({ id, state }) => [id, state]));
  const expired = ended.filter(({ id }) => states.get(id) === 'expired');
  assert.deepEqual(
    expired.map(({ lease }) => lease),
    [earliest(ended)],
  );
  for (const old of expired) old.state = 'expired';
};

/** Acts on a task, and checks the result against the model. */
const act = async (
  project: ProjectWorld,
  model: Model,
  action: 'submit' | 'release' | 'skip' | 'renew',
  caller: Caller,
  task: ModelTask,
): Promise<void> => {
  const { ok, value, error } = { value: undefined, error: undefined, ...(await project[action](caller, task)) };
  const ends = { submit: 'submitted', release: 'released', skip: 'skipped', renew: null } as const;
  if (model.items.get(task.item)?.isDeleted === true) {
    assert.equal(error?.code, 'not_found');
    return;
  }
  if (task.state !== 'claimed') {
    const isRepeat = task.state === ends[action];
    assert.equal(ok, isRepeat, `${action} of a task that is ${task.state}`);
    if (!isRepeat) assert.equal(error?.code, task.state === 'submitted' ? 'already_submitted' : 'lease_lost');
    return;
  }
  assert.ok(ok, `${action} of a claimed task was refused.`);
  if (action === 'submit') {
    assert.ok(value && 'guideline_version' in value);
    assert.equal(value.guideline_version, task.version);
  }
  const lease = new Date(project.clock.now().getTime() + LEASE_SECONDS * 1000).toISOString();
  model.tasks.set(task.id, {
    ...task,
    lease: action === 'renew' ? lease : task.lease,
    state: ends[action] ?? 'claimed',
  });
  const item = model.items.get(task.item);
  if (item && (action === 'release' || action === 'skip')) item.position = ++model.position;
  if (item && action === 'submit')
    item.answers.push({ annotator: caller.user_id, is_imported: false, is_of_task: true, revisions: [0] });
};

/**
 * Adds a revision with a value, and returns whether that changes anything: it does not if the value is that of the last
 * revision.
 */
const reviseTo = ({ revisions }: ModelAnswer, option: Choice): boolean =>
  revisions.at(-1) !== option && revisions.push(option) > 0;

/** A name that an import can use: that of an annotator or of an external user. */
interface Named {
  readonly name: string;
  /** `null` if the name belongs to nobody yet. */
  readonly id: Id | null;
}

/** Imports an answer, and checks the outcome against the model. */
const importAnswer = async (
  project: ProjectWorld,
  model: Model,
  item: ModelItem,
  { name, id }: Named,
  option: Choice,
  on_conflict: 'reject' | 'update',
): Promise<void> => {
  const line = { external_id: item.name, annotator: name, value: answer(option) };
  const { errors, ...counts } = await project.importAnswers([line], { on_conflict });
  const there = item.answers.find(({ annotator }) => annotator === id);
  const isClaimed = tasksOn(model, item.id, 'claimed').some(({ annotator }) => annotator === id);
  const isSame = there?.revisions.at(-1) === option;
  const expected =
    isClaimed || (there && !isSame && on_conflict === 'reject')
      ? 'rejected'
      : there === undefined
        ? 'created'
        : isSame
          ? 'unchanged'
          : 'updated';
  assert.deepEqual(counts, { created: 0, updated: 0, unchanged: 0, rejected: 0, [expected]: 1 });
  assert.deepEqual(
    errors.map(({ code }) => code),
    expected !== 'rejected' ? [] : [isClaimed ? 'in_use' : 'already_exists'],
  );
  if (expected === 'updated' && there) reviseTo(there, option);
  if (expected !== 'created') return;
  const annotator =
    id ??
    (await annotationsOf(project)).find((one) => one.item_id === item.id && one.annotator.name === name)?.annotator.id;
  item.answers.push({ annotator: annotator ?? '', is_imported: true, is_of_task: false, revisions: [option] });
};

const annotationsOf = ({ annotations }: ProjectWorld): Promise<readonly Annotation[]> => annotations();

/** Revises one of the annotator's answers, and checks the revision against the model. */
const reviseOne = async (project: ProjectWorld, model: Model, caller: Caller, choice: number): Promise<void> => {
  const own = (await annotationsOf(project)).filter(({ annotator }) => annotator.id === caller.user_id);
  if (own.length === 0) return;
  const annotation = at(own, choice % own.length);
  const there = answersTo(model, annotation.item_id).find(({ annotator }) => annotator === caller.user_id);
  assert.ok(there);
  const option = (choice % 3) as Choice;
  const revised = valueOf(
    await project.revise(caller, annotation, answer(option), choice % 2 === 0 ? undefined : [annotation.revision]),
  );
  reviseTo(there, option);
  assert.deepEqual([revised.revision, revised.value], [there.revisions.length, answer(option)]);
};

const isThere = ({ isDeleted }: ModelItem): boolean => !isDeleted;

/** Asserts that the project has the same answers as the model. */
const assertAnswers = async (project: ProjectWorld, model: Model): Promise<void> => {
  const keyOf = (...parts: readonly unknown[]): string => parts.join(' ');
  const expected = [...model.items.values()]
    .filter(isThere)
    .flatMap(({ id, answers }) =>
      answers.map(({ annotator, is_imported, revisions }) =>
        keyOf(id, annotator, is_imported, revisions.length, answer(revisions.at(-1)).judgement),
      ),
    );
  const there = (await annotationsOf(project)).map(({ item_id, annotator, source, revision, value }) =>
    keyOf(item_id, annotator.id, source === 'import', revision, value['judgement']),
  );
  assert.deepEqual(there.toSorted(), expected.toSorted());
};

/** Deletes or restores an item, and checks the result against the model. */
const remove = async (
  { application, admin, project }: ProjectWorld,
  model: Model,
  action: 'delete' | 'restore',
  choice: number,
): Promise<void> => {
  const item = at([...model.items.values()], choice % model.items.size);
  const named = { project_id: project.id, item_id: item.id };
  if (action === 'restore') {
    const { state } = valueOf(await application.restoreItem(admin, named));
    if (item.isDeleted) item.position = ++model.position;
    item.isDeleted = false;
    assert.equal(state === 'complete', item.answers.length >= item.overlap);
    return;
  }
  assert.equal((await application.deleteItem(admin, named)).ok, !item.isDeleted);
  item.isDeleted = true;
  for (const task of tasksOn(model, item.id, 'claimed')) task.state = 'released';
};

/** Deletes an answer, and checks the result against the model. */
const deleteAnswer = async (project: ProjectWorld, model: Model, choice: number): Promise<void> => {
  const annotations = await annotationsOf(project);
  if (annotations.length === 0) return;
  const { id, item_id, annotator } = at(annotations, choice % annotations.length);
  const item = model.items.get(item_id);
  const place = item?.answers.findIndex((given) => given.annotator === annotator.id) ?? -1;
  assert.ok(item !== undefined && place >= 0);
  valueOf(await project.deleteAnnotation({ id }));
  const [gone] = item.answers.splice(place, 1);
  assert.ok(gone);
  model.deleted.push({ id, item, answer: gone });
  item.position = ++model.position;
  if (gone.is_of_task)
    for (const task of tasksOn(model, item_id, 'submitted'))
      if (task.annotator === annotator.id) task.state = 'released';
};

/** Restores a deleted answer, and checks the result against the model. */
const restoreAnswer = async (project: ProjectWorld, model: Model, choice: number): Promise<void> => {
  if (model.deleted.length === 0) return;
  const place = choice % model.deleted.length;
  const { id, item, answer: was } = at(model.deleted, place);
  const result = await project.restoreAnnotation({ id });
  const isTaken =
    hasAnswered(model, was.annotator, item.id) ||
    tasksOn(model, item.id, 'claimed').some(({ annotator }) => annotator === was.annotator);
  assert.equal(result.ok ? 'ok' : result.error.code, item.isDeleted ? 'not_found' : isTaken ? 'already_exists' : 'ok');
  if (!result.ok) return;
  assert.deepEqual([result.value.task_id, result.value.revision], [null, was.revisions.length]);
  model.deleted.splice(place, 1);
  item.answers.push({ ...was, is_of_task: false });
};

/** Requeues an item, and checks the result against the model. */
const requeue = async (project: ProjectWorld, model: Model, choice: number): Promise<void> => {
  const item = at([...model.items.values()], choice % model.items.size);
  const overlap = choice % 3 === 0 ? item.overlap + (choice % 2) : undefined;
  const result = await project.requeue(item, overlap === undefined ? {} : { overlap });
  const skipped = tasksOn(model, item.id, 'skipped');
  const wanted = overlap ?? item.overlap;
  if (item.isDeleted || wanted <= item.answers.length) {
    assert.equal(result.ok ? 'ok' : result.error.code, item.isDeleted ? 'not_found' : 'invalid');
    return;
  }
  const { skips, ...there } = valueOf(result);
  assert.deepEqual([there.overlap, skips.filter(({ requeued_at }) => requeued_at === null)], [wanted, []]);
  for (const task of skipped) task.state = 'released';
  if (skipped.length > 0 || wanted !== item.overlap) item.position = ++model.position;
  item.overlap = wanted;
};

const enter = async (
  harness: ContractHarness,
  { items, overlap, annotators }: Stage,
): Promise<{
  readonly project: ProjectWorld;
  readonly callers: readonly Caller[];
  readonly names: readonly string[];
}> => {
  const project = await newProject(harness, 0, { overlap, lease_seconds: LEASE_SECONDS });
  await project.importItems(manyItems(items).map((item, index) => ({ ...item, priority: index % 3 })));
  const callers: Caller[] = [];
  const names: string[] = [];
  for (const n of upTo(annotators)) {
    // The founder may claim as well and is therefore the first annotator: otherwise no item could become exhausted.
    const id = n === 1 ? project.founder : await harness.person();
    await (n === 1 ? proveAddress(harness, project, id) : joinAs(harness, project, id, 'annotator'));
    callers.push(await project.inProject(id));
    names.push(await addressOf(harness, id));
  }
  return { project, callers, names };
};

/**
 * Plays steps one after another. After each step, it checks the result and the state against a model of the life of an
 * item.
 */
export const playSteps = async (harness: ContractHarness, stage: Stage, steps: readonly Step[]): Promise<void> => {
  const { project, callers, names } = await enter(harness, stage);
  const externals = new Map<string, Id>();
  const model: Model = {
    items: new Map(),
    tasks: new Map(),
    deleted: [],
    overlap: stage.overlap,
    version: 1,
    position: 0,
  };
  addItems(model, await project.items());
  for (const { action, annotator, choice } of steps) {
    const caller = at(callers, annotator % callers.length);
    const own = [...model.tasks.values()].filter((task) => task.annotator === caller.user_id);
    const task = own.length === 0 ? undefined : at(own, choice % own.length);
    if (action === 'claim') await claim(project, model, caller, 1 + (choice % 4), 'queue');
    else if (action === 'claim at random') await claim(project, model, caller, 1 + (choice % 4), 'random');
    else if (action === 'claim by name') {
      const there = [...model.items.values()].filter(isThere);
      const item = there[choice % there.length];
      if (item !== undefined) await claimNamed(project, model, caller, item.id);
    } else if (action === 'wait') project.clock.advance(1 + (choice % 4) * 200);
    else if (action === 'publish') model.version = (await project.publish()).version;
    else if (action === 'import') {
      await project.importItems([{ data: {}, priority: choice % 3 }]);
      addItems(model, await project.items());
    } else if (action === 'revise') await reviseOne(project, model, caller, choice);
    else if (action === 'requeue') await requeue(project, model, choice);
    else if (action === 'delete' || action === 'restore') await remove(project, model, action, choice);
    else if (action === 'delete answer') await deleteAnswer(project, model, choice);
    else if (action === 'restore answer') await restoreAnswer(project, model, choice);
    else if (action === 'answer') {
      const named = [...model.items.values()].filter((item) => isThere(item) && item.name !== null);
      const item = named[(choice >> 1) % named.length];
      if (item === undefined) continue;
      const external = `external ${annotator % 3}`;
      const who: Named =
        choice % 2 === 0
          ? { name: at(names, annotator % names.length), id: caller.user_id }
          : { name: external, id: externals.get(external) ?? null };
      await importAnswer(project, model, item, who, (choice % 3) as Choice, choice % 5 < 3 ? 'update' : 'reject');
      for (const { annotator: made } of await annotationsOf(project))
        if (made.name === external) externals.set(external, made.id);
    } else if (action !== 'overlap' && task !== undefined) await act(project, model, action, caller, task);
    const there = [...model.tasks.values()].filter(({ item }) => model.items.get(item)?.isDeleted === false);
    assert.deepEqual((await tasksAsWritten(project)).map(toModel).sort(byId), there.sort(byId));
    await assertAnswers(project, model);
    await assertConsistent(harness, project.scope);
  }
};

/**
 * Plays rounds of steps, with all steps of a round running concurrently, and checks the consistency of the project
 * after each round.
 */
export const playRounds = async (
  harness: ContractHarness,
  stage: Stage,
  rounds: readonly (readonly Step[])[],
): Promise<void> => {
  const { project, callers, names } = await enter(harness, stage);
  for (const round of rounds) {
    const [tasks, annotations] = [await project.tasks(), await project.annotations()];
    const deleted = await harness.store
      .within(project.scope)
      .items.listDeleted('2000-01-01T00:00:00.000Z', { per_page: 200, order: 'asc' });
    const items = [...(await project.items()), ...deleted.items];
    const goneAnswers = await project.deletedAnnotations();
    await Promise.all(
      round.map(async ({ action, annotator, choice }) => {
        const caller = at(callers, annotator % callers.length);
        const own = tasks.filter((task) => task.annotator.id === caller.user_id);
        const task = own.length === 0 ? undefined : at(own, choice % own.length);
        if (action === 'claim') await project.claim(caller, 1 + (choice % 4));
        else if (action === 'claim at random')
          await project.claimBy(caller, { count: 1 + (choice % 4), strategy: 'random' });
        else if (action === 'claim by name') {
          await project.application.claimTasks(caller, {
            project_id: project.project.id,
            count: 1,
            item_id: at(items, choice % items.length).id,
          });
        } else if (action === 'publish') await project.publish();
        else if (action === 'import') await project.importItems([{ external_id: `new-${choice}`, data: {} }]);
        else if (action === 'overlap')
          await project.importItems(
            [{ ...at(manyItems(stage.items), choice % stage.items), overlap: 1 + (choice % 3) }],
            { on_conflict: 'update' },
          );
        else if (action === 'delete answer') {
          if (annotations.length > 0) await project.deleteAnnotation(at(annotations, choice % annotations.length));
        } else if (action === 'restore answer') {
          if (goneAnswers.length > 0) await project.restoreAnnotation(at(goneAnswers, choice % goneAnswers.length));
        } else if (action === 'delete' || action === 'restore') {
          const named = { project_id: project.project.id, item_id: at(items, choice % items.length).id };
          await (action === 'delete' ? project.application.deleteItem : project.application.restoreItem)(
            project.admin,
            named,
          );
        } else if (action === 'requeue')
          await project.requeue(
            at(items, choice % items.length),
            choice % 3 === 0 ? { overlap: 1 + (choice % 4) } : {},
          );
        else if (action === 'submit' && task !== undefined)
          await project.submit(caller, task, answer(choice % 2 === 0 ? 0 : 1));
        else if (action === 'revise') {
          const [annotation] = annotations.filter(({ annotator: by }) => by.id === caller.user_id);
          if (annotation !== undefined)
            await project.revise(
              caller,
              annotation,
              answer((choice % 3) as Choice),
              choice % 2 === 0 ? undefined : [annotation.revision],
            );
        } else if (action === 'answer') {
          const name = choice % 2 === 0 ? at(names, annotator % names.length) : `external ${annotator % 3}`;
          const lines = upTo(stage.items).map((n) => ({
            external_id: `item-${n}`,
            annotator: name,
            value: answer((choice % 3) as Choice),
          }));
          await project.importAnswers(choice % 4 < 2 ? lines : lines.toReversed(), {
            on_conflict: choice % 5 < 3 ? 'update' : 'reject',
          });
        } else if (action !== 'wait' && task !== undefined) await project[action](caller, task);
      }),
    );
    for (const { choice } of round.filter(({ action }) => action === 'wait'))
      project.clock.advance(1 + (choice % 4) * 200);
    await assertConsistent(harness, project.scope);
  }
  // New annotators answer everything that is left, which shows that no item is stuck.
  project.clock.advance(LEASE_SECONDS);
  const fresh: Caller[] = [];
  for (const _ of upTo(Math.max(4, stage.overlap))) fresh.push(await project.annotator());
  for (const caller of fresh)
    for (const task of (await project.claim(caller, 100)).tasks) valueOf(await project.submit(caller, task));
  const { items } = await project.progress();
  assert.deepEqual([items.open, items.claimed], [0, 0], 'Fresh annotators could not complete what was left.');
  await assertConsistent(harness, project.scope);
};
