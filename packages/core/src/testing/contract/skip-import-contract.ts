import assert from 'node:assert/strict';
import { Task } from '../../index.ts';
import { MAX_BATCH_LINES } from '../../adapter.ts';
import type { Caller, ImportResult, ImportSkip } from '../../index.ts';
import { checked } from './checked.ts';
import { changeThat } from './export-contract.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { addressOf, answer, joinAs, linesOf, manyItems, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const result = (counts: Partial<ImportResult>): ImportResult => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  ...counts,
});

const faults = ({ errors }: Pick<ImportResult, 'errors'>): readonly string[] =>
  errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`);

const on = (day: number): string => `2025-06-${String(day).padStart(2, '0')}T12:00:00.000Z`;

/** A line for `item-1`. */
const line = (annotator: string, fields: Partial<ImportSkip> = {}): ImportSkip => ({
  external_id: 'item-1',
  annotator,
  ...fields,
});

const UPDATE = { on_conflict: 'update' } as const;

const person = async (
  harness: ContractHarness,
  project: ProjectWorld,
): Promise<{ readonly caller: Caller; readonly address: string }> => {
  const id = await harness.person();
  await joinAs(harness, project, id, 'annotator');
  return { caller: await project.inProject(id), address: await addressOf(harness, id) };
};

/** Reason, date, and when it was taken back, of each skip of an item. */
const skips = async (project: ProjectWorld, external_id = 'item-1') =>
  (await project.item(external_id)).skips.map(({ annotator, reason, skipped_at, requeued_at }) => [
    annotator.name,
    reason,
    skipped_at,
    requeued_at,
  ]);

/** What every store promises of the import of skips. */
export const skipImportContract = checked({
  'a line makes a skipped task of an external annotator, which holds no place and counts as a skip': async (
    harness,
  ) => {
    const project = await newProject(harness, 2);
    project.clock.advance(3600);
    const now = project.clock.now().toISOString();
    assert.deepEqual(
      await project.importSkips([
        line('w1', { reason: 'not in English', skipped_at: '2025-06-01T14:00:00+02:00' }),
        line('w2'),
        line('w1', { source: 'crowd' }),
      ]),
      result({ created: 3 }),
    );
    assert.deepEqual(await skips(project), [
      ['w1', 'not in English', on(1), null],
      ['w2', null, now, null],
      ['w1', null, now, null],
    ]);
    const tasks = await project.tasks();
    for (const task of tasks) assertFits(Task, task);
    const { state, skip_reason, created_at, updated_at, guideline_version, annotation_ui_version, lease } = at(
      tasks,
      0,
    );
    assert.deepEqual(
      { state, skip_reason, created_at, updated_at, guideline_version, annotation_ui_version, lease },
      {
        state: 'skipped',
        skip_reason: 'not in English',
        created_at: on(1),
        updated_at: now,
        guideline_version: 1,
        annotation_ui_version: 1,
        lease: { expires_at: on(1) },
      },
    );
    assert.equal(new Set(tasks.map(({ annotator }) => annotator.id)).size, 3);
    const item = await project.item('item-1');
    assert.deepEqual([item.state, item.annotation_count], ['open', 0]);
    assert.deepEqual((await project.progress()).tasks.skipped, 3);
    assert.deepEqual(
      (await project.progressByAnnotator())
        .filter(({ annotator }) => annotator.name === 'w2')
        .map((one) => one.tasks.skipped),
      [1],
    );
    assert.deepEqual(
      at(await project.exported(), 0).skips,
      item.skips.map((skip) => ({ ...skip, annotator: { ...skip.annotator, kind: 'external' } })),
    );
    const told = (await project.projectEvents()).at(-1);
    assert.ok(told && isOfType(told, 'goldset.tasks.imported'));
    assert.deepEqual(
      [told.subject, told.data],
      [project.project.id, { created: tasks.map(({ id }) => id), updated: [] }],
    );
    const ann = await project.annotator();
    assert.equal((await project.claim(ann, 5)).tasks.length, 2);
  },

  'a person who skipped an item elsewhere is not handed it, until it is put back': async (harness) => {
    const project = await newProject(harness, 2);
    const { caller, address } = await person(harness, project);
    assert.deepEqual(
      await project.importSkips([line(address.toUpperCase(), { reason: 'x', skipped_at: on(1) })]),
      result({ created: 1 }),
    );
    assert.deepEqual(
      (await project.claim(caller, 5)).tasks.map(({ item }) => item.external_id),
      ['item-2'],
    );
    assert.equal((await project.claim(caller)).reason, 'exhausted');
    assert.deepEqual((await project.progress()).items.exhausted, 0);
    project.clock.advance(60);
    const now = project.clock.now().toISOString();
    const item = valueOf(await project.requeue(await project.item('item-1')));
    assert.deepEqual(
      item.skips.map(({ requeued_at }) => requeued_at),
      [now],
    );
    // The file again takes nothing back, and brings nothing back.
    for (const options of [{}, UPDATE]) {
      for (const fields of [{ reason: 'x', skipped_at: on(1) }, { skipped_at: on(1) }, { reason: 'x' }, {}])
        assert.deepEqual(await project.importSkips([line(address, fields)], options), result({ unchanged: 1 }));
    }
    assert.deepEqual(
      (await project.claim(caller)).tasks.map((task) => task.item.external_id),
      ['item-1'],
    );
  },

  'a skip under an external name does not follow a link; imported again, it is the person’s': async (harness) => {
    const project = await newProject(harness, 2);
    const { application, founder, organization } = project;
    const { caller } = await person(harness, project);
    const lines = [line('w1', { reason: 'x', skipped_at: on(1) })];
    assert.deepEqual(await project.importSkips(lines), result({ created: 1 }));
    const admin = await project.inOrganization(founder);
    const external = only(
      valueOf(
        await application.listExternalUsers(admin, {
          organization_id: organization.id,
          page: { per_page: 9, order: 'asc' },
        }),
      ).items,
    );
    const named = { organization_id: organization.id, external_user_id: external.id };
    valueOf(await application.linkExternalUser(admin, { ...named, user_id: caller.user_id, dry_run: false }));
    assert.equal(valueOf(await application.getExternalUser(admin, named)).link?.is_complete, true);
    assert.deepEqual(
      (await project.tasks()).map(({ annotator }) => annotator.id),
      [external.id],
    );
    assert.deepEqual(await project.importSkips(lines), result({ created: 1 }));
    assert.deepEqual(
      (await project.tasks()).map(({ annotator }) => annotator.id),
      [external.id, caller.user_id],
    );
    assert.deepEqual(
      (await project.claim(caller, 5)).tasks.map(({ item }) => item.external_id),
      ['item-2'],
    );
  },

  'the same skip again is unchanged; another reason is rejected, or replaces it; another date is another skip, of which one stands':
    async (harness) => {
      const project = await newProject(harness, 1);
      const lines = [line('w1', { reason: 'a', skipped_at: on(2) })];
      await project.importSkips(lines);
      const events = await project.projectEvents();
      for (const options of [{}, UPDATE]) {
        for (const same of [lines, [line('w1')], [line('w1', { reason: 'a' })], [line('w1', { skipped_at: on(2) })]])
          assert.deepEqual(await project.importSkips(same, options), result({ unchanged: 1 }));
        assert.deepEqual(faults(await project.importSkips([line('w1', { skipped_at: on(3) })], options)), [
          '1 /skipped_at already_exists',
        ]);
        assert.deepEqual(
          faults(await project.importSkips([line('w1', { skipped_at: on(2), requeued_at: on(3) })], options)),
          ['1 /requeued_at already_exists'],
        );
      }
      assert.deepEqual(faults(await project.importSkips([line('w1', { reason: 'b' })])), ['1 /reason already_exists']);
      assert.deepEqual([await skips(project), await project.projectEvents()], [[['w1', 'a', on(2), null]], events]);
      project.clock.advance(60);
      assert.deepEqual(await project.importSkips([line('w1', { reason: 'b' })], UPDATE), result({ updated: 1 }));
      assert.deepEqual(await skips(project), [['w1', 'b', on(2), null]]);
      const told = (await project.projectEvents()).at(-1);
      assert.ok(told && isOfType(told, 'goldset.tasks.imported'));
      assert.deepEqual(told.data, { created: [], updated: [only(await project.tasks()).id] });
    },

  'a skip that was taken back comes with both dates, and keeps nobody from the item': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const { caller, address } = await person(harness, project);
    const taken = line(address, { reason: 'a', skipped_at: on(1), requeued_at: on(2) });
    assert.deepEqual(await project.importSkips([taken]), result({ created: 1 }));
    assert.equal(only(await project.tasks()).state, 'released');
    assert.deepEqual(
      (await skips(project)).map(([, ...rest]) => rest),
      [['a', on(1), on(2)]],
    );
    const task = await project.claimOne(caller);
    // One that stands cannot be beside a claim or an answer; one that was taken back can.
    assert.deepEqual(faults(await project.importSkips([line(address, { skipped_at: on(3) })])), [
      '1 /annotator in_use',
    ]);
    assert.deepEqual(
      await project.importSkips([line(address, { skipped_at: on(3), requeued_at: on(4) })]),
      result({ created: 1 }),
    );
    valueOf(await project.submit(caller, task, answer(0)));
    for (const options of [{}, UPDATE]) {
      assert.deepEqual(faults(await project.importSkips([line(address, { skipped_at: on(5) })], options)), [
        '1 /annotator already_exists',
      ]);
      assert.deepEqual(
        faults(await project.importSkips([line(address, { skipped_at: on(1), requeued_at: on(3) })], options)),
        ['1 /requeued_at already_exists'],
      );
      assert.deepEqual(
        await project.importSkips([taken, line(address, { skipped_at: on(3) })], options),
        result({ unchanged: 2 }),
      );
    }
    assert.deepEqual((await project.progress()).tasks, {
      claimed: 0,
      submitted: 1,
      skipped: 0,
      released: 2,
      expired: 0,
    });
    await project.importAnswers([{ external_id: 'item-1', annotator: 'w1', value: answer(0) }]);
    assert.deepEqual(faults(await project.importSkips([line('w1')])), ['1 /annotator already_exists']);
    assert.deepEqual(
      await project.importSkips([line('w1', { skipped_at: on(1), requeued_at: on(1) })]),
      result({ created: 1 }),
    );
  },

  'a bad line is rejected with the place of each fault, and stops no good one': async (harness) => {
    const project = await newProject(harness, 1);
    const { id } = await project.item('item-1');
    const { external_id: _, ...rest } = line('w1');
    const outcome = await project.importSkips([
      rest,
      { ...rest, external_id: 'item-1', item_id: id },
      { ...rest, item_id: harness.newId() },
      line('w1', { external_id: 'nothing', guideline_version: 9 }),
      line('x'.repeat(201)),
      line('x'.repeat(255)),
      line('w1', { reason: '' }),
      line('w1', { skipped_at: '2026-01-01T00:00:00.001Z' }),
      line('w1', { skipped_at: on(1), requeued_at: '2026-01-01T00:00:00.001Z' }),
      line('w1', { skipped_at: on(2), requeued_at: on(1) }),
      line('w1', { requeued_at: on(1) }),
      { ...line('w1'), extra: 1 },
      line('w1', { guideline_version: 2 }),
      { ...rest, item_id: id, guideline_version: 1, reason: null, skipped_at: null },
      line('x'.repeat(200)),
    ]);
    assert.deepEqual([outcome.created, outcome.rejected], [2, 13]);
    assert.deepEqual(faults(outcome).toSorted(), [
      '1 /external_id required',
      '10 /requeued_at range',
      '11 /skipped_at required',
      '12 /extra unknown_field',
      '13 /guideline_version not_found',
      '2 /item_id duplicate',
      '3 /item_id not_found',
      '4 /external_id not_found',
      '4 /guideline_version not_found',
      '5 /annotator length',
      '6 /annotator length',
      '7 /reason length',
      '8 /skipped_at range',
      '9 /requeued_at range',
    ]);
  },

  'several lines on one item and annotator behave as if sent one after another, by whatever names': async (harness) => {
    const project = await newProject(harness, 1);
    const { id } = await project.item('item-1');
    const { address } = await person(harness, project);
    const { external_id: _, ...rest } = line(address.toUpperCase(), { reason: 'a' });
    const outcome = await project.importSkips([
      line(address, { reason: 'a' }),
      { ...rest, item_id: id },
      line(address, { reason: 'b' }),
      line('w1'),
      line('w1', { skipped_at: on(1), requeued_at: on(2) }),
      line('w1', { skipped_at: on(1), requeued_at: on(2) }),
    ]);
    assert.deepEqual([outcome.created, outcome.unchanged, faults(outcome)], [3, 2, ['3 /reason already_exists']]);
  },

  'a project without a guideline is not ready, and with on_error abort nothing is written': async (harness) => {
    const empty = await newEmptyProject(harness);
    errorOf(
      await empty.application.importSkips(empty.admin, {
        project_id: empty.project.id,
        lines: linesOf([line('w1')]),
        on_conflict: 'reject',
        on_error: 'continue',
      }),
      'not_ready',
    );
    const project = await newProject(harness, 1);
    const { errors } = errorOf(
      await project.application.importSkips(project.admin, {
        project_id: project.project.id,
        lines: linesOf([line('w1'), line('w2', { external_id: 'nothing' })]),
        on_conflict: 'reject',
        on_error: 'abort',
      }),
      'invalid',
    );
    assert.deepEqual([errors.map((one) => one.line), await project.tasks()], [[2], []]);
  },

  'a long import is written in batches, each told by an event of at most 1,000 tasks': async (harness) => {
    const project = await newProject(harness, 30);
    const count = MAX_BATCH_LINES + 200;
    const lines = upTo(count).map((n) =>
      line(`w${Math.floor(n / 30)}`, { external_id: `item-${1 + (n % 30)}`, skipped_at: on(1) }),
    );
    assert.deepEqual(await project.importSkips(lines), result({ created: count }));
    const events = (await project.projectEvents()).filter((event) => isOfType(event, 'goldset.tasks.imported'));
    assert.ok(events.length >= 2);
    assert.deepEqual(await project.importSkips(lines), result({ unchanged: count }));
  },

  'imports of the same skips, claims and answers of the same people at once: nobody has two turns on an item': async (
    harness,
  ) => {
    const project = await newProject(harness, 30, { overlap: 3 });
    const people = await Promise.all(upTo(3).map(() => person(harness, project)));
    const linesBy = (address: string) => upTo(30).map((n) => line(address, { external_id: `item-${n}`, reason: 'x' }));
    const results = await Promise.all(
      people.flatMap(({ caller, address }) => [
        (async () => {
          for (
            let claim = await project.claim(caller, 4);
            claim.tasks.length > 0;
            claim = await project.claim(caller, 4)
          )
            for (const task of claim.tasks) valueOf(await project.submit(caller, task, answer(1)));
          return result({});
        })(),
        project.importSkips(linesBy(address)),
        project.importSkips(linesBy(address).toReversed()),
        project.importSkips(upTo(30).map((n) => line('w1', { external_id: `item-${n}` }))),
      ]),
    );
    const sum = (field: 'created' | 'updated' | 'unchanged' | 'rejected'): number =>
      results.reduce((all, counts) => all + counts[field], 0);
    assert.equal(sum('created') + sum('unchanged') + sum('rejected'), 270);
    const standing = (await project.tasks()).filter(({ state }) => state === 'skipped' || state === 'submitted');
    assert.equal(new Set(standing.map(({ item, annotator }) => `${item.id} ${annotator.id}`)).size, standing.length);
    assert.equal(standing.filter(({ annotator }) => annotator.name === 'w1').length, 30);
  },

  'an export of changes names the items that were skipped elsewhere': async (harness) => {
    const project = await newProject(harness, 3);
    const { next_cursor, chunks } = await project.beginExport();
    for await (const _ of chunks);
    await project.importSkips([line('w1', { external_id: 'item-2' })]);
    const skipped = await changeThat(project, next_cursor, ({ skips: of }) => of.length > 0);
    assert.deepEqual([skipped.external_id, skipped.skips.length], ['item-2', 1]);
    assert.deepEqual(await project.importItems(manyItems(3)), result({ unchanged: 3 }));
  },
});
