import assert from 'node:assert/strict';
import { ImportResult, Item, MAX_ABORTABLE_BYTES } from '../../index.ts';
import { MAX_BATCH_LINES } from '../../adapter.ts';
import type { ImportLine, ImportOptions, ImportSource, ItemLine, JsonObject } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, upTo, valueOf } from './expect.ts';
import { linesOf, manyItems, MARK, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const result = (counts: Partial<ImportResult>): ImportResult => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  ...counts,
});

const codes = ({ errors }: Pick<ImportResult, 'errors'>): readonly (readonly [number, string, string])[] =>
  errors.map(({ line, pointer, code }) => [line, pointer, code] as const);

const importOf = (project: ProjectWorld, lines: ImportSource['lines'], options: Partial<ImportOptions> = {}) =>
  project.application.importItems(project.admin, {
    project_id: project.project.id,
    lines,
    on_conflict: 'reject',
    on_error: 'continue',
    ...options,
  });

const namedItems = (items: readonly Item[]): ReadonlyMap<string | null, Item> =>
  new Map(items.map((item) => [item.external_id, item]));

const importedEvents = async ({ projectEvents }: ProjectWorld) =>
  (await projectEvents()).filter((event) => isOfType(event, 'goldset.items.imported'));

/** Data that a store could bend: it must come back as it was sent. */
const AWKWARD: JsonObject = {
  '': 'empty key',
  'a/b~c"d\\e': 'quote \' and " and \\ and \u2028 and \u0001',
  emoji: 'e\u0301 👩‍👩‍👧 \u{10ffff}',
  constructor: 'not a function',
  numbers: [0, -1, 0.1, 1.5e-9, 2.2250738585072014e-308, 9007199254740991, -9007199254740991, 123456.789],
  nothing: [null, {}, [], '', false],
  deep: upTo(60).reduce<JsonObject>((inner) => ({ inner }), { end: true }),
};

/** What every store promises of `items`. */
export const importContract = checked({
  'a line makes an item, with defaults where it names nothing': async (harness) => {
    const project = await newEmptyProject(harness, { overlap: 4 });
    assert.deepEqual(
      await project.importItems([
        { data: { text: 'a' } },
        { external_id: 'b', data: {}, metadata: { m: 1 }, priority: 9, overlap: 2 },
      ]),
      result({ created: 2 }),
    );
    const items = await project.items();
    for (const item of items) assertFits(Item, item);
    const now = project.clock.now().toISOString();
    const fresh = {
      state: 'open',
      annotation_count: 0,
      skips: [],
      requeued: null,
      revision: 1,
      created_at: now,
      updated_at: now,
      deleted_at: null,
    };
    assert.deepEqual(
      items.map(({ id: _, ...item }) => item),
      [
        { external_id: null, data: { text: 'a' }, metadata: {}, priority: 0, overlap: 4, ...fresh },
        { external_id: 'b', data: {}, metadata: { m: 1 }, priority: 9, overlap: 2, ...fresh },
      ],
    );
    for (const item of items) {
      assert.deepEqual(
        valueOf(await project.application.getItem(project.admin, { project_id: project.project.id, item_id: item.id })),
        item,
      );
    }
  },

  'data and metadata come back as they were sent': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems([{ external_id: 'x', data: AWKWARD, metadata: AWKWARD }]);
    const { data, metadata } = await project.item('x');
    assert.deepEqual({ data, metadata }, { data: AWKWARD, metadata: AWKWARD });
    assert.deepEqual((await project.claimOne(await project.annotator())).item.data, AWKWARD);
    assert.deepEqual(only(await project.exported()).data, AWKWARD);
    assert.deepEqual(
      await project.importItems([{ external_id: 'x', data: AWKWARD, metadata: AWKWARD }]),
      result({ unchanged: 1 }),
    );
  },

  'lines without external_id always make items': async (harness) => {
    const project = await newEmptyProject(harness);
    const line = { data: { text: 'same' } };
    assert.deepEqual(await project.importItems([line, line]), result({ created: 2 }));
    assert.deepEqual(await project.importItems([line]), result({ created: 1 }));
    assert.equal((await project.items()).length, 3);
  },

  'an external_id is of its project alone, and differs by every character': async (harness) => {
    const [first, second] = [await newEmptyProject(harness), await newEmptyProject(harness)];
    const names = ['a', 'A', 'a ', ' a', 'ä', 'a\u0308', '💡'.repeat(255)];
    const lines = names.map((external_id) => ({ external_id, data: {} }));
    assert.deepEqual(await first.importItems(lines), result({ created: names.length }));
    assert.deepEqual(await second.importItems(lines), result({ created: names.length }));
    assert.deepEqual(await first.importItems(lines), result({ unchanged: names.length }));
    assert.deepEqual((await first.items()).map(({ external_id }) => external_id).sort(), names.sort());
  },

  'the same content again is unchanged: key order and 1 against 1.0 do not matter, nor do fields that the line does not name':
    async (harness) => {
      const project = await newEmptyProject(harness);
      await project.importItems([
        { external_id: 'x', data: { a: 1, b: { c: [1, 2], d: null } }, metadata: { m: true }, priority: 4, overlap: 2 },
      ]);
      const [before, events] = [await project.items(), await project.projectEvents()];
      project.clock.advance(60);
      const again = JSON.parse(
        '{"external_id": "x", "data": {"b": {"d": null, "c": [1.0, 2e0]}, "a": 1.0}}',
      ) as ItemLine;
      for (const on_conflict of ['reject', 'update'] as const) {
        assert.deepEqual(
          await project.importItems(
            [again, { ...again, metadata: { m: true } }, { ...again, priority: 4, overlap: 2 }],
            { on_conflict },
          ),
          result({ unchanged: 3 }),
        );
      }
      assert.deepEqual(await project.items(), before);
      assert.deepEqual(await project.projectEvents(), events);
    },

  'other content is another array order, another type, a missing or a new key, and null': async (harness) => {
    const project = await newEmptyProject(harness);
    await project.importItems([{ external_id: 'x', data: { a: [1, 2], b: '1', c: null } }]);
    const others: readonly JsonObject[] = [
      { a: [2, 1], b: '1', c: null },
      { a: [1, 2], b: 1, c: null },
      { a: [1, 2], b: '1' },
      { a: [1, 2], b: '1', c: null, d: null },
      { a: [1, 2], b: '1', c: {} },
      { a: { 0: 1, 1: 2 }, b: '1', c: null },
    ];
    const { rejected, errors } = await project.importItems(others.map((data) => ({ external_id: 'x', data })));
    assert.equal(rejected, others.length);
    for (const { code } of errors) assert.equal(code, 'already_exists');
  },

  'other content is rejected, and stops no other line': async (harness) => {
    const project = await newProject(harness, 2);
    const before = namedItems(await project.items());
    const changed: readonly Partial<ItemLine>[] = [
      { data: { text: 'other' } },
      { metadata: { m: 1 } },
      { priority: 1 },
      { overlap: 2 },
    ];
    const lines = [
      ...changed.map((fields) => ({ ...at(manyItems(1), 0), ...fields })),
      { external_id: 'new', data: {} },
    ];
    const { created, rejected, errors } = await project.importItems(lines);
    assert.deepEqual([created, rejected], [1, 4]);
    assert.deepEqual(
      errors.map(({ line, code }) => [line, code]),
      upTo(4).map((line) => [line, 'already_exists']),
    );
    const after = namedItems(await project.items());
    assert.equal(after.size, 3);
    assert.deepEqual(after.get('item-1'), before.get('item-1'));
  },

  'with on_conflict update a line replaces the fields that it names, and no others': async (harness) => {
    const project = await newEmptyProject(harness);
    await project.importItems([
      { external_id: 'x', data: { a: 1, b: 2 }, metadata: { m: 1, n: 2 }, priority: 4, overlap: 2 },
    ]);
    const before = await project.item('x');
    project.clock.advance(60);
    assert.deepEqual(
      await project.importItems([{ external_id: 'x', data: { c: 3 }, metadata: {} }], { on_conflict: 'update' }),
      result({ updated: 1 }),
    );
    const updated = {
      ...before,
      data: { c: 3 },
      metadata: {},
      revision: 2,
      updated_at: project.clock.now().toISOString(),
    };
    assert.deepEqual(await project.item('x'), updated);
    assert.deepEqual(
      await project.importItems([{ external_id: 'x', data: { c: 3 }, priority: 9, overlap: 5 }], {
        on_conflict: 'update',
      }),
      result({ updated: 1 }),
    );
    assert.deepEqual(await project.item('x'), { ...updated, priority: 9, overlap: 5, revision: 3 });
    const told = (await importedEvents(project)).map(({ subject, data }) => ({ subject, data }));
    const subject = project.project.id;
    assert.deepEqual(told, [
      { subject, data: { created: [before.id], updated: [], restored: [] } },
      { subject, data: { created: [], updated: [before.id], restored: [] } },
      { subject, data: { created: [], updated: [before.id], restored: [] } },
    ]);
  },

  'data under a claim or an answer never changes': async (harness) => {
    const project = await newProject(harness, 5, { overlap: 2 });
    const ann = await project.annotator();
    const [claimed, ended, submitted, skipped, released] = (await project.claim(ann, 5)).tasks;
    assert.ok(claimed && ended && submitted && skipped && released);
    valueOf(await project.submit(ann, submitted));
    valueOf(await project.skip(ann, skipped));
    valueOf(await project.release(ann, released));
    project.clock.advance(600);
    valueOf(await project.renew(ann, claimed));
    const before = namedItems(await project.items());
    const outcome = await project.importItems(manyItems(5, { data: { text: 'other' } }), { on_conflict: 'update' });
    assert.deepEqual([outcome.updated, outcome.rejected], [2, 3]);
    assert.deepEqual(codes(outcome), [
      [1, '/data', 'in_use'],
      [2, '/data', 'in_use'],
      [3, '/data', 'in_use'],
    ]);
    const after = namedItems(await project.items());
    for (const { item } of [claimed, ended, submitted])
      assert.deepEqual(after.get(item.external_id), before.get(item.external_id));
    for (const { item } of [skipped, released]) assert.deepEqual(after.get(item.external_id)?.data, { text: 'other' });
  },

  'other fields than data change under a claim or an answer, and a rejected line changes none': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const ann = await project.annotator();
    await project.claimOne(ann);
    const [first, second] = manyItems(2, { metadata: { m: 1 }, priority: 7 });
    const outcome = await project.importItems(
      [first, { ...second, data: { other: true } }, { ...first, data: { other: true }, metadata: { m: 2 } }],
      { on_conflict: 'update' },
    );
    assert.deepEqual([outcome.updated, codes(outcome)], [2, [[3, '/data', 'in_use']]]);
    const { metadata, priority } = await project.item('item-1');
    assert.deepEqual({ metadata, priority }, { metadata: { m: 1 }, priority: 7 });
  },

  'overlap never falls below the answers and claims an item has': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 5 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    await project.claimOne(bob);
    project.clock.advance(600);
    const third = await project.claimOne(eve);
    const lower = (overlap: number) => project.importItems(manyItems(1, { overlap }), { on_conflict: 'update' });
    assert.deepEqual(codes(await lower(2)), [[1, '/overlap', 'in_use']]);
    assert.deepEqual(await lower(3), result({ updated: 1 }));
    // A lease that has ended counts as a claim, because its task can still be submitted; its place is free.
    assert.equal((await project.item('item-1')).state, 'open');
    assert.deepEqual(codes(await lower(2)), [[1, '/overlap', 'in_use']]);
    valueOf(await project.release(eve, third));
    assert.deepEqual(await lower(2), result({ updated: 1 }));
    assert.equal((await project.item('item-1')).state, 'open');
  },

  'an item whose overlap falls to its answers is complete, and one whose overlap rises is handed out again': async (
    harness,
  ) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    for (const task of (await project.claim(ann, 3)).tasks) valueOf(await project.submit(ann, task));
    assert.deepEqual(
      await project.importItems(manyItems(3, { overlap: 1 }), { on_conflict: 'update' }),
      result({ updated: 3 }),
    );
    assert.deepEqual((await project.progress()).items, { open: 0, claimed: 0, complete: 3, exhausted: 0 });
    assert.equal((await project.claim(bob)).reason, 'complete');
    await project.importItems(manyItems(2, { overlap: 2 }), { on_conflict: 'update' });
    assert.deepEqual((await project.progress()).items, { open: 2, claimed: 0, complete: 1, exhausted: 0 });
    assert.equal((await project.claim(ann)).reason, 'exhausted');
    assert.equal((await project.claim(bob, 3)).tasks.length, 2);
    await project.importItems(manyItems(1, { overlap: 3 }), { on_conflict: 'update' });
    assert.equal((await project.claimOne(eve)).item.external_id, 'item-1');
  },

  'an item whose priority changes is handed out with its new priority': async (harness) => {
    const project = await newProject(harness, 4);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    // The first item is behind this annotator’s place in the queue when its priority changes.
    valueOf(await project.release(ann, await project.claimOne(ann)));
    const second = await project.claimOne(ann);
    assert.equal(second.item.external_id, 'item-2');
    await project.importItems(
      [
        { ...at(manyItems(4), 3), priority: 9 },
        { ...at(manyItems(1), 0), priority: 5 },
      ],
      { on_conflict: 'update' },
    );
    for (const annotator of [ann, bob]) {
      const { tasks } = await project.claim(annotator, 3);
      assert.deepEqual(
        tasks.map(({ item }) => item.external_id),
        ['item-4', 'item-1', 'item-3'],
      );
      for (const task of tasks) valueOf(await project.release(annotator, task));
      // Down and up again: where it stood before must not matter.
      await project.importItems(manyItems(1, { priority: 0 }), { on_conflict: 'update' });
      await project.importItems(manyItems(1, { priority: 5 }), { on_conflict: 'update' });
    }
  },

  'two lines with one external_id in one file behave as if sent one after another': async (harness) => {
    const project = await newEmptyProject(harness);
    const line = (text: string) => ({ external_id: 'x', data: { text } });
    const outcome = await project.importItems([
      line('a'),
      line('a'),
      line('b'),
      { external_id: 'y', data: {} },
      line('a'),
    ]);
    assert.deepEqual(
      [outcome.created, outcome.unchanged, codes(outcome).map(([line, , code]) => [line, code])],
      [2, 2, [[3, 'already_exists']]],
    );
    const { errors, ...counts } = await project.importItems([line('a'), line('b'), line('b'), line('c')], {
      on_conflict: 'update',
    });
    assert.deepEqual([counts, errors], [{ created: 0, updated: 2, unchanged: 2, rejected: 0 }, []]);
    assert.deepEqual((await project.item('x')).data, { text: 'c' });
  },

  'a bad line is rejected with the place of each fault, and stops no good one, whether lines come one by one or together':
    async (harness) => {
      const unread: ImportLine = { line: 3, bytes: 5, fault: { pointer: '', code: 'malformed_json', detail: 'No.' } };
      const values: readonly unknown[] = [
        { data: {} },
        { external_id: '', data: [], priority: 10 },
        'unread',
        { external_id: 'x'.repeat(256), data: {}, overlap: 0 },
        { external_id: 'good', data: {} },
        7,
        { dat: {} },
        { data: {}, metadata: [], overlap: 1.5 },
      ];
      const lines = async function* (): AsyncGenerator<ImportLine> {
        for await (const line of linesOf(values)) yield line.line === 3 ? unread : line;
      };
      const together = async function* (): AsyncGenerator<readonly ImportLine[]> {
        const all: ImportLine[] = [];
        for await (const line of lines()) all.push(line);
        yield all.slice(0, 3);
        yield [];
        yield all.slice(3);
      };
      for (const source of [lines(), together()]) {
        const { errors, ...counts } = valueOf(await importOf(await newEmptyProject(harness), source));
        assert.deepEqual(counts, { created: 2, updated: 0, unchanged: 0, rejected: 6 });
        assertFits(ImportResult, { errors, ...counts });
        const places = errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`);
        assert.deepEqual(places.sort(), [
          '2 /data type',
          '2 /external_id length',
          '2 /priority range',
          '3  malformed_json',
          '4 /external_id length',
          '4 /overlap range',
          '6  type',
          '7 /dat unknown_field',
          '7 /data required',
          '8 /metadata type',
          '8 /overlap type',
        ]);
      }
    },

  'the first 100 errors are listed, in line order, whenever they were found': async (harness) => {
    const project = await newEmptyProject(harness);
    await project.importItems(manyItems(150));
    // Even lines are bad where they are read, odd ones where they are written.
    const lines = upTo(300).map((n) =>
      n % 2 === 0 ? { data: n } : { external_id: `item-${(n + 1) / 2}`, data: { other: n } },
    );
    const { errors, rejected, created } = await project.importItems(lines);
    assert.deepEqual([rejected, created], [300, 0]);
    assert.deepEqual(
      errors.map(({ line }) => line),
      upTo(100),
    );
  },

  'with on_error abort one bad line means that nothing is written, and all errors are named with their lines': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    const before = [await project.items(), await project.projectEvents()];
    const good = manyItems(5).slice(1);
    const bad = await importOf(project, linesOf([...good, { data: 1 }, { dato: {} }]), { on_error: 'abort' });
    assert.deepEqual(
      errorOf(bad, 'invalid').errors.map(({ line, code }) => [line, code]),
      [
        [5, 'type'],
        [6, 'required'],
        [6, 'unknown_field'],
      ],
    );
    const conflict = await importOf(project, linesOf([...good, { ...at(manyItems(1), 0), data: { other: 1 } }]), {
      on_error: 'abort',
    });
    assert.deepEqual(
      errorOf(conflict, 'invalid').errors.map(({ line, code }) => [line, code]),
      [[5, 'already_exists']],
    );
    assert.deepEqual([await project.items(), await project.projectEvents()], before);
    assert.deepEqual(valueOf(await importOf(project, linesOf(good), { on_error: 'abort' })), result({ created: 4 }));
    assert.equal((await project.items()).length, 5);
  },

  'with on_error abort all batches are written together or not at all': async (harness) => {
    const project = await newEmptyProject(harness);
    await project.importItems([{ external_id: 'there', data: { a: 1 } }]);
    const lines = [...manyItems(MAX_BATCH_LINES + 10), { external_id: 'there', data: { a: 2 } }];
    errorOf(await importOf(project, linesOf(lines), { on_error: 'abort' }), 'invalid');
    assert.equal((await project.items()).length, 1);
    assert.equal(
      valueOf(await importOf(project, linesOf(lines), { on_error: 'abort', on_conflict: 'update' })).created,
      MAX_BATCH_LINES + 10,
    );
    assert.equal((await project.items()).length, MAX_BATCH_LINES + 11);
  },

  'an import with on_error abort is refused when it is too large to check first': async (harness) => {
    const project = await newEmptyProject(harness);
    const lines = async function* (): AsyncGenerator<ImportLine> {
      for (const line of upTo(11)) yield { line, bytes: MAX_ABORTABLE_BYTES / 10, value: { data: { line } } };
    };
    errorOf(await importOf(project, lines(), { on_error: 'abort' }), 'too_large');
    assert.deepEqual(await project.items(), []);
  },

  'a long import is written in batches, each told by an event of at most 1,000 items, in the order of the lines':
    async (harness) => {
      const project = await newProject(harness, 0);
      const count = 2 * MAX_BATCH_LINES + 500;
      assert.deepEqual(await project.importItems(manyItems(count)), result({ created: count }));
      const items = await project.items();
      assert.deepEqual(
        items.map(({ external_id }) => external_id),
        upTo(count).map((n) => `item-${n}`),
      );
      const events = await importedEvents(project);
      assert.ok(events.length >= 3);
      for (const { data } of events) assert.ok((data['created'] as readonly string[]).length <= MAX_BATCH_LINES);
      assert.deepEqual((await project.progress()).items, { open: count, claimed: 0, complete: 0, exhausted: 0 });
      const claimed = await project.claim(await project.annotator(), 100);
      assert.deepEqual(
        claimed.tasks.map(({ item }) => item.external_id),
        upTo(100).map((n) => `item-${n}`),
      );
    },

  'batches that are handed over without waiting take effect in that order': async (harness) => {
    const project = await newProject(harness, 0);
    const { items } = harness.store.within(project.scope);
    const write = (lines: readonly ItemLine[]) =>
      items.importBatch({
        lines: lines.map((item) => ({ id: harness.newId(), item })),
        on_conflict: 'update',
        restorable_since: '2025-12-01T00:00:00.000Z',
        change: { at: project.clock.now().toISOString(), by: project.founder, causation_id: null },
        newEventId: harness.newId,
      });
    const batches = upTo(5).map((n) => upTo(20).map((m) => ({ external_id: `${n}-${m}`, data: { n } })));
    const outcomes = await Promise.all([...batches.map(write), write([{ external_id: '5-1', data: { n: 6 } }])]);
    assert.deepEqual(outcomes.flat(), [...upTo(100).map(() => 'created'), 'updated']);
    const { tasks } = await project.claim(await project.annotator(), 100);
    assert.deepEqual(
      tasks.map(({ item }) => item.external_id),
      batches.flat().map(({ external_id }) => external_id),
    );
    assert.deepEqual(tasks[80]?.item.data, { n: 6 });
  },

  'an import that breaks off leaves whole batches, and the same file again finishes it': async (harness) => {
    const project = await newEmptyProject(harness);
    const broken = new Error('The connection was cut.');
    const lines = async function* (): AsyncGenerator<ImportLine> {
      yield* linesOf(manyItems(2 * MAX_BATCH_LINES + 10));
      throw broken;
    };
    await assert.rejects(importOf(project, lines()), broken);
    const written = (await project.items()).length;
    assert.ok(written % MAX_BATCH_LINES === 0 && written > 0, `${written} items were written.`);
    const count = 2 * MAX_BATCH_LINES + 10;
    assert.deepEqual(
      await project.importItems(manyItems(count)),
      result({ created: count - written, unchanged: written }),
    );
  },

  'the same file imported twice at once makes each item once, and the sums add up': async (harness) => {
    const project = await newEmptyProject(harness);
    const lines = manyItems(1_500);
    // In opposite orders, so that two imports that hold what the other wants would wait for each other for ever.
    const results = await Promise.all([
      project.importItems(lines),
      project.importItems(lines.toReversed()),
      project.importItems(lines),
    ]);
    assert.equal((await project.items()).length, 1_500);
    assert.equal(
      results.reduce((sum, { created }) => sum + created, 0),
      1_500,
    );
    for (const { created, updated, unchanged, rejected } of results)
      assert.deepEqual([created + unchanged, updated, rejected], [1_500, 0, 0]);
  },

  'different files with the same names at once: each name once, every line counted': async (harness) => {
    const project = await newEmptyProject(harness);
    const [one, two] = [
      manyItems(600, { data: { from: 'one' } }),
      manyItems(600, { data: { from: 'two' } }).toReversed(),
    ];
    const results = await Promise.all([project.importItems(one), project.importItems(two)]);
    const sum = (field: 'created' | 'updated' | 'unchanged' | 'rejected'): number =>
      results.reduce((all, counts) => all + counts[field], 0);
    assert.deepEqual([sum('created'), sum('rejected'), sum('updated'), sum('unchanged')], [600, 600, 0, 0]);
    assert.equal(namedItems(await project.items()).size, 600);
  },

  'imports with on_conflict update at once: each item once, with the content of one of them': async (harness) => {
    const project = await newEmptyProject(harness);
    const content = (from: string): Partial<ItemLine> => ({ data: { from }, metadata: { from } });
    const [one, two] = [manyItems(600, content('one')), manyItems(600, content('two')).toReversed()];
    const results = await Promise.all([
      project.importItems(one, { on_conflict: 'update' }),
      project.importItems(two, { on_conflict: 'update' }),
    ]);
    const items = await project.items();
    assert.equal(items.length, 600);
    for (const { data, metadata } of items) assert.deepEqual(data, metadata);
    assert.equal(
      results.reduce((all, { created }) => all + created, 0),
      600,
    );
    for (const { created, updated, unchanged, rejected } of results)
      assert.deepEqual([created + updated, unchanged, rejected], [600, 0, 0]);
  },

  'an update of data and a claim at once: what was claimed is what stays': async (harness) => {
    const project = await newProject(harness, 20);
    const ann = await project.annotator();
    const [claim] = await Promise.all([
      project.claim(ann, 20),
      project.importItems(manyItems(20, { data: { new: true } }), { on_conflict: 'update' }),
    ]);
    const items = namedItems(await project.items());
    for (const { item } of claim.tasks) assert.deepEqual(items.get(item.external_id)?.data, item.data);
  },

  'lower overlaps, claims and answers at once never leave an item with more live tasks than its overlap': async (
    harness,
  ) => {
    const project = await newProject(harness, 20, { overlap: 4 });
    const annotators = await project.annotators(4);
    await Promise.all([
      ...annotators.map(async (annotator) => {
        for (const task of (await project.claim(annotator, 20)).tasks) valueOf(await project.submit(annotator, task));
      }),
      ...[3, 2, 1].map((overlap) => project.importItems(manyItems(20, { overlap }), { on_conflict: 'update' })),
    ]);
    // `checked` looks at the overlaps; here it only has to end.
    assert.equal((await project.items()).length, 20);
  },

  'new items are handed out to those who had found nothing': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    assert.equal((await project.claim(ann)).reason, 'complete');
    await project.importItems([
      { external_id: `low ${MARK}`, data: {} },
      { external_id: `high ${MARK}`, data: {}, priority: 9 },
    ]);
    assert.equal((await project.claimOne(ann)).item.external_id, `high ${MARK}`);
    assert.equal((await project.claimOne(ann)).item.external_id, `low ${MARK}`);
  },
});
