import assert from 'node:assert/strict';
import type { EventName, ImportLine, ImportOptions, ImportOutcome, ImportResult, Result } from '../../index.ts';
import { checked } from './checked.ts';
import { at, only, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { answer, manyItems, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

/** A line, and the event that brings it. */
interface Brought {
  readonly id: string;
  readonly source?: string;
  readonly value: unknown;
}

const DAY = 86_400;

/** What is imported of one kind of thing. */
interface Kind {
  /** A line of its own. */
  readonly line: (n: number) => object;
  /** The same line with other content. */
  readonly other: (n: number) => object;
  readonly run: (
    project: ProjectWorld,
    lines: AsyncIterable<ImportLine>,
    options: Partial<ImportOptions>,
    tell: (line: number, outcome: ImportOutcome) => void,
  ) => Promise<Result<ImportResult, unknown>>;
  /** All there is of it, as JSON. */
  readonly all: (project: ProjectWorld) => Promise<string>;
}

const inputOf = (
  project: ProjectWorld,
  lines: AsyncIterable<ImportLine>,
  options: Partial<ImportOptions>,
  onOutcome: (line: number, outcome: ImportOutcome) => void,
) =>
  ({
    project_id: project.project.id,
    lines,
    onOutcome,
    on_conflict: 'reject',
    on_error: 'continue',
    ...options,
  }) as const;

const kinds: Readonly<Record<string, Kind>> = {
  items: {
    line: (n) => ({ external_id: `new-${n}`, data: { n, text: 'a' } }),
    other: (n) => ({ external_id: `new-${n}`, data: { n, text: 'b' } }),
    run: (project, ...rest) => project.application.importItems(project.admin, inputOf(project, ...rest)),
    all: async ({ items }) => JSON.stringify(await items()),
  },
  'items without a name': {
    line: (n) => ({ data: { n, text: 'a' } }),
    other: (n) => ({ data: { n, text: 'b' } }),
    run: (project, ...rest) => project.application.importItems(project.admin, inputOf(project, ...rest)),
    all: async ({ items }) => JSON.stringify(await items()),
  },
  predictions: {
    line: (n) => ({ external_id: `item-${n}`, model: 'm', model_version: '1', value: answer() }),
    other: (n) => ({ external_id: `item-${n}`, model: 'm', model_version: '1', value: answer(1) }),
    run: (project, ...rest) => project.application.importPredictions(project.admin, inputOf(project, ...rest)),
    all: async ({ predictions }) => JSON.stringify(await predictions()),
  },
  annotations: {
    line: (n) => ({ external_id: `item-${n}`, annotator: 'w1', value: answer() }),
    other: (n) => ({ external_id: `item-${n}`, annotator: 'w1', value: answer(1) }),
    run: (project, ...rest) => project.application.importAnnotations(project.admin, inputOf(project, ...rest)),
    all: async ({ annotations }) => JSON.stringify(await annotations()),
  },
  skips: {
    line: (n) => ({ external_id: `item-${n}`, annotator: 'w1', reason: 'a' }),
    other: (n) => ({ external_id: `item-${n}`, annotator: 'w1', reason: 'b' }),
    run: (project, ...rest) => project.application.importSkips(project.admin, inputOf(project, ...rest)),
    all: async ({ tasks }) => JSON.stringify(await tasks()),
  },
};

const broughtBy = async function* (lines: readonly Brought[]): AsyncGenerator<ImportLine> {
  for (const [index, { id, source = '/test', value }] of lines.entries())
    yield { line: index + 1, bytes: 100, value, event: { source, id } satisfies EventName };
};

interface Delivered extends ImportResult {
  /** What became of each line: a word, or the codes of its faults. */
  readonly outcomes: readonly string[];
}

const deliver = async (
  project: ProjectWorld,
  { run }: Kind,
  lines: readonly Brought[],
  options: Partial<ImportOptions> = {},
): Promise<Delivered> => {
  const outcomes: string[] = [];
  const tell = (line: number, outcome: ImportOutcome): void => {
    assert.equal(outcomes[line - 1], undefined, `Line ${line} is told twice.`);
    outcomes[line - 1] = typeof outcome === 'string' ? outcome : outcome.map(({ code }) => code).join(' ');
  };
  const result = valueOf(await run(project, broughtBy(lines), options, tell));
  return { ...result, outcomes };
};

const COUNT = 6;

const linesOf = ({ line }: Kind, from = 1, to = COUNT): readonly Brought[] =>
  upTo(to)
    .slice(from - 1)
    .map((n) => ({ id: `event-${n}`, value: line(n) }));

const all = (count: number, outcome: string): readonly string[] => upTo(count).map(() => outcome);

const ofEachKind =
  (run: (project: ProjectWorld, kind: Kind) => Promise<void>) =>
  async (harness: ContractHarness): Promise<void> => {
    for (const kind of Object.values(kinds)) await run(await newProject(harness, COUNT + 3), kind);
  };

/** What is there, and what is said of it, which a redelivery must not change. */
const stateOf = async (project: ProjectWorld, kind: Kind): Promise<string> =>
  JSON.stringify([await kind.all(project), await project.projectEvents(), await project.progress()]);

/** What every store promises of lines that events bring: they take effect once, however often the event comes. */
export const inboxContract = checked({
  'a batch that comes again does nothing, and says of each line that it is a duplicate': ofEachKind(
    async (project, kind) => {
      assert.deepEqual((await deliver(project, kind, linesOf(kind))).outcomes, all(COUNT, 'created'));
      const state = await stateOf(project, kind);
      project.clock.advance(60);
      for (const on_conflict of ['reject', 'update'] as const) {
        assert.deepEqual(await deliver(project, kind, linesOf(kind), { on_conflict }), {
          created: 0,
          updated: 0,
          unchanged: COUNT,
          rejected: 0,
          errors: [],
          outcomes: all(COUNT, 'duplicate'),
        });
      }
      assert.equal(await stateOf(project, kind), state);
    },
  ),

  'part of a batch that comes again, in another order and with new lines between, does nothing; the new lines take effect':
    ofEachKind(async (project, kind) => {
      await deliver(project, kind, linesOf(kind, 1, 4));
      const again = [...linesOf(kind, 3, COUNT)].reverse();
      assert.deepEqual((await deliver(project, kind, again)).outcomes, [
        'created',
        'created',
        'duplicate',
        'duplicate',
      ]);
      assert.deepEqual((await deliver(project, kind, linesOf(kind))).outcomes, all(COUNT, 'duplicate'));
    }),

  'one event twice in a batch takes effect once': ofEachKind(async (project, kind) => {
    const [first, second] = [at(linesOf(kind), 0), at(linesOf(kind), 1)];
    assert.deepEqual((await deliver(project, kind, [first, first, second, first])).outcomes, [
      'created',
      'duplicate',
      'created',
      'duplicate',
    ]);
  }),

  'the same batch from several consumers at once takes effect once': ofEachKind(async (project, kind) => {
    const told = await Promise.all(
      upTo(4).map((n) => deliver(project, kind, n % 2 === 0 ? linesOf(kind) : [...linesOf(kind)].reverse())),
    );
    assert.equal(
      told.reduce((sum, { created }) => sum + created, 0),
      COUNT,
    );
    for (const { outcomes } of told)
      assert.deepEqual(
        outcomes.filter((outcome) => outcome !== 'created' && outcome !== 'duplicate'),
        [],
      );
    const state = await stateOf(project, kind);
    assert.deepEqual((await deliver(project, kind, linesOf(kind))).outcomes, all(COUNT, 'duplicate'));
    assert.equal(await stateOf(project, kind), state);
  }),

  'one event with other content is rejected, and stops no other line; key order and 1 against 1.0 make no other content':
    ofEachKind(async (project, kind) => {
      await deliver(project, kind, linesOf(kind, 1, 2));
      const state = await stateOf(project, kind);
      const turned = Object.fromEntries(
        Object.entries(JSON.parse(JSON.stringify(kind.line(1)).replaceAll(/:(\d+)/g, ':$1.0')) as object).reverse(),
      );
      for (const on_conflict of ['reject', 'update'] as const) {
        const { outcomes, errors, rejected } = await deliver(
          project,
          kind,
          [
            { id: 'event-1', value: turned },
            { id: 'event-2', value: kind.other(2) },
          ],
          { on_conflict },
        );
        assert.deepEqual(outcomes, ['duplicate', 'duplicate']);
        assert.equal(rejected, 1);
        assert.deepEqual(
          errors.map(({ line, pointer, code }) => [line, pointer, code]),
          [[2, '', 'duplicate']],
        );
      }
      assert.equal(await stateOf(project, kind), state);
    }),

  'an event is its source and its id, of its project alone': ofEachKind(async (project, kind) => {
    await deliver(project, kind, linesOf(kind, 1, 1));
    const { outcomes } = await deliver(project, kind, [
      { id: 'event-1', source: '/other', value: kind.line(2) },
      { id: 'event-2', value: kind.line(3) },
      { id: '1', source: '/test event-', value: kind.line(4) },
    ]);
    assert.deepEqual(outcomes, all(3, 'created'));
    const elsewhere = await newProject(project.harness, COUNT);
    assert.deepEqual((await deliver(elsewhere, kind, linesOf(kind, 1, 1))).outcomes, ['created']);
  }),

  'what is rejected may come again, and then takes effect': ofEachKind(async (project, kind) => {
    const bad = { id: 'event-1', value: { ...kind.line(1), misspelt: true } };
    assert.deepEqual((await deliver(project, kind, [bad])).outcomes, ['unknown_field']);
    assert.deepEqual((await deliver(project, kind, linesOf(kind, 1, 1))).outcomes, ['created']);
  }),

  'a line that found no item takes effect when it comes again and the item is there': async (harness) => {
    for (const kind of [kinds['predictions'], kinds['annotations'], kinds['skips']] as readonly Kind[]) {
      const project = await newProject(harness, 1);
      const lines = linesOf(kind, 1, 2);
      assert.deepEqual((await deliver(project, kind, lines)).outcomes, ['created', 'not_found']);
      await project.importItems(manyItems(2));
      assert.deepEqual((await deliver(project, kind, lines)).outcomes, ['duplicate', 'created']);
    }
  },

  'what took effect stays a duplicate where it would be refused now': async (harness) => {
    for (const name of ['items', 'predictions', 'annotations', 'skips']) {
      const kind = kinds[name] as Kind;
      const project = await newProject(harness, COUNT);
      await deliver(project, kind, linesOf(kind, 1, 2));
      // Another event changes what is there; then another annotation UI is in force, which no longer has that option.
      assert.deepEqual(
        (await deliver(project, kind, [{ id: 'change', value: kind.other(1) }], { on_conflict: 'update' })).outcomes,
        ['updated'],
      );
      await project.createUi(['another', 'option']);
      await project.publish();
      const state = await stateOf(project, kind);
      for (const on_conflict of ['reject', 'update'] as const)
        assert.deepEqual(
          (await deliver(project, kind, linesOf(kind, 1, 2), { on_conflict })).outcomes,
          all(2, 'duplicate'),
        );
      assert.deepEqual(
        (await deliver(project, kind, [{ id: 'change', value: kind.other(1) }], { on_conflict: 'update' })).outcomes,
        ['duplicate'],
      );
      assert.equal(await stateOf(project, kind), state);
    }
  },

  'a line that changed nothing does not undo later what came after it': async (harness) => {
    for (const name of ['items', 'predictions', 'annotations', 'skips']) {
      const kind = kinds[name] as Kind;
      const project = await newProject(harness, COUNT);
      await deliver(project, kind, [{ id: 'first', value: kind.line(1) }]);
      assert.deepEqual(
        (await deliver(project, kind, [{ id: 'same', value: kind.line(1) }], { on_conflict: 'update' })).outcomes,
        ['unchanged'],
      );
      await deliver(project, kind, [{ id: 'change', value: kind.other(1) }], { on_conflict: 'update' });
      const state = await stateOf(project, kind);
      assert.deepEqual(
        (await deliver(project, kind, [{ id: 'same', value: kind.line(1) }], { on_conflict: 'update' })).outcomes,
        ['duplicate'],
      );
      assert.equal(await stateOf(project, kind), state);
    }
  },

  'an aborted import notes nothing and tells of no line; one that goes through notes all': ofEachKind(
    async (project, kind) => {
      const told: unknown[] = [];
      const bad = { id: 'bad', value: { ...kind.line(2), misspelt: true } };
      const refused = await kind.run(
        project,
        broughtBy([...linesOf(kind, 1, 1), bad]),
        { on_error: 'abort' },
        (...outcome) => told.push(outcome),
      );
      assert.equal(refused.ok, false);
      assert.deepEqual(told, []);
      assert.deepEqual(
        (await deliver(project, kind, linesOf(kind, 1, 2), { on_error: 'abort' })).outcomes,
        all(2, 'created'),
      );
      assert.deepEqual(
        (await deliver(project, kind, linesOf(kind, 1, 2), { on_error: 'abort' })).outcomes,
        all(2, 'duplicate'),
      );
    },
  ),

  'an import that was cut is finished by what comes again': ofEachKind(async (project, kind) => {
    const cut = async function* (): AsyncGenerator<ImportLine> {
      yield* broughtBy(linesOf(kind, 1, 2));
      // The second of these begins a new batch, so the first two are written when the source fails.
      yield* broughtBy(linesOf(kind, 1, 1));
      throw new Error('The consumer dies.');
    };
    await assert.rejects(
      kind.run(project, cut(), {}, () => undefined),
      /The consumer dies/,
    );
    assert.deepEqual((await deliver(project, kind, linesOf(kind))).outcomes, [
      'duplicate',
      'duplicate',
      ...all(COUNT - 2, 'created'),
    ]);
  }),

  'a thousand lines and more, each of an event, are told of one by one': async (harness) => {
    const project = await newProject(harness, 0);
    const kind = kinds['items'] as Kind;
    const count = 2_300;
    const { outcomes } = await deliver(project, kind, linesOf(kind, 1, count));
    assert.deepEqual(outcomes, all(count, 'created'));
    const again = await deliver(project, kind, [
      ...linesOf(kind, 1, count),
      { id: 'one more', value: kind.line(count + 1) },
    ]);
    assert.deepEqual(again.outcomes, [...all(count, 'duplicate'), 'created']);
    assert.equal((await project.items()).length, count + 1);
  },

  'it is remembered for 14 days which events came, and forgotten then': async (harness) => {
    const project = await newProject(harness, 0);
    const kind = kinds['items without a name'] as Kind;
    const { idempotency } = harness.store;
    await deliver(project, kind, linesOf(kind, 1, 3));
    const in14Days = (seconds: number): string =>
      new Date(project.clock.now().getTime() + 14 * DAY * 1000 + seconds * 1000).toISOString();
    // Others may have left what has expired as well, so it is removed until nothing is.
    while ((await idempotency.removeExpiredKeys(in14Days(-1), 2)) > 0);
    assert.deepEqual((await deliver(project, kind, linesOf(kind, 1, 3))).outcomes, all(3, 'duplicate'));
    while ((await idempotency.removeExpiredKeys(in14Days(0), 2)) > 0);
    const { outcomes } = await deliver(project, kind, linesOf(kind, 1, 3));
    assert.deepEqual(outcomes, all(3, 'created'));
    assert.equal((await project.items()).length, 6);
    assert.ok(only(await project.projectEvents().then((events) => events.slice(-1))));
  },
});
