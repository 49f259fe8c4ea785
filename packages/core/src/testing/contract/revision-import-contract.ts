import assert from 'node:assert/strict';
import { Annotation, AnnotationRevision, ImportOptions } from '../../index.ts';
import type { ImportAnnotation, ImportResult, ImportRevision } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { addressOf, answer, EVERY_KIND, joinAs, linesOf, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

type Option = 0 | 1 | 2;

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

/** A moment of a day before the clock of these cases begins. */
const on = (day: number): string => `2025-06-${String(day).padStart(2, '0')}T12:00:00.000Z`;

const given = (option: Option, day: number, fields: Partial<ImportRevision> = {}): ImportRevision => ({
  value: answer(option),
  created_at: on(day),
  ...fields,
});

/** A line with revisions, for `item-1`. */
const history = (
  annotator: string,
  revisions: readonly ImportRevision[],
  fields: Partial<ImportAnnotation> = {},
): ImportAnnotation => ({ external_id: 'item-1', annotator, revisions, ...fields });

const line = (annotator: string, option: Option, fields: Partial<ImportAnnotation> = {}): ImportAnnotation => ({
  external_id: 'item-1',
  annotator,
  value: answer(option),
  ...fields,
});

const UPDATE = { on_conflict: 'update' } as const;

const shortOf = ({ revision, value, author, created_at }: AnnotationRevision): readonly unknown[] => [
  revision,
  value,
  author.name,
  created_at,
];

/** What is kept of the one answer of a project: its revisions by number, value, author and date. */
const kept = async (project: ProjectWorld): Promise<readonly (readonly unknown[])[]> =>
  (await project.revisions(only(await project.annotations()))).map(shortOf);

const externalNamed = async (project: ProjectWorld, name: string) => {
  const { application, founder, inOrganization, organization } = project;
  const { items } = valueOf(
    await application.listExternalUsers(await inOrganization(founder), {
      organization_id: organization.id,
      page: { per_page: 200, order: 'asc' },
    }),
  );
  return only(items.filter((one) => one.name === name));
};

const link = async (project: ProjectWorld, name: string, user_id: string): Promise<void> => {
  const { application, founder, inOrganization, organization } = project;
  valueOf(
    await application.linkExternalUser(await inOrganization(founder), {
      organization_id: organization.id,
      external_user_id: (await externalNamed(project, name)).id,
      user_id,
    }),
  );
};

const userName = async (
  { application, founder, inOrganization, organization }: ProjectWorld,
  id: string,
): Promise<string> => {
  const { items } = valueOf(
    await application.listMembers(await inOrganization(founder), {
      organization_id: organization.id,
      page: { per_page: 200, order: 'asc' },
    }),
  );
  return only(items.filter(({ user }) => user.id === id)).user.name;
};

const person = async (
  harness: ContractHarness,
  project: ProjectWorld,
): Promise<{ readonly id: string; readonly name: string; readonly address: string }> => {
  const id = await harness.person();
  await joinAs(harness, project, id, 'annotator');
  return { id, name: await userName(project, id), address: await addressOf(harness, id) };
};

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

/** What every store promises of the import of all that an answer was, and of when it was given. */
export const revisionImportContract = checked({
  'revisions make an annotation that was all of them, each with its date and author': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    project.clock.advance(3600);
    const now = project.clock.now().toISOString();
    const [ann] = [await person(harness, project)];
    const revisions = [
      given(0, 1),
      given(1, 1, { author: 'checker' }),
      given(1, 3, { author: ann.address.toUpperCase() }),
      given(2, 4),
    ];
    assert.deepEqual(
      await project.importAnswers([history('w1', revisions, { guideline_version: 1 })]),
      result({ created: 1 }),
    );
    const annotation = only(await project.annotations());
    assertFits(Annotation, annotation);
    const { value, revision, source, created_at, updated_at, guideline_version, task_id } = annotation;
    assert.deepEqual(
      { value, revision, source, created_at, updated_at, guideline_version, task_id },
      {
        value: answer(2),
        revision: 4,
        source: 'import',
        created_at: on(1),
        updated_at: now,
        guideline_version: 1,
        task_id: null,
      },
    );
    const all = await project.revisions(annotation);
    for (const one of all) assertFits(AnnotationRevision, one);
    assert.deepEqual(all.map(shortOf), [
      [1, answer(0), 'w1', on(1)],
      [2, answer(1), 'checker', on(1)],
      [3, answer(1), ann.name, on(3)],
      [4, answer(2), 'w1', on(4)],
    ]);
    assert.deepEqual(
      [all.map((one) => one.source), all[2]?.author.id, all[3]?.author],
      [Array.from({ length: 4 }, () => 'import'), ann.id, annotation.annotator],
    );
    const exported = only(at(await project.exported(), 0).annotations);
    assert.deepEqual(
      [exported.id, exported.value, exported.revision, exported.created_at],
      [annotation.id, annotation.value, 4, on(1)],
    );
    assert.deepEqual(
      exported.revisions?.map(({ revision: number, value: was, author, created_at: then }) => [
        number,
        was,
        author.name,
        then,
      ]),
      all.map(shortOf),
    );
    assert.equal((await project.item('item-1')).annotation_count, 1);
    const told = (await project.projectEvents()).at(-1);
    assert.ok(told && isOfType(told, 'goldset.annotations.imported'));
    assert.deepEqual(told.data, { created: [annotation.id], updated: [] });
    // Who only revised is an external user, and has answered nothing.
    assert.equal((await externalNamed(project, 'checker')).answers, 0);
  },

  'one revision is what a value with a date is, but that it names its author': async (harness) => {
    const project = await newProject(harness, 1);
    await project.importAnswers([history('w1', [given(0, 1)])]);
    assert.deepEqual(await kept(project), [[1, answer(0), 'w1', on(1)]]);
    assert.deepEqual(
      await project.importAnswers([line('w1', 0, { created_at: on(1) }), line('w1', 0), history('w1', [given(0, 1)])]),
      result({ unchanged: 3 }),
    );
    const other = await newProject(harness, 1);
    await other.importAnswers([history('w1', [given(0, 1, { author: 'boss' })])]);
    assert.deepEqual(await kept(other), [[1, answer(0), 'boss', on(1)]]);
    assert.deepEqual(faults(await other.importAnswers([history('w1', [given(0, 1)])], UPDATE)), [
      '1 /revisions/0/author already_exists',
    ]);
    assert.deepEqual(
      await other.importAnswers([history('w1', [given(0, 1, { author: 'boss' })])]),
      result({ unchanged: 1 }),
    );
  },

  'the same revisions again are unchanged; those that go on are appended where conflicts update; all others are rejected, and say what differs':
    async (harness) => {
      const project = await newProject(harness, 1);
      const all = [given(0, 1), given(1, 2, { author: 'checker' }), given(0, 3)];
      await project.importAnswers([history('w1', all)]);
      const [before, events] = [await project.annotations(), await project.projectEvents()];
      project.clock.advance(60);
      const sent = (revisions: readonly ImportRevision[], options = {}) =>
        project.importAnswers([history('w1', revisions)], options);
      for (const options of [{}, UPDATE]) {
        assert.deepEqual(await sent(all, options), result({ unchanged: 1 }));
        assert.deepEqual(faults(await sent(all.slice(0, 2), options)), ['1 /revisions already_exists']);
        assert.deepEqual(faults(await sent([given(2, 1), ...all.slice(1)], options)), [
          '1 /revisions/0/value already_exists',
        ]);
        assert.deepEqual(faults(await sent([...all.slice(0, 2), given(0, 4)], options)), [
          '1 /revisions/2/created_at already_exists',
        ]);
        assert.deepEqual(faults(await sent([at(all, 0), given(1, 2), at(all, 2)], options)), [
          '1 /revisions/1/author already_exists',
        ]);
        assert.deepEqual(
          faults(
            await sent([at(all, 0), given(1, 2, { author: 'checker', author_source: 'other' }), at(all, 2)], options),
          ),
          ['1 /revisions/1/author already_exists'],
        );
        assert.deepEqual(faults(await sent(all.slice(1), options)), ['1 /revisions/0/created_at already_exists']);
      }
      assert.match(at((await sent(all.slice(0, 2))).errors, 0).detail, /has 3 revisions/);
      assert.match(
        at((await sent([...all.slice(0, 2), given(0, 4)])).errors, 0).detail,
        /number 3 was given at 2025-06-03T12:00:00\.000Z there/,
      );
      const more = [...all, given(0, 3), given(2, 5, { author: 'other' })];
      assert.deepEqual(faults(await sent(more)), ['1 /revisions/3 already_exists']);
      assert.deepEqual([await project.annotations(), await project.projectEvents()], [before, events]);
      assert.deepEqual(await sent(more, UPDATE), result({ updated: 1 }));
      const now = project.clock.now().toISOString();
      assert.deepEqual(await project.annotations(), [
        { ...at(before, 0), value: answer(2), revision: 5, updated_at: now },
      ]);
      assert.deepEqual(
        await kept(project),
        more.map(({ value, author = 'w1', created_at }, place) => [place + 1, value, author, created_at]),
      );
      assert.deepEqual(await sent(more, UPDATE), result({ unchanged: 1 }));
      const told = (await project.projectEvents()).at(-1);
      assert.ok(told && isOfType(told, 'goldset.annotations.imported'));
      assert.deepEqual(told.data, { created: [], updated: [at(before, 0).id] });
      assert.equal((await project.item('item-1')).annotation_count, 1);
    },

  'any list, sent in any of its beginnings, again and again, is kept as if it had been sent once': async (harness) => {
    for (const seed of upTo(6)) {
      const chance = chances(seed);
      const upToChance = (count: number): number => Math.floor(chance() * count);
      const lists = upTo(4).map((n) => {
        let day = 1;
        return upTo(1 + upToChance(6))
          .map((): ImportRevision => {
            day += upToChance(3);
            return given(
              upToChance(3) as Option,
              day,
              chance() < 0.4
                ? { author: `w${1 + upToChance(4)}`, ...(chance() < 0.3 && { author_source: 'elsewhere' }) }
                : {},
            );
          })
          .map((one) => ({ ...one, ...(n === 4 && { author: 'w4' }) }));
      });
      const lines = (beginnings: readonly (readonly ImportRevision[])[]): readonly ImportAnnotation[] =>
        beginnings.map((revisions, place) =>
          history(`w${place + 1}`, revisions, { external_id: `item-${1 + (place % 2)}` }),
        );
      const [once, often] = [
        await newProject(harness, 2, { overlap: 9 }),
        await newProject(harness, 2, { overlap: 9 }),
      ];
      assert.deepEqual(await once.importAnswers(lines(lists)), result({ created: 4 }));
      let counts = result({});
      for (let turn = 0; turn < 8; turn += 1) {
        often.clock.advance(10);
        const beginnings = lists.map((list) => list.slice(0, 1 + upToChance(list.length)));
        const outcome = await often.importAnswers(
          lines(chance() < 0.5 ? beginnings : [...beginnings, ...lists].slice(0, 4)),
          chance() < 0.8 ? UPDATE : {},
        );
        counts = { ...counts, created: counts.created + outcome.created };
        assert.deepEqual(
          outcome.errors.filter(({ code }) => code !== 'already_exists'),
          [],
        );
      }
      const last = await often.importAnswers(lines(lists), UPDATE);
      assert.deepEqual(
        [counts.created, last.rejected, await often.importAnswers(lines(lists))],
        [4, 0, result({ unchanged: 4 })],
      );
      const keptIn = async (project: ProjectWorld) => {
        const all = await Promise.all(
          (await project.annotations()).map(async (one) => [
            one.item_id === (await project.item('item-1')).id,
            one.annotator.name,
            one.created_at,
            (await project.revisions(one)).map(shortOf),
          ]),
        );
        return all.toSorted((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1));
      };
      assert.deepEqual(await keptIn(often), await keptIn(once), `seed ${seed}`);
    }
  },

  'a line has a value or revisions, oldest first, none of them in the future, each with a value that fits': async (
    harness,
  ) => {
    const project = await newEmptyProject(harness);
    const controls = EVERY_KIND.filter(({ kind }) => kind === 'spans');
    valueOf(
      await project.application.createAnnotationUI(project.admin, {
        project_id: project.project.id,
        name: 'spans',
        controls,
      }),
    );
    await project.publish();
    await project.importItems([{ external_id: 'item-1', data: { text: 'abc' } }]);
    const value = (end: number) => ({ spans: [{ start: 0, end, label: 'A' }] });
    const revision = (end: number, day = 1, fields: object = {}) => ({
      value: value(end),
      created_at: on(day),
      ...fields,
    });
    const own = { external_id: 'item-1', annotator: 'w1' };
    const outcome = await project.importAnswers([
      { ...own, value: value(1), revisions: [revision(1)] },
      { ...own, value: value(1), created_at: on(1), revisions: [revision(1)] },
      own,
      { ...own, created_at: on(1) },
      { ...own, revisions: [] },
      { ...own, revisions: [revision(1, 2), revision(1, 3), revision(1, 2), revision(2, 1)] },
      { ...own, revisions: [revision(3), revision(4), { value: {}, created_at: on(1) }] },
      {
        ...own,
        revisions: [
          revision(1),
          { value: value(1) },
          { created_at: on(1) },
          revision(1, 1, { extra: 1 }),
          revision(1, 1, { author: '' }),
        ],
      },
      { ...own, revisions: [revision(1), revision(1, 1, { created_at: '2026-01-01T00:00:00.001Z' })] },
      {
        ...own,
        revisions: [
          revision(1, 1, { author: 'x'.repeat(201) }),
          revision(1, 1, { author: 'x'.repeat(201) }),
          revision(1, 1, { author: 'y'.repeat(255) }),
        ],
      },
      { ...own, revisions: [revision(1, 1, { author: 'x'.repeat(201) }), revision(2)] },
      { ...own, revisions: null, value: value(1), created_at: null },
    ]);
    assert.deepEqual([outcome.created, outcome.rejected], [1, 11]);
    assert.deepEqual(faults(outcome).toSorted(), [
      '1 /value duplicate',
      '10 /revisions/2/author length',
      '11 /revisions/0/author length',
      '2 /created_at duplicate',
      '2 /value duplicate',
      '3 /value required',
      '4 /value required',
      '5 /revisions length',
      '6 /revisions/2/created_at range',
      '6 /revisions/3/created_at range',
      '7 /revisions/1/value/spans/0/end range',
      '7 /revisions/2/value/spans required',
      '8 /revisions/1/created_at required',
      '8 /revisions/2/value required',
      '8 /revisions/3/extra unknown_field',
      '8 /revisions/4/author length',
      '9 /revisions/1/created_at range',
    ]);
    const { errors } = errorOf(
      await project.application.importAnnotations(project.admin, {
        project_id: project.project.id,
        lines: linesOf([{ ...own, value: value(2), revisions: [revision(1)] }]),
        ...ImportOptions.parse({ on_error: 'abort' }),
      }),
      'invalid',
    );
    assert.deepEqual(
      errors.map(({ pointer, code }) => [pointer, code]),
      [['/value', 'duplicate']],
    );
  },

  'the date of a value is what makes it another one: equal, unchanged; later, a revision of that date; earlier, refused':
    async (harness) => {
      const project = await newProject(harness, 1);
      const sent = (option: Option, day: number | null, options = {}) =>
        project.importAnswers([line('w1', option, day === null ? {} : { created_at: on(day) })], options);
      assert.deepEqual(await sent(0, 5), result({ created: 1 }));
      for (const options of [{}, UPDATE]) {
        assert.deepEqual(await sent(0, 5, options), result({ unchanged: 1 }));
        assert.deepEqual(await sent(0, null, options), result({ unchanged: 1 }));
      }
      assert.deepEqual(
        [faults(await sent(0, 6)), faults(await sent(0, 4)), faults(await sent(1, 6))],
        [['1 /created_at already_exists'], ['1 /created_at already_exists'], ['1 /annotator already_exists']],
      );
      assert.match(at((await sent(0, 6)).errors, 0).detail, /2025-06-05T12:00:00\.000Z/);
      assert.deepEqual(faults(await sent(1, 4, UPDATE)), ['1 /created_at range']);
      assert.deepEqual(faults(await sent(0, 4, UPDATE)), ['1 /created_at range']);
      assert.deepEqual(await kept(project), [[1, answer(0), 'w1', on(5)]]);
      const founder = await userName(project, project.founder);
      assert.deepEqual(
        [await sent(1, 6, UPDATE), await sent(1, 6, UPDATE), await sent(1, 7, UPDATE), await sent(2, 7, UPDATE)],
        [result({ updated: 1 }), result({ unchanged: 1 }), result({ updated: 1 }), result({ updated: 1 })],
      );
      project.clock.advance(60);
      const now = project.clock.now().toISOString();
      assert.deepEqual(await sent(0, null, UPDATE), result({ updated: 1 }));
      const all = [
        [1, answer(0), 'w1', on(5)],
        [2, answer(1), founder, on(6)],
        [3, answer(1), founder, on(7)],
        [4, answer(2), founder, on(7)],
        [5, answer(0), founder, now],
      ];
      assert.deepEqual(await kept(project), all);
      // All that is there, sent again, line by line: nothing changes, whatever a conflict means.
      for (const options of [{}, UPDATE]) {
        for (const [option, day] of [
          [0, 5],
          [1, 6],
          [1, 7],
          [2, 7],
        ] as const)
          assert.deepEqual(await sent(option, day, options), result({ unchanged: 1 }));
      }
      assert.deepEqual(
        [faults(await sent(1, 5, UPDATE)), faults(await sent(0, 6, UPDATE))],
        [['1 /created_at range'], ['1 /created_at range']],
      );
      assert.deepEqual(await kept(project), all);
    },

  'an older and a newer answer of one person, sent twice in one file, are two revisions': async (harness) => {
    const project = await newProject(harness, 1);
    const file = [line('w1', 0, { created_at: on(1) }), line('w1', 1, { created_at: on(2) })];
    assert.deepEqual(await project.importAnswers(file, UPDATE), result({ created: 1, updated: 1 }));
    assert.deepEqual(await project.importAnswers(file, UPDATE), result({ unchanged: 2 }));
    assert.deepEqual(
      (await kept(project)).map(([, value, , date]) => [value, date]),
      [
        [answer(0), on(1)],
        [answer(1), on(2)],
      ],
    );
  },

  'a revision that its annotator makes later stands behind those that were imported, and revisions go on behind it':
    async (harness) => {
      const project = await newProject(harness, 1);
      const ann = await person(harness, project);
      const caller = await project.inProject(ann.id);
      const all = [given(0, 1), given(1, 2)];
      await project.importAnswers([history(ann.address, all)]);
      const annotation = only(await project.annotations());
      project.clock.advance(5);
      const revised = valueOf(await project.revise(caller, annotation, answer(2)));
      const now = project.clock.now().toISOString();
      assert.deepEqual([revised.revision, revised.created_at, revised.updated_at], [3, on(1), now]);
      assert.deepEqual(await kept(project), [
        [1, answer(0), ann.name, on(1)],
        [2, answer(1), ann.name, on(2)],
        [3, answer(2), ann.name, now],
      ]);
      assert.deepEqual(faults(await project.importAnswers([history(ann.address, all)], UPDATE)), [
        '1 /revisions already_exists',
      ]);
      project.clock.advance(5);
      const later = project.clock.now().toISOString();
      const more = [
        ...all,
        { value: answer(2), created_at: now },
        { value: answer(0), created_at: later, author: ann.address },
      ];
      assert.deepEqual(await project.importAnswers([history(ann.address, more)], UPDATE), result({ updated: 1 }));
      assert.deepEqual((await kept(project)).slice(2), [
        [3, answer(2), ann.name, now],
        [4, answer(0), ann.name, later],
      ]);
    },

  'revisions go on behind a submitted answer, which stays the answer to its task': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await person(harness, project);
    const caller = await project.inProject(ann.id);
    const task = await project.claimOne(caller);
    const refused = await project.importAnswers([history(ann.address, [given(0, 1)])]);
    assert.deepEqual(faults(refused), ['1 /annotator in_use']);
    const submitted = valueOf(await project.submit(caller, task, answer(0)));
    project.clock.advance(9);
    const first = { value: answer(0), created_at: submitted.created_at };
    const next = { value: answer(1), created_at: project.clock.now().toISOString() };
    assert.deepEqual(
      await project.importAnswers([history(ann.address, [first, next])], UPDATE),
      result({ updated: 1 }),
    );
    const annotation = only(await project.annotations());
    assert.deepEqual([annotation.source, annotation.task_id, annotation.revision], ['task', task.id, 2]);
    assert.deepEqual(valueOf(await project.submit(caller, task, answer(0))), submitted);
  },

  'the revisions of a name that is linked to a person are the person’s, and the same file stays unchanged': async (
    harness,
  ) => {
    const project = await newProject(harness, 1, { overlap: 5 });
    const ann = await person(harness, project);
    const [outside, own] = [
      [given(0, 1), given(1, 2, { author: 'checker' })],
      [given(2, 3), given(0, 4)],
    ];
    await project.importAnswers([history('w1', outside), history(ann.address, own)]);
    const lines = [history('w1', outside), history(ann.address, own)];
    await link(project, 'checker', ann.id);
    assert.deepEqual(await project.importAnswers(lines), result({ unchanged: 2 }));
    await link(project, 'w1', ann.id);
    await project.application.moveLinkedAnswers();
    const all = await kept(project);
    assert.deepEqual(
      all.map(([, value, , date]) => [value, date]),
      [
        [answer(2), on(3)],
        [answer(0), on(4)],
        [answer(0), on(1)],
        [answer(1), on(2)],
        [answer(0), project.clock.now().toISOString()],
      ],
    );
    for (const options of [{}, UPDATE])
      assert.deepEqual(await project.importAnswers(lines, options), result({ unchanged: 2 }));
    assert.deepEqual(
      await project.importAnswers(
        [
          line('w1', 1, { created_at: on(2) }),
          line(ann.address, 0, { created_at: on(4) }),
          line('w1', 0, { created_at: on(1) }),
        ],
        UPDATE,
      ),
      result({ unchanged: 3 }),
    );
    assert.deepEqual(await kept(project), all);
  },

  'an answer names its annotation UI, and is checked against that one': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 9 });
    valueOf(await project.createUi(['new']));
    await project.publish();
    const fresh = { judgement: 'new' };
    const outcome = await project.importAnswers([
      line('w1', 0, { annotation_ui_version: 1 }),
      line('w2', 0, { annotation_ui_version: 2 }),
      { ...line('w3', 0), value: fresh, annotation_ui_version: 2 },
      line('w4', 0, { annotation_ui_version: 3 }),
      line('w5', 0, { annotation_ui_version: 2, guideline_version: 1 }),
      line('w6', 0, { annotation_ui_version: 1, guideline_version: 1 }),
      history('w7', [given(0, 1), given(1, 2)], { annotation_ui_version: 1 }),
      line('w8', 0, { annotation_ui_version: 0 }),
      { ...line('w3', 0), value: fresh, annotation_ui_version: 1 },
      { ...line('w3', 0), value: fresh, annotation_ui_version: 2 },
    ]);
    assert.deepEqual(
      [outcome.created, outcome.unchanged, faults(outcome).toSorted()],
      [
        4,
        1,
        [
          '2 /value/judgement option',
          '4 /annotation_ui_version not_found',
          '5 /annotation_ui_version option',
          '8 /annotation_ui_version range',
          '9 /annotation_ui_version already_exists',
        ],
      ],
    );
    assert.deepEqual(
      (await project.annotations()).map((one) => [one.annotator.name, one.annotation_ui_version]),
      [
        ['w1', 1],
        ['w3', 2],
        ['w6', 1],
        ['w7', 1],
      ],
    );
  },

  'an answer names its item by its id as well': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const { id } = await project.item('item-2');
    const { external_id: _, ...rest } = line('w1', 0);
    const outcome = await project.importAnswers([
      { ...rest, item_id: id },
      { ...rest, external_id: 'item-2' },
      { ...rest, item_id: harness.newId() },
      { ...rest, item_id: id, external_id: 'item-2' },
      rest,
    ]);
    assert.deepEqual(
      [outcome.created, outcome.unchanged, faults(outcome).toSorted()],
      [1, 1, ['3 /item_id not_found', '4 /item_id duplicate', '5 /external_id required']],
    );
    assert.equal(only(await project.annotations()).item_id, id);
  },

  'the same revisions imported at once by several are written once, and those that go on are appended once': async (
    harness,
  ) => {
    const project = await newProject(harness, 20, { overlap: 3 });
    const list = (n: number): readonly ImportRevision[] => [
      given(0, 1),
      given(1, 2, { author: `a${n % 5}` }),
      given(2, 3),
      given(0, 4, { author: `b${n % 7}` }),
    ];
    const lines = (length: number) =>
      upTo(200).map((n) =>
        history(`w${n % 10}`, list(n).slice(0, length), { external_id: `item-${1 + (Math.floor(n / 10) % 20)}` }),
      );
    const results = await Promise.all(
      [4, 2, 4, 3, 1].map((length, turn) =>
        project.importAnswers(turn % 2 === 0 ? lines(length) : lines(length).toReversed(), UPDATE),
      ),
    );
    const sum = (field: 'created' | 'updated' | 'unchanged' | 'rejected'): number =>
      results.reduce((all, counts) => all + counts[field], 0);
    assert.deepEqual(
      [sum('created'), sum('created') + sum('updated') + sum('unchanged') + sum('rejected')],
      [200, 1000],
    );
    assert.deepEqual(await project.importAnswers(lines(4)), result({ unchanged: 200 }));
    assert.ok((await project.annotations()).every(({ revision }) => revision === 4));
    assert.equal(new Set((await project.annotations()).map(({ annotator }) => annotator.id)).size, 10);
  },

  'a name that an import brings as an author is one external user, also where it is an annotator elsewhere in it':
    async (harness) => {
      const project = await newProject(harness, 2, { overlap: 3 });
      await project.importAnswers([
        history('w1', [given(0, 1, { author: 'w2' }), given(1, 2, { author: 'w1' })]),
        line('w2', 0),
        history('w3', [given(0, 1, { author: 'w2' })], { external_id: 'item-2', source: 'crowd' }),
      ]);
      const all = await project.annotations();
      const authors = await Promise.all(
        all.map(async (one) => (await project.revisions(one)).map(({ author }) => author.id)),
      );
      const [w1, w2] = all.map(({ annotator }) => annotator.id);
      assert.deepEqual([authors[0], authors[1]], [[w2, w1], [w2]]);
      assert.notEqual(at(at(authors, 2), 0), w2);
    },
});
