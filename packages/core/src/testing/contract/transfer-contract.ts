import assert from 'node:assert/strict';
import { ImportOptions, ImportSetup } from '../../index.ts';
import type { Caller, ExportedItem, ExportOptions, ImportResult, Permission } from '../../index.ts';
import { arbitraryProject, comparable, peopleOf } from './arbitrary-project.ts';
import { checked } from './checked.ts';
import { at, only, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { answer, enterProject, joinAs, linesOf, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

/** How many arbitrary projects are moved. */
const PROJECTS = 12;

/** Gives a project the setup of another one, and lets its clock be later. */
export const setUp = async (from: ProjectWorld, to: ProjectWorld): Promise<void> => {
  const setup = valueOf(await from.application.getSetup(from.admin, { project_id: from.project.id }));
  valueOf(await to.application.importSetup(to.admin, { project_id: to.project.id, ...ImportSetup.parse(setup) }));
  to.clock.advance((from.clock.now().getTime() - to.clock.now().getTime()) / 1000 + 60);
};

const importAs = async (
  { application, project }: ProjectWorld,
  caller: Caller,
  lines: Iterable<unknown>,
  options: Partial<ImportOptions> = {},
): Promise<ImportResult> =>
  valueOf(
    await application.importItems(caller, {
      project_id: project.id,
      lines: linesOf(lines),
      ...ImportOptions.parse(options),
    }),
  );

const made = (created: number): ImportResult => ({ created, updated: 0, unchanged: 0, rejected: 0, errors: [] });

const kept = (unchanged: number): ImportResult => ({ ...made(0), unchanged });

const assertMoved = (from: readonly ExportedItem[], to: readonly ExportedItem[]): void =>
  assert.deepEqual(comparable(to), comparable(from));

/** A project with an answered item, and an empty one of another organization with the same setup. */
const newPair = async (
  harness: ContractHarness,
): Promise<{ readonly from: ProjectWorld; readonly to: ProjectWorld }> => {
  const [from, to] = [await newProject(harness, 2, { overlap: 3 }), await newEmptyProject(harness)];
  await setUp(from, to);
  return { from, to };
};

const namesIn = (lines: readonly ExportedItem[]): readonly string[] =>
  lines.flatMap(({ annotations }) => annotations.map(({ annotator: { name, kind } }) => `${kind} ${name}`));

const external = (name: string): object => ({ name, kind: 'external' });

const answered = (external_id: string, ...annotations: readonly object[]): object => ({
  external_id,
  data: { text: external_id },
  annotations,
});

const by = (name: string, option: 0 | 1 | 2 = 0): object => ({ annotator: { name }, value: answer(option) });

/** What every store promises of items that go from project to project with all that hangs on them. */
export const transferContract = checked({
  'what is exported of an arbitrary project and imported into another one is equal there, and again in a third one':
    async (harness) => {
      for (const seed of upTo(PROJECTS)) {
        const from = await arbitraryProject(harness, seed);
        const people: ExportOptions['people'] = seed % 2 === 0 ? 'email' : 'name';
        const lines = await from.exported({ people });
        const to = await newEmptyProject(harness);
        await setUp(from, to);
        assert.deepEqual(await to.importItems(lines), made(lines.length), `seed ${seed}`);
        const there = await to.exported({ people });
        assertMoved(lines, there);
        assert.equal(peopleOf(there).size, peopleOf(lines).size);
        const third = await newEmptyProject(harness);
        await setUp(to, third);
        assert.deepEqual(await third.importItems(there), made(lines.length), `seed ${seed}`);
        assertMoved(lines, await third.exported({ people }));
      }
    },

  'an export that is imported again, and one that is imported where it comes from, changes nothing': async (
    harness,
  ) => {
    for (const seed of [1, 2, 3]) {
      const from = await arbitraryProject(harness, seed);
      const lines = (await from.exported({ people: 'email' })).filter(({ external_id }) => external_id !== null);
      // What machines did becomes that of external users, once.
      const { created, rejected } = await from.importItems(lines);
      assert.deepEqual([created, rejected], [0, 0], `seed ${seed}`);
      assert.deepEqual(await from.importItems(lines), kept(lines.length), `seed ${seed}`);
      const ofOthers = (all: readonly ExportedItem[]) =>
        all.map(({ annotations }) => annotations.filter(({ annotator }) => annotator.kind === 'person').length);
      assert.deepEqual(
        ofOthers((await from.exported()).filter(({ external_id }) => external_id !== null)),
        ofOthers(lines),
      );
      const to = await newEmptyProject(harness);
      await setUp(from, to);
      assert.deepEqual(await to.importItems(lines), made(lines.length));
      const there = await to.exported();
      assert.deepEqual(await to.importItems(lines), kept(lines.length), `seed ${seed}`);
      assert.deepEqual(await to.importItems(lines, { on_conflict: 'update' }), kept(lines.length), `seed ${seed}`);
      assert.deepEqual(await to.exported(), there);
    }
  },

  'members are known by their addresses, and in their own organization by their ids; machines and strangers become external users, and two of one name stay two':
    async (harness) => {
      const { from, to } = await newPair(harness);
      const people = [await harness.person(), await harness.person(), await harness.person()];
      for (const [place, person] of people.entries()) {
        await joinAs(harness, from, person, 'annotator');
        const caller = valueOf(await from.application.callerFor(person, { type: 'installation' }, null));
        valueOf(await from.application.updateMe(caller, { name: place < 2 ? 'Alex' : 'Bea' }));
        const worker = await from.inProject(person);
        valueOf(await from.submit(worker, await from.claimOne(worker)));
      }
      const machine = await from.annotator();
      valueOf(await from.submit(machine, await from.claimOne(machine)));
      await joinAs(harness, to, at(people, 2), 'annotator');

      const machineName = at(await from.exported(), 1).annotations.map(({ annotator }) => annotator.name);
      const sorted = (lines: readonly ExportedItem[]) => namesIn(lines).toSorted();
      const strangers = ['external Alex', 'external Alex', `external ${machineName}`];
      await to.importItems(await from.exported({ people: 'email' }));
      const moved = await to.exported();
      assert.deepEqual(
        sorted(moved),
        ['external Alex', 'external Alex', `external ${machineName}`, 'person Bea'].toSorted(),
      );
      assert.equal(peopleOf(moved).size, 4);

      const byName = await newEmptyProject(harness);
      await setUp(from, byName);
      await byName.importItems(await from.exported());
      assert.deepEqual(sorted(await byName.exported()), [...strangers, 'external Bea'].toSorted());
      assert.equal(peopleOf(await byName.exported()).size, 4);

      const copy = await enterProject(from, await from.createProject());
      await setUp(from, copy);
      await copy.importItems(await from.exported());
      const copied = (await copy.exported()).flatMap(({ annotations }) =>
        annotations.map(({ annotator }) => annotator),
      );
      assert.deepEqual(
        copied.filter(({ kind }) => kind === 'person').map(({ id }) => id),
        people,
      );
      assert.deepEqual(
        copied.filter(({ kind }) => kind === 'external').map(({ name }) => name),
        machineName,
      );

      // Whoever joins later with the address is the one who answered.
      await joinAs(harness, to, at(people, 0), 'annotator');
      const external_users = valueOf(
        await to.application.listExternalUsers(await to.inOrganization(to.founder), {
          organization_id: to.organization.id,
          page: { per_page: 50, order: 'asc' },
        }),
      );
      assert.deepEqual(
        external_users.items.map(({ link }) => link?.user.id).filter((id) => id !== undefined),
        [at(people, 0)],
      );
    },

  'an external user keeps the source of the name, and one without a source stays without': async (harness) => {
    const { from, to } = await newPair(harness);
    const external_id = 'item-1';
    await from.importAnswers([
      { external_id, annotator: 'w1', source: 'vendor', value: answer() },
      { external_id, annotator: 'w1', value: answer(1) },
    ]);
    await to.importItems(await from.exported({ people: 'email' }));
    const again = [
      { external_id, annotator: 'w1', source: 'vendor', value: answer() },
      { external_id, annotator: 'w1', value: answer(1) },
    ];
    assert.deepEqual(await to.importAnswers(again), kept(2));
    const plain = await newEmptyProject(harness);
    await setUp(from, plain);
    await plain.importItems(await from.exported());
    assert.equal(peopleOf(await plain.exported()).size, 2);
  },

  'a line is written as a whole or not at all, and what is wrong with it is said at its place': async (harness) => {
    const { to } = await newPair(harness);
    const wrong = { judgement: 'nothing that is offered' };
    const result = await to.importItems([
      answered('good', by('w1')),
      answered('bad', by('w2'), { annotator: { name: 'stranger' }, value: wrong }),
      answered('other-guideline', { ...by('w3'), guideline_version: 9 }),
      answered('other-ui', { ...by('w3'), annotation_ui_version: 9 }),
      { ...answered('later', by('w3')), created_at: '2999-01-01T00:00:00Z' },
      { ...answered('twice', by('w4', 0), by('w4', 1)) },
      { external_id: 'prediction', data: {}, predictions: [{ model: 'm', model_version: '1', value: wrong }] },
      {
        external_id: 'no-address',
        data: {},
        annotations: [{ annotator: { name: 'x', kind: 'person', email: 'nobody' }, value: answer() }],
      },
      answered('last', by('w5', 1)),
    ]);
    assert.deepEqual([result.created, result.rejected], [2, 7]);
    assert.deepEqual(
      result.errors.map(({ line, pointer, code }) => [line, pointer, code]),
      [
        [2, '/annotations/1/value/judgement', 'option'],
        [3, '/annotations/0/guideline_version', 'not_found'],
        [4, '/annotations/0/annotation_ui_version', 'not_found'],
        [5, '/created_at', 'range'],
        [6, '/annotations/1/annotator', 'already_exists'],
        [7, '/predictions/0/value/judgement', 'option'],
        [8, '/annotations/0/annotator/email', 'format'],
      ],
    );
    assert.deepEqual(
      (await to.exported()).map(({ external_id, annotations }) => [external_id, annotations.length]),
      [
        ['good', 1],
        ['last', 1],
      ],
    );
    const users = valueOf(
      await to.application.listExternalUsers(await to.inOrganization(to.founder), {
        organization_id: to.organization.id,
        page: { per_page: 50, order: 'asc' },
      }),
    );
    assert.deepEqual(
      users.items.map(({ name }) => name),
      ['w1', 'w5'],
    );
    const lines = (await to.exported()).map((line) => ({
      ...line,
      annotations: [...line.annotations, { annotator: external('w9'), value: wrong }],
    }));
    const {
      application,
      admin,
      project: { id: project_id },
    } = to;
    const aborted = await application.importItems(admin, {
      project_id,
      lines: linesOf([answered('new', by('w1')), ...lines]),
      ...ImportOptions.parse({ on_error: 'abort' }),
    });
    assert.equal(aborted.ok ? undefined : aborted.error.code, 'invalid');
    assert.equal((await to.exported()).length, 2);
  },

  'what is there stays: an equal answer is unchanged, another one is refused with its line or replaces': async (
    harness,
  ) => {
    const { to } = await newPair(harness);
    await to.importItems([answered('a', by('w1', 0)), answered('b', by('w1', 0))]);
    const lines = [
      answered('a', by('w1', 0), by('w2', 0)),
      { ...answered('b', by('w1', 1), by('w2', 1)), metadata: { seen: true } },
      answered('c', by('w1')),
    ];
    const result = await to.importItems(lines);
    // The metadata of the second line differs, so that it is another item already.
    assert.deepEqual(
      [
        result.created,
        result.updated,
        result.unchanged,
        result.errors.map(({ line, pointer, code }) => [line, pointer, code]),
      ],
      [1, 1, 0, [[2, '/external_id', 'already_exists']]],
    );
    const conflict = await to.importItems([answered('b', by('w1', 1), by('w2', 1))]);
    assert.deepEqual(
      conflict.errors.map(({ pointer, code }) => [pointer, code]),
      [['/annotations/0/annotator', 'already_exists']],
    );
    assert.deepEqual(
      (await to.exported()).map(({ annotations, metadata }) => [annotations.length, metadata]),
      [
        [2, {}],
        [1, {}],
        [1, {}],
      ],
    );
    to.clock.advance(60);
    assert.deepEqual(await to.importItems([lines[1]], { on_conflict: 'update' }), { ...made(0), updated: 1 });
    const changed = at(await to.exported(), 1);
    assert.deepEqual(
      [changed.metadata, changed.annotations.map(({ value, revision }) => [value, revision])],
      [
        { seen: true },
        [
          [answer(1), 2],
          [answer(1), 1],
        ],
      ],
    );
  },

  'lines with answers need their permissions, and the others go on': async (harness) => {
    const { to } = await newPair(harness);
    const without = (...missing: readonly Permission[]): Caller => ({
      ...to.admin,
      permissions: new Set([...to.admin.permissions].filter((permission) => !missing.includes(permission))),
    });
    const prediction = {
      external_id: 'p',
      data: {},
      predictions: [{ model: 'm', model_version: '1', value: answer() }],
    };
    const lines = [
      answered('a', by('w1')),
      { external_id: 'plain', data: {} },
      prediction,
      { external_id: 'empty', data: {}, annotations: [], predictions: [], skips: [] },
    ];
    const refused = await importAs(to, without('annotation:import', 'prediction:import'), lines);
    assert.deepEqual(
      [refused.created, refused.errors.map(({ line, pointer, code }) => [line, pointer, code])],
      [
        2,
        [
          [1, '/annotations', 'forbidden'],
          [3, '/predictions', 'forbidden'],
        ],
      ],
    );
    assert.ok(at(refused.errors, 0).detail.includes('annotation:import'));
    assert.deepEqual((await importAs(to, without('prediction:import'), lines)).created, 1);
    assert.deepEqual(await importAs(to, to.admin, lines), { ...made(1), unchanged: 3 });
  },

  'an item that is new keeps when it was made, its revision and who put it back, and is found by when it was made':
    async (harness) => {
      const { from, to } = await newPair(harness);
      const ann = await from.annotator();
      const { id } = await from.item('item-1');
      valueOf(await from.skip(ann, only((await from.claimBy(ann, { item_id: id })).tasks), 'blurred'));
      from.clock.advance(3600);
      valueOf(await from.requeue({ id }, { reason: 'look again' }));
      await from.importItems([{ external_id: 'item-2', data: { text: 'other' }, priority: 4 }], {
        on_conflict: 'update',
      });
      to.clock.advance(7200);
      const lines = (await from.exported()).map(({ skips: _, ...line }) => line);
      await to.importItems(lines);
      const there = await to.exported();
      for (const [place, line] of lines.entries()) {
        const { created_at, revision, priority, requeued } = at(there, place);
        assert.deepEqual([created_at, revision, priority], [line.created_at, line.revision, line.priority]);
        assert.deepEqual(
          requeued && [requeued.reason, requeued.at, requeued.by.kind],
          line.requeued && [line.requeued.reason, line.requeued.at, 'external'],
        );
      }
      const {
        application,
        admin,
        project: { id: project_id },
      } = to;
      const late = new Date(to.clock.now().getTime() - 3_600_000).toISOString();
      const count = async (filters: object) =>
        valueOf(await application.listItems(admin, { project_id, page: { per_page: 50, order: 'asc' }, ...filters }))
          .items.length;
      assert.deepEqual([await count({ created_before: late }), await count({ created_after: late })], [2, 0]);
    },

  'fields that an export writes and an import does not read are allowed, null is as absent, and others are refused':
    async (harness) => {
      const { to } = await newPair(harness);
      const empty = {
        external_id: null,
        metadata: null,
        priority: null,
        overlap: null,
        annotations: null,
        predictions: null,
        skips: null,
        requeued: null,
        created_at: null,
        revision: null,
        id: null,
        state: null,
        annotation_count: null,
        updated_at: null,
      };
      assert.deepEqual(await to.importItems([{ data: {}, ...empty }]), made(1));
      const faulty = await to.importItems([
        { data: {}, deleted_at: null },
        { data: {}, annotations: [{ ...by('w'), lead_time: 3 }] },
        { data: {}, state: 'lost' },
        { data: {}, annotations: [{ annotator: 'w', value: {} }] },
      ]);
      assert.deepEqual(
        faulty.errors.map(({ line, pointer, code }) => [line, pointer, code]),
        [
          [1, '/deleted_at', 'unknown_field'],
          [2, '/annotations/0/lead_time', 'unknown_field'],
          [3, '/state', 'option'],
          [4, '/annotations/0/annotator', 'type'],
        ],
      );
    },

  'an import with answers that is asked for once leaves out what is rejected, and is answered again': async (
    harness,
  ) => {
    const { to } = await newPair(harness);
    const {
      application,
      project: { id: project_id },
      founder,
    } = to;
    const lines = [
      answered('a', by('w1')),
      answered('b', { annotator: { name: 'w2' }, value: { judgement: 'x' } }),
      answered('c', by('w3')),
    ];
    const send = async () => {
      const caller = valueOf(
        await application.callerFor(founder, { type: 'project', id: project_id }, 'test', {
          operation: 'importItems',
          key: 'k',
          request_hash: 'h',
        }),
      );
      return application.importItems(caller, { project_id, lines: linesOf(lines), ...ImportOptions.parse({}) });
    };
    const first = valueOf(await send());
    assert.deepEqual([first.created, first.rejected, first.errors.map(({ line }) => line)], [2, 1, [2]]);
    assert.deepEqual(valueOf(await send()), first);
    assert.deepEqual(
      (await to.exported()).map(({ external_id }) => external_id),
      ['a', 'c'],
    );
  },

  'answers of a project without a guideline are refused by name, and items alone are not': async (harness) => {
    const to = await newEmptyProject(harness);
    const result = await to.importItems([
      answered('a', by('w1')),
      { external_id: 'b', data: {}, created_at: '2020-01-01T00:00:00Z' },
    ]);
    assert.deepEqual(
      [result.created, result.errors.map(({ line, pointer, code }) => [line, pointer, code])],
      [1, [[1, '/annotations', 'not_found']]],
    );
  },

  'many lines with answers are written in batches, in the order of the lines': async (harness) => {
    const { to } = await newPair(harness);
    const names = upTo(1200).map((n) => `many-${n}`);
    assert.deepEqual(
      await to.importItems(
        names.map((name, place) => answered(name, ...(place % 2 === 0 ? [by('w1'), by('w2', 1)] : []))),
      ),
      made(1200),
    );
    const lines = await to.exported();
    assert.deepEqual(
      lines.map(({ external_id }) => external_id),
      names,
    );
    assert.equal(
      lines.reduce((sum, { annotations }) => sum + annotations.length, 0),
      1200,
    );
    const ann = await to.annotator();
    assert.equal((await to.claimOne(ann)).item.external_id, 'many-1');
  },

  'the same lines that are imported at the same moment leave each item and each answer there once': async (harness) => {
    const { to } = await newPair(harness);
    const lines = upTo(40).map((n) => answered(`item ${n}`, by('w1'), by('w2', 1)));
    const results = await Promise.all(upTo(4).map(() => to.importItems(lines)));
    assert.equal(
      results.reduce((sum, { created }) => sum + created, 0),
      40,
    );
    assert.deepEqual(
      results.flatMap(({ errors }) => errors),
      [],
    );
    assert.deepEqual(
      (await to.exported()).map(({ annotations }) => annotations.length),
      Array(40).fill(2),
    );
  },
});
