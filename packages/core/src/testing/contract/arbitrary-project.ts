import type { Caller, ExportedItem, ExportedUser, Id } from '../../index.ts';
import { valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { ANSWERS, answer, joinAs, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
const chances = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const STEPS = 60;

/** A project in which people, machines and imports have done what comes to them: the same for the same seed. */
export const arbitraryProject = async (harness: ContractHarness, seed: number): Promise<ProjectWorld> => {
  const chance = chances(seed);
  const below = (limit: number): number => Math.floor(chance() * limit);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const option = (): 0 | 1 | 2 => below(3) as 0 | 1 | 2;
  const project = await newProject(harness, 0, { overlap: 1 + below(3), show_predictions: true });
  const {
    application,
    admin,
    project: { id: project_id },
    clock,
  } = project;
  const people: Caller[] = [];
  for (const name of ['Alex', 'Alex', 'Bea']) {
    const id = await harness.person();
    await joinAs(harness, project, id, 'annotator');
    valueOf(
      await application.updateMe(valueOf(await application.callerFor(id, { type: 'installation' }, null)), { name }),
    );
    people.push(await project.inProject(id));
  }
  people.push(await project.annotator());
  let [items, uis] = [0, 1];
  const addItems = async (): Promise<void> => {
    await project.importItems(
      Array.from({ length: 1 + below(4) }, () => {
        items += 1;
        const named = chance() < 0.7 ? { external_id: `item-${items}` } : {};
        return {
          ...named,
          data: { text: `${items} “quoted” ✓\n`, n: items, deep: [null, { a: 1.5 }] },
          ...(chance() < 0.5 && { metadata: { n: items }, priority: below(10), overlap: 1 + below(4) }),
        };
      }),
    );
  };
  const someone = (): Caller => pick(people) as Caller;
  const someItem = async () => pick(await project.items());
  const when = (): string => new Date(clock.now().getTime() - below(1_000_000)).toISOString();
  const steps: readonly (() => Promise<unknown>)[] = [
    addItems,
    async () => {
      const who = someone();
      for (const task of (await project.claim(who, 1 + below(3))).tasks) {
        if (chance() < 0.7)
          await application.submitTask(who, { project_id, task_id: task.id, value: answer(option()) });
        else if (chance() < 0.3) await project.release(who, task);
        else if (chance() < 0.8) await project.skip(who, task, pick([undefined, 'blurred ✓']));
      }
    },
    async () => {
      const one = pick(await project.annotations());
      const who = people.find(({ user_id }) => user_id === one?.annotator.id);
      if (one !== undefined && who !== undefined) await project.revise(who, one, answer(option()));
    },
    async () => {
      const [external_id, annotator] = [(await someItem())?.external_id, pick(['w1', 'w2', 'x@example.org'])];
      const source = pick([undefined, 'vendor']);
      if (external_id)
        await project.importAnswers([{ external_id, annotator, source, value: answer(option()), created_at: when() }], {
          on_conflict: 'update',
        });
    },
    async () => {
      const external_id = (await someItem())?.external_id;
      const revisions = [3, 2, 1].slice(below(3)).map((days) => ({
        value: answer(option()),
        created_at: new Date(clock.now().getTime() - days * 86_400_000).toISOString(),
        ...(chance() < 0.5 && { author: 'reviewer' }),
      }));
      if (external_id)
        await project.importAnswers([{ external_id, annotator: `r${below(3)}`, revisions, guideline_version: 1 }]);
    },
    async () => {
      const external_id = (await someItem())?.external_id;
      const skipped_at = when();
      if (external_id)
        await project.importSkips([
          {
            external_id,
            annotator: pick(['w1', 's1', 's2']),
            skipped_at,
            ...(chance() < 0.5 && { requeued_at: clock.now().toISOString(), reason: 'not here' }),
          },
        ]);
    },
    async () => {
      const item = await someItem();
      const named = chance() < 0.5 && { annotation_ui_version: 1 + below(uis) };
      const content = {
        ...named,
        ...(chance() < 0.5 && { score: chance() }),
        value: chance() < 0.8 ? answer(option()) : {},
      };
      if (item)
        await project.importPredictions(
          [{ item_id: item.id, model: 'm', model_version: String(below(2)), ...content }],
          { on_conflict: 'update' },
        );
    },
    async () => {
      const item = await someItem();
      if (item)
        await application.updateItem(admin, {
          project_id,
          item_id: item.id,
          metadata: { changed: below(9) },
          priority: below(10),
        });
    },
    async () => {
      const item = await someItem();
      if (item && chance() < 0.3) valueOf(await application.deleteItem(admin, { project_id, item_id: item.id }));
    },
    async () => {
      if (chance() > 0.3) return;
      // Of those that were in force before, some have an option which the one in force has not.
      uis = valueOf(await project.createUi(ANSWERS.toReversed().slice(below(2)))).version;
      await project.publish();
    },
    async () => {
      const item = await someItem();
      if (item)
        await project.requeue(item, { reason: 'again', overlap: Math.min(100, item.annotation_count + 1 + below(3)) });
    },
  ];
  await addItems();
  for (let step = 0; step < STEPS; step += 1) {
    clock.advance(1 + below(500));
    await pick(steps)?.();
  }
  return project;
};

const userOf = ({ name }: ExportedUser): object => ({ name });

/** What of exported items stays the same wherever they go: all but ids, `task_id`, how answers came in, `updated_at`, leases and what users are. */
export const comparable = (lines: readonly ExportedItem[]): readonly object[] =>
  lines
    .map(({ id: _, updated_at: __, state, annotations, predictions, skips, requeued, ...item }) => ({
      ...item,
      is_complete: state === 'complete',
      requeued: requeued && { ...requeued, by: userOf(requeued.by) },
      skips: skips.map(({ task_id: ___, annotator, ...skip }) => ({ ...skip, annotator: userOf(annotator) })),
      predictions: predictions.map(({ id: ___, item_id: ____, ...prediction }) => prediction),
      annotations: annotations.map(
        ({
          id: ___,
          item_id: ____,
          task_id: _____,
          updated_at: ______,
          source,
          origin,
          annotator,
          revisions,
          ...annotation
        }) => ({
          ...annotation,
          given: origin ?? source,
          annotator: userOf(annotator),
          revisions: revisions.map(({ source: _______, author, ...revision }) => ({
            ...revision,
            author: userOf(author),
          })),
        }),
      ),
    }))
    .toSorted((a, b) => Number(a.data['n']) - Number(b.data['n']));

/** The ids of everybody who has answered, or made a revision. */
export const peopleOf = (lines: readonly ExportedItem[]): ReadonlySet<Id> =>
  new Set(
    lines.flatMap(({ annotations }) =>
      annotations.flatMap(({ annotator, revisions }) => [annotator.id, ...revisions.map(({ author }) => author.id)]),
    ),
  );
