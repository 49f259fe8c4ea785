import assert from 'node:assert/strict';
import { Annotation, ImportOptions, ImportResult } from '../../index.ts';
import { MAX_BATCH_LINES } from '../../adapter.ts';
import type { Caller, ImportAnnotation, ImportLine } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, revealed, upTo, valueOf, walk } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import {
  addressOf,
  answer,
  ANSWERS,
  enterProject,
  EVERY_KIND,
  joinAs,
  linesOf,
  manyItems,
  MARK,
  newEmptyProject,
  newProject,
} from './world.ts';
import type { ProjectWorld } from './world.ts';

const result = (counts: Partial<ImportResult>): ImportResult => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  ...counts,
});

const places = ({ errors }: Pick<ImportResult, 'errors'>): readonly string[] =>
  errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`);

/** A line that chooses an option, by default the first, for `item-1`. */
const line = (annotator: string, option: 0 | 1 | 2 = 0, fields: Partial<ImportAnnotation> = {}): ImportAnnotation => ({
  external_id: 'item-1',
  annotator,
  value: answer(option),
  ...fields,
});

/** A person who may annotate, and their e-mail address. */
const person = async (
  harness: ContractHarness,
  project: ProjectWorld,
): Promise<{ readonly caller: Caller; readonly address: string }> => {
  const id = await harness.person();
  await joinAs(harness, project, id, 'annotator');
  return { caller: await project.inProject(id), address: await addressOf(harness, id) };
};

const importOf = (project: ProjectWorld, lines: AsyncIterable<ImportLine>, options: Partial<ImportOptions> = {}) =>
  project.application.importAnnotations(project.admin, {
    project_id: project.project.id,
    lines,
    ...ImportOptions.parse(options),
  });

const sum = (results: readonly ImportResult[], field: 'created' | 'updated' | 'unchanged' | 'rejected'): number =>
  results.reduce((all, counts) => all + counts[field], 0);

/** What every store promises of the import of annotations. */
export const annotationImportContract = checked({
  'a line makes an annotation of an external annotator, which counts as an answer': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    project.clock.advance(3600);
    const now = project.clock.now().toISOString();
    assert.deepEqual(
      await project.importAnswers([
        line(`w1 ${MARK}`),
        line(`w2 ${MARK}`, 1, { created_at: '2026-01-01T02:30:00+02:00', guideline_version: 1 }),
      ]),
      result({ created: 2 }),
    );
    const [first, second] = await project.annotations();
    assert.ok(first && second);
    assertFits(Annotation, first);
    const { id: item_id, state, annotation_count } = await project.item('item-1');
    const same = {
      item_id,
      task_id: null,
      annotation_ui_version: 1,
      source: 'import',
      origin: null,
      revision: 1,
      updated_at: now,
    };
    const [{ id: _, annotator, ...one }, { id: __, annotator: other, ...two }] = [first, second];
    assert.deepEqual(
      [one, annotator.name],
      [{ ...same, value: answer(0), guideline_version: null, created_at: now }, `w1 ${MARK}`],
    );
    assert.deepEqual(
      [two, other.name],
      [{ ...same, value: answer(1), guideline_version: 1, created_at: '2026-01-01T00:30:00.000Z' }, `w2 ${MARK}`],
    );
    assert.notEqual(annotator.id, other.id);
    assert.deepEqual([state, annotation_count, (await project.item('item-2')).state], ['complete', 2, 'open']);
    assert.deepEqual((await project.progress()).items, { open: 1, claimed: 0, complete: 1, exhausted: 0 });
    assert.deepEqual(await project.revisions(second), [
      { revision: 1, value: answer(1), author: other, source: 'import', created_at: '2026-01-01T00:30:00.000Z' },
    ]);
    assert.deepEqual(
      at(await project.exported(), 0).annotations,
      [first, second].map((annotation) => ({
        ...annotation,
        annotator: { ...annotation.annotator, kind: 'external' },
        revisions: [],
      })),
    );
    const told = (await project.projectEvents()).at(-1);
    assert.ok(told && isOfType(told, 'goldset.annotations.imported'));
    assert.deepEqual([told.subject, told.data], [project.project.id, { created: [first.id, second.id], updated: [] }]);
  },

  'an item may have more imported answers than its overlap, and its other fields still change': async (harness) => {
    const project = await newProject(harness, 2);
    assert.deepEqual(await project.importAnswers(upTo(5).map((n) => line(`w${n}`))), result({ created: 5 }));
    const { state, annotation_count, overlap } = await project.item('item-1');
    assert.deepEqual([state, annotation_count, overlap], ['complete', 5, 1]);
    assert.deepEqual(
      await project.importItems(manyItems(1, { metadata: { m: 1 } }), { on_conflict: 'update' }),
      result({ updated: 1 }),
    );
    assert.deepEqual(
      await project.importItems(manyItems(1, { overlap: 3 }), { on_conflict: 'update' }),
      result({ updated: 1 }),
    );
    assert.equal((await project.importItems(manyItems(1, { overlap: 2 }), { on_conflict: 'update' })).rejected, 1);
    assert.deepEqual(
      places(await project.importItems(manyItems(1, { data: { other: 1 } }), { on_conflict: 'update' })),
      ['1 /data in_use'],
    );
  },

  'a name is one external annotator of the organization, in all of its projects, and of no other': async (harness) => {
    const [project, other] = [await newProject(harness, 2), await newProject(harness, 1)];
    const sibling = await enterProject(project, await project.createProject());
    valueOf(await sibling.createUi());
    await sibling.publish();
    await sibling.importItems(manyItems(1));
    await project.importAnswers([line('w1'), line('w1', 1, { external_id: 'item-2' }), line('W1'), line(' w1')]);
    for (const elsewhere of [sibling, other]) await elsewhere.importAnswers([line('w1')]);
    const ids = new Map((await project.annotations()).map(({ annotator }) => [annotator.name, annotator.id]));
    assert.deepEqual([(await project.annotations()).length, [...ids.keys()].sort()], [4, [' w1', 'W1', 'w1']]);
    assert.equal(only(await sibling.annotations()).annotator.id, ids.get('w1'));
    assert.ok(![...ids.values()].includes(only(await other.annotations()).annotator.id));
  },

  'an e-mail address of a member, however it is written, is that member; of anybody else it is a name': async (
    harness,
  ) => {
    const project = await newProject(harness, 1, { overlap: 9 });
    const { caller, address } = await person(harness, project);
    const stranger = await addressOf(harness, await harness.person());
    assert.deepEqual(
      await project.importAnswers([line(address.toUpperCase()), line(stranger), line(address)]),
      result({ created: 2, unchanged: 1 }),
    );
    assert.deepEqual(
      await project.importAnswers([line(address.replace('example', '\uFF45xample'))]),
      result({ unchanged: 1 }),
    );
    const [first, second] = await project.annotations();
    assert.deepEqual([first?.annotator.id, second?.annotator.name], [caller.user_id, stranger]);
    assert.ok(first);
    // It is theirs like one that they have submitted.
    assert.deepEqual(
      valueOf(
        await project.application.getAnnotation(caller, { project_id: project.project.id, annotation_id: first.id }),
      ),
      first,
    );
    assert.equal(valueOf(await project.revise(caller, first, answer(2))).revision, 2);
  },

  'who has an imported answer is not handed the item': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 3 });
    const { caller, address } = await person(harness, project);
    const bob = await project.annotator();
    await project.importAnswers([line(address)]);
    const { tasks } = await project.claim(caller, 5);
    assert.deepEqual(
      tasks.map(({ item }) => item.external_id),
      ['item-2'],
    );
    assert.equal((await project.claim(caller)).reason, 'exhausted');
    assert.equal((await project.claim(bob, 5)).tasks.length, 2);
    // Nor the place of a lease that ended there.
    await project.importAnswers(['x'].map((name) => line(name)));
    project.clock.advance(600);
    assert.deepEqual(
      (await project.claim(caller, 5)).tasks.map(({ item }) => item.external_id),
      ['item-2'],
    );
    assert.notEqual((await project.claim(caller)).reason, 'leased');
  },

  'an answer of somebody who has a claimed task on the item is in use; once it is given back it is not': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    const { caller, address } = await person(harness, project);
    const task = await project.claimOne(caller);
    assert.deepEqual(places(await project.importAnswers([line(address), line('w1')])), ['1 /annotator in_use']);
    project.clock.advance(600);
    assert.deepEqual(places(await project.importAnswers([line(address)])), ['1 /annotator in_use']);
    assert.equal((await project.item('item-1')).state, 'complete');
    valueOf(await project.submit(caller, task, answer(1)));
    assert.deepEqual(await project.importAnswers([line(address, 1)]), result({ unchanged: 1 }));
    const second = await newProject(harness, 1);
    const other = await person(harness, second);
    valueOf(await second.skip(other.caller, await second.claimOne(other.caller)));
    assert.deepEqual(await second.importAnswers([line(other.address)]), result({ created: 1 }));
  },

  'an item that imported answers made complete is handed to nobody, also when the lease of a task that is still out there ends':
    async (harness) => {
      const project = await newProject(harness, 2);
      const [ann, bob] = await project.annotators(2);
      assert.ok(ann && bob);
      const [first, second] = (await project.claim(ann, 2)).tasks;
      assert.ok(first && second);
      await project.importAnswers([line('w1')]);
      assert.deepEqual(
        [(await project.claim(bob, 2)).reason, (await project.claim(bob, 2)).retry_after],
        ['leased', 600],
      );
      project.clock.advance(600);
      const taken = only((await project.claim(bob, 2)).tasks);
      assert.deepEqual(
        [taken.item.external_id, (await project.claimBy(bob, { strategy: 'random' })).tasks],
        ['item-2', []],
      );
      // Their own neither; nor is it something to wait for.
      assert.deepEqual(
        [(await project.claim(ann, 2)).reason, (await project.claim(ann, 2)).retry_after],
        ['leased', 600],
      );
      valueOf(await project.submit(bob, taken));
      assert.equal((await project.claim(bob, 2)).reason, 'complete');
      // What its annotator has to say of it still counts.
      valueOf(await project.submit(ann, first));
      assert.equal((await project.item('item-1')).annotation_count, 2);
    },

  'the same value again is unchanged; another is rejected, or becomes a revision by who imports it': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    const lines = [line('w1'), line('w2', 1, { guideline_version: 1 })];
    await project.importAnswers(lines);
    const [before, events] = [await project.annotations(), await project.projectEvents()];
    project.clock.advance(10);
    assert.deepEqual(
      await project.importAnswers(
        lines.map((one) => ({ ...one, created_at: at(before, 0).created_at })),
        { on_conflict: 'update' },
      ),
      result({ unchanged: 2 }),
    );
    assert.deepEqual(
      places(await project.importAnswers(lines.map((one) => ({ ...one, created_at: '2025-01-01T00:00:00Z' })))),
      ['1 /created_at already_exists', '2 /created_at already_exists'],
    );
    assert.deepEqual(places(await project.importAnswers([line('w1', 2), line('w2', 1)])), [
      '1 /annotator already_exists',
    ]);
    assert.deepEqual([await project.annotations(), await project.projectEvents()], [before, events]);
    assert.deepEqual(
      await project.importAnswers([line('w1', 2), line('w2', 1)], { on_conflict: 'update' }),
      result({ updated: 1, unchanged: 1 }),
    );
    const now = project.clock.now().toISOString();
    const [first, second] = await project.annotations();
    assert.ok(first && second);
    assert.deepEqual(
      [first, second],
      [{ ...at(before, 0), value: answer(2), revision: 2, updated_at: now }, at(before, 1)],
    );
    const founder = (await project.revisions(first))[1];
    assert.deepEqual([founder?.author.id, founder?.value, founder?.created_at], [project.founder, answer(2), now]);
    const told = (await project.projectEvents()).at(-1);
    assert.ok(told && isOfType(told, 'goldset.annotations.imported'));
    assert.deepEqual(told.data, { created: [], updated: [first.id] });
    assert.equal((await project.item('item-1')).annotation_count, 2);
  },

  'a submitted answer is revised by an import as well, and submitting it again answers what was submitted': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    const { caller, address } = await person(harness, project);
    const task = await project.claimOne(caller);
    const annotation = valueOf(await project.submit(caller, task));
    assert.deepEqual(
      await project.importAnswers([line(address, 1)], { on_conflict: 'update' }),
      result({ updated: 1 }),
    );
    const { value, source, task_id, revision } = only(await project.annotations());
    assert.deepEqual([value, source, task_id, revision], [answer(1), 'task', task.id, 2]);
    assert.deepEqual(valueOf(await project.submit(caller, task)), annotation);
    assert.equal(valueOf(await project.revise(caller, annotation, answer(2))).revision, 3);
    assert.deepEqual(
      (await project.revisions(annotation)).map(({ author }) => author.id),
      [caller.user_id, project.founder, caller.user_id],
    );
  },

  'a value is checked against the annotation UI it stands under, and names it': async (harness) => {
    const project = await newProject(harness, 1);
    valueOf(await project.createUi(['new']));
    await project.publish();
    const old = { guideline_version: 1 };
    const fresh = { value: { judgement: 'new' } };
    const outcome = await project.importAnswers([
      line('w1'),
      line('w2', 0, old),
      line('w3', 0, fresh),
      line('w4', 0, { ...old, ...fresh }),
      line('w5', 0, { guideline_version: 3 }),
    ]);
    assert.deepEqual(
      [outcome.created, places(outcome)],
      [2, ['1 /value/judgement option', '4 /value/judgement option', '5 /guideline_version not_found']],
    );
    const versions = async () =>
      (await project.annotations()).map((one) => [one.guideline_version, one.annotation_ui_version]);
    assert.deepEqual(await versions(), [
      [1, 1],
      [null, 2],
    ]);
    // What is there keeps its version, whatever is in force.
    const again = await project.importAnswers(
      [line('w2', 1), line('w3', 0, { ...old, ...fresh }), line('w2', 0, fresh)],
      { on_conflict: 'update' },
    );
    assert.deepEqual([again.updated, again.unchanged, places(again)], [1, 1, ['3 /value/judgement option']]);
    assert.deepEqual(await versions(), [
      [1, 1],
      [null, 2],
    ]);
  },

  'a value is checked with its item’s data, and every fault has its place': async (harness) => {
    const project = await newEmptyProject(harness);
    const { application, admin } = project;
    const controls = EVERY_KIND.filter(({ kind }) => kind === 'spans' || kind === 'rating');
    valueOf(await application.createAnnotationUI(admin, { project_id: project.project.id, name: 'two', controls }));
    await project.publish();
    await project.importItems([
      { external_id: 'short', data: { text: 'a' } },
      { external_id: 'long', data: { text: 'abc' } },
      { external_id: 'none', data: {} },
    ]);
    const value = { spans: [{ start: 0, end: 3, label: 'A' }], rating: 0.5 };
    const to = (external_id: string, changes: object = {}) => ({
      external_id,
      annotator: 'w1',
      value: { ...value, ...changes },
    });
    const outcome = await project.importAnswers([
      to('short', { rating: 2 }),
      to('long'),
      to('none'),
      to('nothing'),
      to('long', { extra: 1 }),
    ]);
    assert.deepEqual(
      [outcome.created, outcome.rejected, places(outcome)],
      [
        1,
        4,
        [
          '1 /value/rating range',
          '1 /value/spans/0/end range',
          '3 /value/spans type',
          '4 /external_id not_found',
          '5 /value/extra unknown_field',
        ],
      ],
    );
  },

  'a bad line is rejected with the place of each fault, and stops no good one': async (harness) => {
    const project = await newProject(harness, 2);
    const values: readonly unknown[] = [
      line('w1'),
      { external_id: 'item-1', value: {}, extra: 1 },
      line('x'.repeat(201)),
      line('x'.repeat(255)),
      line('w2', 0, { created_at: '2026-01-01T00:00:00.001Z' }),
      line('w2', 0, { created_at: 'yesterday' }),
      line('w2', 0, { created_at: '0000-06-01T00:00:00Z' }),
      line('w2', 0, { guideline_version: 0 }),
      line('w2', 0, { guideline_version: 2 ** 31 }),
      line('', 0, { external_id: '' }),
      7,
      line('w2', 0, { created_at: '2026-01-01T00:00:00Z' }),
      line('x'.repeat(200)),
      line('w3', 0, { external_id: 'ITEM-1', guideline_version: 9 }),
    ];
    const outcome = await project.importAnswers(values);
    assertFits(ImportResult, outcome);
    assert.deepEqual([outcome.created, outcome.rejected], [3, 11]);
    assert.deepEqual(places(outcome).toSorted(), [
      '10 /annotator length',
      '10 /external_id length',
      '11  type',
      '14 /external_id not_found',
      '14 /guideline_version not_found',
      '2 /annotator required',
      '2 /extra unknown_field',
      '3 /annotator length',
      '4 /annotator length',
      '5 /created_at range',
      '6 /created_at format',
      '7 /created_at format',
      '8 /guideline_version range',
      '9 /guideline_version range',
    ]);
  },

  'a member’s e-mail address may be longer than a name': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, organization, inOrganization, founder } = project;
    const email = `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.${'y'.repeat(50)}.example`;
    const organization_id = organization.id;
    const invitation = revealed(
      valueOf(
        await application.createInvitation(await inOrganization(founder), {
          organization_id,
          email,
          roles: ['annotator'],
        }),
      ),
    );
    const accepted = valueOf(
      await application.acceptInvitationWithoutToken({ secret: invitation.secret, name: 'Long' }, null),
    );
    assert.ok(email.length > 200);
    assert.deepEqual(await project.importAnswers([line(email)]), result({ created: 1 }));
    assert.equal(only(await project.annotations()).annotator.id, accepted.user.id);
  },

  'several lines on one item and annotator behave as if sent one after another': async (harness) => {
    const project = await newProject(harness, 1);
    valueOf(await project.createUi([...ANSWERS]));
    await project.publish();
    const outcome = await project.importAnswers([
      line('w1'),
      line('w2', 1),
      line('w1', 0, { guideline_version: 1 }),
      line('w1', 1),
      line('w1'),
    ]);
    assert.deepEqual([outcome.created, outcome.unchanged, places(outcome)], [2, 2, ['4 /annotator already_exists']]);
    assert.deepEqual(
      (await project.annotations()).map((one) => one.annotation_ui_version),
      [2, 2],
    );
    assert.deepEqual(
      await project.importAnswers([line('w1', 1), line('w1', 1), line('w1', 2), line('w1', 1)], {
        on_conflict: 'update',
      }),
      result({ updated: 3, unchanged: 1 }),
    );
    const first = at(await project.annotations(), 0);
    assert.deepEqual(
      (await project.revisions(first)).map(({ value }) => value),
      [answer(0), answer(1), answer(2), answer(1)],
    );
  },

  'a project without a guideline is not ready, and no line is read': async (harness) => {
    const project = await newEmptyProject(harness);
    valueOf(await project.createUi());
    let taken = 0;
    const lines = async function* (): AsyncGenerator<ImportLine> {
      for await (const one of linesOf([line('w1')])) {
        taken += 1;
        yield one;
      }
    };
    for (const on_error of ['continue', 'abort'] as const)
      errorOf(await importOf(project, lines(), { on_error }), 'not_ready');
    assert.equal(taken, 0);
  },

  'with on_error abort one bad line means that nothing is written, not even an annotator': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 2 });
    const before = await project.projectEvents();
    for (const bad of [
      line('w2', 0, { external_id: 'nothing' }),
      { ...line('w2'), value: { judgement: 'bad' } },
      { nothing: 1 },
    ]) {
      const { errors } = errorOf(await importOf(project, linesOf([line('w1'), bad]), { on_error: 'abort' }), 'invalid');
      assert.deepEqual([...new Set(errors.map((one) => one.line))], [2]);
    }
    assert.deepEqual([await project.annotations(), await project.projectEvents()], [[], before]);
    assert.deepEqual(
      valueOf(await importOf(project, linesOf([line('w1'), line('w2')]), { on_error: 'abort' })),
      result({ created: 2 }),
    );
    errorOf(await importOf(project, linesOf([line('w3'), line('w1', 1)]), { on_error: 'abort' }), 'invalid');
    assert.deepEqual(
      valueOf(
        await importOf(project, linesOf([line('w3'), line('w1', 1)]), { on_error: 'abort', on_conflict: 'update' }),
      ),
      result({ created: 1, updated: 1 }),
    );
  },

  'a long import is written in batches, each told by an event of at most 1,000 annotations': async (harness) => {
    const project = await newProject(harness, 30);
    const count = MAX_BATCH_LINES + 200;
    const lines = upTo(count).map((n) =>
      line(`w${n % 40}`, 0, { external_id: `item-${1 + (Math.floor(n / 40) % 30)}` }),
    );
    const outcome = await project.importAnswers(lines);
    assert.deepEqual(
      outcome,
      result({
        created: new Set(lines.map((one) => `${one.external_id} ${one.annotator}`)).size,
        unchanged: outcome.unchanged,
      }),
    );
    assert.equal(outcome.created + outcome.unchanged, count);
    const events = (await project.projectEvents()).filter((event) => isOfType(event, 'goldset.annotations.imported'));
    assert.ok(events.length >= 2);
    assert.equal(new Set((await project.annotations()).map(({ annotator }) => annotator.id)).size, 40);
    assert.deepEqual(await project.importAnswers(lines), result({ unchanged: count }));
  },

  'the same file imported twice at once makes each answer once, each annotator once, and the sums add up': async (
    harness,
  ) => {
    const project = await newProject(harness, 30, { overlap: 3 });
    const lines = upTo(600).map((n) => line(`w${n % 20}`, 0, { external_id: `item-${1 + (Math.floor(n / 20) % 30)}` }));
    // In opposite orders, so that two imports that hold what the other wants would wait for each other for ever.
    const results = await Promise.all([
      project.importAnswers(lines),
      project.importAnswers(lines.toReversed()),
      project.importAnswers(lines),
    ]);
    assert.deepEqual([sum(results, 'created'), sum(results, 'unchanged'), sum(results, 'rejected')], [600, 1200, 0]);
    assert.equal(new Set((await project.annotations()).map(({ annotator }) => annotator.id)).size, 20);
    assert.deepEqual((await project.progress()).items, { open: 0, claimed: 0, complete: 30, exhausted: 0 });
  },

  'imports of other values at once: each answer once, every line counted, every revision kept': async (harness) => {
    const project = await newProject(harness, 20);
    const lines = (option: 0 | 1) =>
      upTo(200).map((n) => line(`w${n % 10}`, option, { external_id: `item-${1 + (Math.floor(n / 10) % 20)}` }));
    const rejecting = await Promise.all([
      project.importAnswers(lines(0)),
      project.importAnswers(lines(1).toReversed()),
    ]);
    assert.deepEqual([sum(rejecting, 'created'), sum(rejecting, 'rejected')], [200, 200]);
    const updating = await Promise.all(
      ([0, 1, 0] as const).map((option) => project.importAnswers(lines(option), { on_conflict: 'update' })),
    );
    assert.equal(sum(updating, 'updated') + sum(updating, 'unchanged'), 600);
    const revisions = (await project.annotations()).reduce((all, { revision }) => all + revision, 0);
    assert.equal(revisions, 200 + sum(updating, 'updated'));
  },

  'imports, claims and answers of the same annotators at once: nobody has both an answer and a claimed task on an item':
    async (harness) => {
      const project = await newProject(harness, 30, { overlap: 3 });
      const people = await Promise.all(upTo(3).map(() => person(harness, project)));
      const results = await Promise.all(
        people.flatMap(({ caller, address }, index) => [
          (async () => {
            for (
              let claim = await project.claim(caller, 4);
              claim.tasks.length > 0;
              claim = await project.claim(caller, 4)
            ) {
              for (const task of claim.tasks)
                if (index !== 1 || task.item.external_id !== 'item-3')
                  valueOf(await project.submit(caller, task, answer(1)));
              if (index === 1) break;
            }
            return result({});
          })(),
          project.importAnswers(upTo(30).map((n) => line(address, 0, { external_id: `item-${n}` }))),
          project.importAnswers(
            upTo(30)
              .toReversed()
              .map((n) => line(address, 0, { external_id: `item-${n}` })),
            { on_conflict: 'update' },
          ),
        ]),
      );
      // `checked` looks at what became of each item; here every line has its outcome.
      assert.equal(
        sum(results, 'created') + sum(results, 'updated') + sum(results, 'unchanged') + sum(results, 'rejected'),
        180,
      );
    },

  'an import of answers and one that replaces their items’ data at once: no answer stands under data it was not checked with':
    async (harness) => {
      const project = await newEmptyProject(harness);
      const { application, admin } = project;
      const controls = EVERY_KIND.filter(({ kind }) => kind === 'spans');
      valueOf(await application.createAnnotationUI(admin, { project_id: project.project.id, name: 'spans', controls }));
      await project.publish();
      const items = (text: string) => upTo(40).map((n) => ({ external_id: `item-${n}`, data: { text } }));
      await project.importItems(items('long enough'));
      await Promise.all([
        project.importAnswers(
          upTo(40).map((n) => ({
            external_id: `item-${n}`,
            annotator: 'w1',
            value: { spans: [{ start: 0, end: 9, label: 'A' }] },
          })),
        ),
        project.importItems(items('short'), { on_conflict: 'update' }),
      ]);
      for (const { data, annotations } of await project.exported())
        assert.equal(annotations.length, data['text'] === 'short' ? 0 : 1);
    },

  'names that say no source of their own belong to that of the import, so that one name in two imports is two people':
    async (harness) => {
      const project = await newProject(harness, 2);
      const { application, admin } = project;
      const bring = async (source: string | undefined, ...lines: readonly ImportAnnotation[]): Promise<ImportResult> =>
        valueOf(
          await application.importAnnotations(admin, {
            project_id: project.project.id,
            lines: linesOf(lines),
            on_conflict: 'reject',
            on_error: 'continue',
            ...(source !== undefined && { source }),
          }),
        );
      assert.deepEqual(await bring('vendor-a', line('Ann')), result({ created: 1 }));
      assert.deepEqual(await bring('vendor-a', line('Ann')), result({ unchanged: 1 }));
      assert.deepEqual(await bring('vendor-b', line('Ann', 1)), result({ created: 1 }));
      assert.deepEqual(await bring(undefined, line('Ann', 2)), result({ created: 1 }));
      // What a line says itself goes before; an author of a revision is of the source of the line.
      const { value, ...rest } = line('Ann');
      const revision = { value: value ?? answer(), created_at: '2025-06-01T00:00:00.000Z', author: 'Rev' };
      assert.deepEqual(
        await bring('vendor-a', line('Ann', 0, { source: 'vendor-b', external_id: 'item-2' }), {
          ...rest,
          annotator: 'Bob',
          external_id: 'item-2',
          revisions: [revision],
        }),
        result({ created: 2 }),
      );
      const users = await walk(async (page) =>
        valueOf(
          await application.listExternalUsers(await project.inOrganization(project.founder), {
            organization_id: project.organization.id,
            page,
          }),
        ),
      );
      assert.deepEqual(users.map(({ name, source }) => `${name} ${source}`).sort(), [
        'Ann null',
        'Ann vendor-a',
        'Ann vendor-b',
        'Bob vendor-a',
        'Rev vendor-a',
      ]);
    },

  'an import in which the items’ data is large comes in whole': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems(
      upTo(12).map((n) => ({ external_id: `item-${n}`, data: { text: `${n} `.repeat(400_000) } })),
    );
    const lines = upTo(120).map((n) => line(`w${n % 10}`, 0, { external_id: `item-${1 + (n % 12)}` }));
    const outcome = await project.importAnswers(lines);
    assert.deepEqual([outcome.created + outcome.unchanged, outcome.rejected], [120, 0]);
  },
});
