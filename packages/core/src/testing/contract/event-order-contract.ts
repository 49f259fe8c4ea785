import assert from 'node:assert/strict';
import type { Caller, DomainError, ImportLine, ImportOutcome, Result } from '../../index.ts';
import { checked } from './checked.ts';
import { errorOf, only, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { answer, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

/** A moment in the first hour of the world, as the time of an event. */
const minute = (minutes: number, micros = 0): string =>
  `2026-01-01T00:${String(minutes).padStart(2, '0')}:00.${String(micros).padStart(6, '0')}Z`;

type Value = 0 | 1 | 2;

/** What is imported of one kind of thing: what a line says, and what is there. */
interface Kind {
  readonly line: (value: Value) => object;
  readonly run: (
    project: ProjectWorld,
    lines: AsyncIterable<ImportLine>,
    on_conflict: 'update' | 'reject',
    tell: (line: number, outcome: ImportOutcome) => void,
  ) => Promise<Result<unknown, unknown>>;
  readonly value: (project: ProjectWorld) => Promise<unknown>;
}

const inputOf = (
  project: ProjectWorld,
  lines: AsyncIterable<ImportLine>,
  on_conflict: 'update' | 'reject',
  onOutcome: (line: number, outcome: ImportOutcome) => void,
) => ({ project_id: project.project.id, lines, onOutcome, on_conflict, on_error: 'continue' }) as const;

const optionOf = ({ value }: { readonly value: Readonly<Record<string, unknown>> }): unknown =>
  ([0, 1, 2] as const).find((option) => answer(option).judgement === value['judgement']);

const kinds: Readonly<Record<string, Kind>> = {
  items: {
    line: (value) => ({ external_id: 'new', data: { value } }),
    run: (project, ...rest) => project.application.importItems(project.admin, inputOf(project, ...rest)),
    value: async (project) => (await project.item('new')).data['value'],
  },
  predictions: {
    line: (value) => ({ external_id: 'item-1', model: 'm', model_version: '1', value: answer(value) }),
    run: (project, ...rest) => project.application.importPredictions(project.admin, inputOf(project, ...rest)),
    value: async (project) => optionOf(only(await project.predictions())),
  },
  annotations: {
    line: (value) => ({ external_id: 'item-1', annotator: 'w1', value: answer(value) }),
    run: (project, ...rest) => project.application.importAnnotations(project.admin, inputOf(project, ...rest)),
    value: async (project) => optionOf(only(await project.annotations())),
  },
};

/** Imports one line, of an event of that time, and says what became of it. */
const deliver = async (
  project: ProjectWorld,
  { line, run }: Kind,
  value: Value,
  time: string | undefined,
  id = `${value} ${time}`,
  on_conflict: 'update' | 'reject' = 'update',
): Promise<string> => {
  const told: string[] = [];
  const lines = async function* (): AsyncGenerator<ImportLine> {
    yield { line: 1, bytes: 100, value: line(value), event: { source: '/test', id, time } };
  };
  valueOf(
    await run(project, lines(), on_conflict, (_, outcome) =>
      told.push(typeof outcome === 'string' ? outcome : outcome.map(({ code }) => code).join(' ')),
    ),
  );
  return only(told);
};

/** Imports one line that no event brings. */
const importNow = async (project: ProjectWorld, { line, run }: Kind, value: Value): Promise<void> => {
  const lines = async function* (): AsyncGenerator<ImportLine> {
    yield { line: 1, bytes: 100, value: line(value) };
  };
  valueOf(await run(project, lines(), 'update', () => undefined));
};

const ofEachKind =
  (run: (project: ProjectWorld, kind: Kind) => Promise<void>) =>
  async (harness: ContractHarness): Promise<void> => {
    for (const kind of Object.values(kinds)) await run(await newProject(harness, 1), kind);
  };

/** A change that a command asks for. */
interface Change {
  readonly run: (project: ProjectWorld, by: Caller, n: number) => Promise<Result<unknown, DomainError>>;
  /** Who asks for it, where it is not the admin on the project. */
  readonly caller?: (project: ProjectWorld) => Promise<Caller>;
  /** What there is of the thing, as JSON. */
  readonly state: (project: ProjectWorld) => Promise<string>;
}

const ofItem = async (project: ProjectWorld): Promise<{ readonly project_id: string; readonly item_id: string }> => ({
  project_id: project.project.id,
  item_id: (await project.item('item-1')).id,
});

const itemState = async (project: ProjectWorld): Promise<string> => JSON.stringify(await project.items());

const changes: Readonly<Record<string, Change>> = {
  'update of an item': {
    run: async (project, by, n) =>
      project.application.updateItem(by, { ...(await ofItem(project)), priority: n % 10, metadata: { n } }),
    state: itemState,
  },
  'requeue of an item with another overlap': {
    run: async (project, by, n) => project.application.requeueItem(by, { ...(await ofItem(project)), overlap: n + 1 }),
    state: itemState,
  },
  'update of a project': {
    run: (project, by, n) =>
      project.application.updateProject(by, { project_id: project.project.id, name: `Name ${n}` }),
    state: async (project) =>
      JSON.stringify(valueOf(await project.application.getProject(project.admin, { project_id: project.project.id }))),
  },
  'update of an organization': {
    run: (project, by, n) =>
      project.application.updateOrganization(by, { organization_id: project.organization.id, name: `Name ${n}` }),
    caller: (project) => project.inOrganization(project.founder),
    state: async (project) =>
      JSON.stringify(
        valueOf(
          await project.application.getOrganization(await project.inOrganization(project.founder), {
            organization_id: project.organization.id,
          }),
        ),
      ),
  },
  'version of an annotation UI': {
    run: (project, by, n) =>
      project.application.createAnnotationUI(by, {
        project_id: project.project.id,
        name: `UI ${n}`,
        controls: [{ name: 'c', kind: 'text', source: 'text', required: true, max_length: 10 }],
      }),
    state: async (project) =>
      JSON.stringify(
        valueOf(
          await project.application.getAnnotationUI(project.admin, {
            project_id: project.project.id,
            version: 'latest',
          }),
        ),
      ),
  },
  'version of a guideline': {
    run: (project, by, n) =>
      project.application.publishGuideline(by, { project_id: project.project.id, text: `Text ${n}` }),
    state: async (project) =>
      JSON.stringify(
        valueOf(
          await project.application.getGuideline(project.admin, { project_id: project.project.id, version: 'latest' }),
        ),
      ),
  },
};

const ofEachChange =
  (run: (project: ProjectWorld, change: Change, by: Caller) => Promise<void>) =>
  async (harness: ContractHarness): Promise<void> => {
    for (const change of Object.values(changes)) {
      const project = await newProject(harness, 1);
      await run(project, change, (await change.caller?.(project)) ?? project.admin);
    }
  };

const at = (caller: Caller, event_time: string): Caller => ({ ...caller, event_time });

const isStale = (result: Result<unknown, DomainError>, as_of: string): void => {
  assert.equal(errorOf(result, 'stale').as_of, as_of);
};

/** What every store promises of the order of events: of two that say what one thing is to be the one that was made later decides. */
export const eventOrderContract = checked({
  'of two updates the one that was made later stays, in whatever order they come': ofEachKind(async (project, kind) => {
    assert.equal(await deliver(project, kind, 0, minute(1)), 'created');
    assert.equal(await deliver(project, kind, 1, minute(3)), 'updated');
    const events = (await project.projectEvents()).length;
    assert.equal(await deliver(project, kind, 2, minute(2)), 'stale');
    assert.equal(await kind.value(project), 1);
    assert.equal((await project.projectEvents()).length, events);
    // It is not noted, so it may come again, and is refused again.
    assert.equal(await deliver(project, kind, 2, minute(2)), 'stale');
    assert.equal(await deliver(project, kind, 2, minute(4)), 'updated');
  }),

  'updates that come late, but in their order, all take effect': ofEachKind(async (project, kind) => {
    project.clock.advance(3_600);
    for (const [value, minutes] of [
      [0, 1],
      [1, 2],
      [2, 3],
    ] as const)
      assert.equal(await deliver(project, kind, value, minute(minutes)), minutes === 1 ? 'created' : 'updated');
    assert.equal(await kind.value(project), 2);
  }),

  'microseconds decide; of two updates of one moment the one that comes later stays': ofEachKind(
    async (project, kind) => {
      await deliver(project, kind, 0, minute(1, 500));
      assert.equal(await deliver(project, kind, 1, minute(1, 499)), 'stale');
      assert.equal(await deliver(project, kind, 1, minute(1, 500)), 'updated');
      assert.equal(await deliver(project, kind, 2, minute(1, 501)), 'updated');
    },
  ),

  'what no event asks for, and an event without a time, is as of when it is done, and never refused': ofEachKind(
    async (project, kind) => {
      await deliver(project, kind, 0, minute(30));
      await importNow(project, kind, 1);
      assert.equal(await kind.value(project), 1);
      project.clock.advance(20 * 60);
      await importNow(project, kind, 0);
      assert.equal(await deliver(project, kind, 2, minute(19)), 'stale');
      assert.equal(await deliver(project, kind, 2, minute(21)), 'updated');
      project.clock.advance(20 * 60);
      assert.equal(await deliver(project, kind, 1, undefined), 'updated');
      assert.equal(await deliver(project, kind, 2, minute(39)), 'stale');
      assert.equal(await deliver(project, kind, 2, minute(41)), 'updated');
    },
  ),

  'an update that finds what it says is as of its event from then on': ofEachKind(async (project, kind) => {
    await deliver(project, kind, 0, minute(1));
    assert.equal(await deliver(project, kind, 0, minute(4)), 'unchanged');
    assert.equal(await deliver(project, kind, 0, minute(2)), 'unchanged');
    assert.equal(await deliver(project, kind, 1, minute(3)), 'stale');
    assert.equal(await deliver(project, kind, 1, minute(5)), 'updated');
  }),

  'a line that may replace nothing is refused for that, whatever its time; an event that took effect is a duplicate':
    ofEachKind(async (project, kind) => {
      await deliver(project, kind, 0, minute(2));
      assert.equal(await deliver(project, kind, 1, minute(3), 'e', 'reject'), 'already_exists');
      assert.equal(await deliver(project, kind, 1, minute(1), 'e', 'reject'), 'already_exists');
      await deliver(project, kind, 1, minute(4));
      assert.equal(await deliver(project, kind, 0, minute(2)), 'duplicate');
    }),

  'of many updates at once, by several consumers, the one that was made last stays': ofEachKind(
    async (project, kind) => {
      const times = [7, 2, 9, 4, 1, 8, 3, 6, 5];
      const outcomes = await Promise.all(
        times.map((minutes) => deliver(project, kind, minutes === 9 ? 2 : ((minutes % 2) as Value), minute(minutes))),
      );
      for (const outcome of outcomes)
        assert.ok(['created', 'updated', 'unchanged', 'stale'].includes(outcome), outcome);
      assert.equal(await kind.value(project), 2);
      assert.notEqual(outcomes[2], 'stale');
      assert.equal(await deliver(project, kind, 0, minute(8), 'late'), 'stale');
    },
  ),

  'a deleted item is not restored by an update that was made before the deletion': async (harness) => {
    const project = await newProject(harness, 0);
    const items = kinds['items'] as Kind;
    await deliver(project, items, 0, minute(1));
    const { id } = await project.item('new');
    const one = { project_id: project.project.id, item_id: id };
    isStale(await project.application.deleteItem(at(project.admin, '2025-12-31T23:00:00.000000Z'), one), minute(1));
    valueOf(await project.application.deleteItem(at(project.admin, minute(5)), one));
    assert.equal(await deliver(project, items, 1, minute(4)), 'stale');
    isStale(await project.application.restoreItem(at(project.admin, minute(4)), one), minute(5));
    assert.equal(await deliver(project, items, 1, minute(6)), 'updated');
    isStale(await project.application.deleteItem(at(project.admin, minute(5, 1)), one), minute(6));
    project.clock.advance(10 * 60);
    valueOf(await project.application.deleteItem(project.admin, one));
    isStale(await project.application.restoreItem(at(project.admin, minute(9)), one), minute(10));
    valueOf(await project.application.restoreItem(at(project.admin, minute(11)), one));
    isStale(await project.application.deleteItem(at(project.admin, minute(10, 1)), one), minute(11));
  },

  'an annotation is deleted and restored in the order of the events': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, admin } = project;
    project.clock.advance(10 * 60);
    await project.importAnswers([{ external_id: 'item-1', annotator: 'w1', value: answer() }]);
    const one = { project_id: project.project.id, annotation_id: only(await project.annotations()).id };
    isStale(await application.deleteAnnotation(at(admin, minute(9)), one), minute(10));
    valueOf(await application.deleteAnnotation(at(admin, minute(12)), one));
    isStale(await application.restoreAnnotation(at(admin, minute(11)), one), minute(12));
    valueOf(await application.restoreAnnotation(at(admin, minute(14)), one));
    isStale(await application.deleteAnnotation(at(admin, minute(13)), one), minute(14));
    valueOf(await application.deleteAnnotation(at(admin, minute(13)), { ...one, if_revision: [1] }));
    project.clock.advance(10 * 60);
    valueOf(await application.restoreAnnotation(admin, one));
    isStale(await application.deleteAnnotation(at(admin, minute(19)), one), minute(20));
    valueOf(await application.deleteAnnotation(at(admin, minute(21)), one));
  },

  'a prediction is deleted and restored in the order of the events': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, admin } = project;
    const predictions = kinds['predictions'] as Kind;
    await deliver(project, predictions, 0, minute(10));
    const one = { project_id: project.project.id, prediction_id: only(await project.predictions()).id };
    isStale(await application.deletePrediction(at(admin, minute(9)), one), minute(10));
    valueOf(await application.deletePrediction(at(admin, minute(12)), one));
    isStale(await application.restorePrediction(at(admin, minute(11)), one), minute(12));
    valueOf(await application.restorePrediction(at(admin, minute(14)), one));
    isStale(await application.deletePrediction(at(admin, minute(13)), one), minute(14));
    assert.equal(await deliver(project, predictions, 1, minute(13)), 'stale');
    assert.equal(await deliver(project, predictions, 1, minute(15)), 'updated');
  },

  'of two commands that change one thing the one that was made later stays, in whatever order they come': ofEachChange(
    async (project, { run, state }, by) => {
      valueOf(await run(project, at(by, minute(20)), 1));
      const before = await state(project);
      const events = (await project.projectEvents()).length;
      isStale(await run(project, at(by, minute(19)), 2), minute(20));
      assert.equal(await state(project), before);
      assert.equal((await project.projectEvents()).length, events);
      valueOf(await run(project, at(by, minute(20)), 3));
      valueOf(await run(project, at(by, minute(21)), 4));
      isStale(await run(project, at(by, minute(20)), 5), minute(21));
      project.clock.advance(30 * 60);
      valueOf(await run(project, by, 6));
      isStale(await run(project, at(by, minute(29)), 7), minute(30));
      valueOf(await run(project, at(by, minute(31)), 8));
    },
  ),

  'of many commands at once the one that was made last stays': ofEachChange(async (project, { run, state }, by) => {
    const results = await Promise.all([5, 2, 8, 3, 7, 1, 6, 4].map((n) => run(project, at(by, minute(n)), n)));
    for (const result of results) if (!result.ok) assert.equal(result.error.code, 'stale');
    assert.equal(results[2]?.ok, true);
    assert.match(await state(project), /(Name|UI|Text) 8|"n":8|"overlap":9/);
  }),

  'a command that finds what it says is as of its event from then on': async (harness) => {
    for (const name of ['update of an item', 'update of a project', 'update of an organization']) {
      const change = changes[name] as Change;
      const project = await newProject(harness, 1);
      const by = (await change.caller?.(project)) ?? project.admin;
      for (const minutes of [10, 14]) valueOf(await change.run(project, at(by, minute(minutes)), 1));
      isStale(await change.run(project, at(by, minute(13)), 2), minute(14));
    }
  },

  'a command that names the revisions it is to be made of is decided by these alone': async (harness) => {
    const project = await newProject(harness, 1);
    const one = await ofItem(project);
    const early = at(project.admin, '2025-12-31T23:00:00.000000Z');
    isStale(await project.application.updateItem(early, { ...one, priority: 3 }), minute(0));
    const { revision } = valueOf(
      await project.application.updateItem(early, { ...one, priority: 3, if_revision: [1] }),
    );
    assert.equal(
      errorOf(await project.application.updateItem(early, { ...one, priority: 4, if_revision: [1] }), 'stale').revision,
      revision,
    );
    valueOf(await project.application.deleteItem(early, { ...one, if_revision: [revision] }));
  },

  'a revision of an annotation is made in the order of the events, and after the answer': async (harness) => {
    const project = await newProject(harness, 1);
    const annotator = await project.annotator();
    project.clock.advance(5 * 60);
    const annotation = valueOf(await project.submit(annotator, await project.claimOne(annotator)));
    isStale(await project.revise(at(annotator, minute(4)), annotation, answer(1)), minute(5));
    valueOf(await project.revise(at(annotator, minute(8)), annotation, answer(1)));
    isStale(await project.revise(at(annotator, minute(7)), annotation, answer(2)), minute(8));
    valueOf(await project.revise(at(annotator, minute(7)), annotation, answer(2), [2]));
    assert.equal((await project.revisions(annotation)).length, 3);
  },

  'an answer that says when it was given is decided by that, whatever the time of its event': async (harness) => {
    const project = await newProject(harness, 1);
    project.clock.advance(60 * 60);
    const tell = async (value: Value, created_at: string, time: string): Promise<string> =>
      deliver(
        project,
        {
          ...(kinds['annotations'] as Kind),
          line: () => ({ external_id: 'item-1', annotator: 'w1', value: answer(value), created_at }),
        },
        value,
        time,
      );
    assert.equal(await tell(0, '2026-01-01T00:10:00.000Z', minute(30)), 'created');
    assert.equal(await tell(1, '2026-01-01T00:20:00.000Z', minute(20)), 'updated');
    assert.equal(await tell(2, '2026-01-01T00:15:00.000Z', minute(40)), 'range');
  },

  'a project is deleted, restored and changed in the order of the events': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, founder, caller } = project;
    const { id: project_id } = project.project;
    const now = (): Promise<Caller> => caller(founder, { type: 'project', id: project_id });
    valueOf(await application.updateProject(at(await now(), minute(10)), { project_id, name: 'later' }));
    isStale(await application.deleteProject(at(await now(), minute(9)), { project_id }), minute(10));
    valueOf(await application.deleteProject(at(await now(), minute(12)), { project_id }));
    isStale(await application.restoreProject(at(await now(), minute(11)), { project_id }), minute(12));
    valueOf(await application.restoreProject(at(await now(), minute(14)), { project_id }));
    isStale(await application.deleteProject(at(await now(), minute(13)), { project_id }), minute(14));
    isStale(await application.updateProject(at(await now(), minute(13)), { project_id, name: 'earlier' }), minute(14));
    valueOf(await application.updateProject(at(await now(), minute(15)), { project_id, name: 'last' }));
  },

  'what a project’s change is to be of its items too leaves those that were changed later': async (harness) => {
    const project = await newProject(harness, 3);
    const one = await ofItem(project);
    valueOf(await project.application.updateItem(at(project.admin, minute(20)), { ...one, overlap: 7 }));
    valueOf(
      await project.application.updateProject(at(project.admin, minute(10)), {
        project_id: project.project.id,
        overlap: 4,
        apply_to_items: true,
      }),
    );
    assert.deepEqual(
      (await project.items()).map(({ overlap }) => overlap),
      [7, 4, 4],
    );
    isStale(
      await project.application.updateItem(at(project.admin, minute(9)), {
        ...one,
        item_id: (await project.item('item-2')).id,
        overlap: 2,
      }),
      minute(10),
    );
  },
});
