import assert from 'node:assert/strict';
import type { ExportedItem, Id, ImportItem } from '../../index.ts';
import { peopleOf } from './arbitrary-project.ts';
import { checked } from './checked.ts';
import { at, only, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { setUp } from './transfer-contract.ts';
import { addressOf, answer, enterProject, joinAs, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const faultsOf = async (to: ProjectWorld, lines: readonly unknown[]) =>
  (await to.importItems(lines)).errors.map(({ line, pointer, code }) => [line, pointer, code]);

const rename = async ({ application }: ProjectWorld, userId: Id, name: string): Promise<void> => {
  valueOf(
    await application.updateMe(valueOf(await application.callerFor(userId, { type: 'installation' }, null)), { name }),
  );
};

/** A project in which a person has answered one of two items, and an empty one of another organization with the same setup. */
const newAnswered = async (harness: ContractHarness) => {
  const [from, to] = [await newProject(harness, 2), await newEmptyProject(harness)];
  const person = await harness.person();
  await joinAs(harness, from, person, 'annotator');
  const worker = await from.inProject(person);
  valueOf(await from.submit(worker, await from.claimOne(worker)));
  await setUp(from, to);
  return { from, to, person, worker };
};

const counts = async (to: ProjectWorld, lines: readonly unknown[]): Promise<readonly number[]> => {
  const { created, updated, unchanged, rejected } = await to.importItems(lines);
  return [created, updated, unchanged, rejected];
};

const annotatorsOf = (lines: readonly ExportedItem[]) =>
  lines.flatMap(({ annotations }) => annotations.map(({ annotator }) => annotator));

/** What every store promises of items with their answers that are not what an import expects. */
export const transferEdgesContract = checked({
  'who was called otherwise in an earlier export, or in an earlier line, is the same external user': async (
    harness,
  ) => {
    for (const people of ['name', 'email'] as const) {
      const { from, to, person, worker } = await newAnswered(harness);
      const before = await from.exported({ people });
      assert.deepEqual(await counts(to, before), [2, 0, 0, 0]);
      await rename(from, person, 'Quite another name');
      valueOf(await from.submit(worker, await from.claimOne(worker)));
      const after = await from.exported({ people });
      assert.deepEqual(await counts(to, after), [0, 1, 1, 0]);
      const there = await to.exported({ people });
      assert.deepEqual([annotatorsOf(there).length, peopleOf(there).size], [2, 1]);

      const other = await newEmptyProject(harness);
      await setUp(from, other);
      assert.deepEqual(await counts(other, [at(before, 0), at(after, 1)]), [2, 0, 0, 0]);
      assert.equal(peopleOf(await other.exported()).size, 1);
    }
  },

  'names of one source stay apart, whatever the source is called': async (harness) => {
    const { to } = await newAnswered(harness);
    const names = ['a', 'b'].map((name) => ({ name, kind: 'external', source: 'goldset:prod' }));
    assert.deepEqual(
      await counts(to, [
        { external_id: 'x', data: {}, annotations: names.map((annotator) => ({ annotator, value: answer() })) },
      ]),
      [1, 0, 0, 0],
    );
    assert.deepEqual(
      annotatorsOf(await to.exported())
        .map(({ name }) => name)
        .toSorted(),
      ['a', 'b'],
    );
  },

  'an external user who was made of a member is that member again where they come from': async (harness) => {
    const { from, to, person } = await newAnswered(harness);
    await to.importItems(await from.exported({ people: 'email' }));
    const back = await enterProject(from, await from.createProject());
    await setUp(to, back);
    await back.importItems(await to.exported({ people: 'email' }));
    assert.deepEqual(
      annotatorsOf(await back.exported()).map(({ id }) => id),
      [person],
    );
  },

  'an address says that a user is a person, and only a person has one': async (harness) => {
    const { to } = await newAnswered(harness);
    const person = await harness.person();
    await joinAs(harness, to, person, 'annotator');
    const email = await addressOf(harness, person);
    const by = (user: object) => ({ annotator: { name: 'Somebody', ...user }, value: answer() });
    assert.deepEqual(await counts(to, [{ external_id: 'x', data: {}, annotations: [by({ email })] }]), [1, 0, 0, 0]);
    assert.deepEqual(
      annotatorsOf(await to.exported()).map(({ id }) => id),
      [person],
    );
    const faulty = (['external', 'service'] as const).map((kind) => ({
      external_id: kind,
      data: {},
      annotations: [by({ email, kind })],
    }));
    assert.deepEqual(await faultsOf(to, faulty), [
      [1, '/annotations/0/annotator/email', 'option'],
      [2, '/annotations/0/annotator/email', 'option'],
    ]);
  },

  'what a line says twice of an answer with revisions is the same': async (harness) => {
    const { to } = await newAnswered(harness);
    const revisions = [
      { value: answer(0), created_at: '2025-01-01T00:00:00Z' },
      { value: answer(1), created_at: '2025-01-02T00:00:00Z' },
    ];
    const line = (external_id: string, more: object) => ({
      external_id,
      data: {},
      annotations: [{ annotator: { name: 'w' }, revisions, ...more }],
    });
    const lines = [
      line('a', { value: answer(1), created_at: '2025-01-01T01:00:00+01:00' }),
      line('b', { created_at: '2025-01-02T00:00:00Z' }),
      line('c', { value: answer(0) }),
    ];
    assert.deepEqual(await faultsOf(to, lines), [
      [2, '/annotations/0/created_at', 'option'],
      [3, '/annotations/0/value', 'option'],
    ]);
    assert.equal(only(await to.exported()).external_id, 'a');
  },

  'of a line with very many faults the first ones are told, and the others go on': async (harness) => {
    const { to } = await newAnswered(harness);
    const predictions = upTo(150_000).map((n) => ({ model: 'm', model_version: String(n), value: { unknown: 1 } }));
    const result = await to.importItems([
      { external_id: 'bad', data: {}, predictions },
      { external_id: 'good', data: {}, predictions: [{ model: 'm', model_version: '1', value: answer() }] },
    ]);
    assert.deepEqual([result.created, result.rejected, result.errors.length], [1, 1, 100]);
    assert.deepEqual(
      [at(result.errors, 0).pointer, at(result.errors, 99).pointer],
      ['/predictions/0/value/unknown', '/predictions/99/value/unknown'],
    );
    assert.equal(only(await to.exported()).external_id, 'good');
  },

  'a line with more people than are written at once names each of them': async (harness) => {
    const { to } = await newAnswered(harness);
    const annotations = upTo(1_100).map((n) => ({
      annotator: { name: `w${n}`, source: n % 2 === 0 ? 'a' : null },
      value: answer(),
      created_at: '2025-01-01T00:00:00Z',
    }));
    const line = { external_id: 'x', data: {}, annotations };
    assert.deepEqual(
      [await counts(to, [line]), await counts(to, [line])],
      [
        [1, 0, 0, 0],
        [0, 0, 1, 0],
      ],
    );
    const there = only(await to.exported());
    assert.deepEqual(
      [there.annotation_count, new Set(there.annotations.map(({ annotator }) => annotator.id)).size],
      [1_100, 1_100],
    );
    assert.deepEqual(
      there.annotations.map(({ annotator }) => annotator.name).toSorted(),
      annotations.map(({ annotator }) => annotator.name).toSorted(),
    );
  },

  'an item cannot begin with a revision behind which there is no room for others': async (harness) => {
    const { to } = await newAnswered(harness);
    const line = (external_id: string, revision: ImportItem['revision']) => ({ external_id, data: {}, revision });
    assert.deepEqual(await faultsOf(to, [line('a', 1_000_000_000), line('b', 1_000_000_001), line('c', 2 ** 40)]), [
      [2, '/revision', 'range'],
      [3, '/revision', 'range'],
    ]);
    const {
      application,
      admin,
      project: { id: project_id },
    } = to;
    const { id: item_id } = await to.item('a');
    assert.equal(
      valueOf(await application.updateItem(admin, { project_id, item_id, priority: 3 })).revision,
      1_000_000_001,
    );
  },
});
