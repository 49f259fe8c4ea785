import assert from 'node:assert/strict';
import { ExternalUser, LinkedExternalUser } from '../../index.ts';
import { MAX_MOVED } from '../../adapter.ts';
import type { Annotation, Caller, Id, ImportAnnotation, ImportResult } from '../../index.ts';
import type { AnswerToImport } from '../../adapter.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, revealed, upTo, valueOf, walk } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { addressOf, answer, enterProject, joinAs, manyItems, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const result = (counts: Partial<ImportResult>): ImportResult => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  ...counts,
});

/** A line that chooses an option, by default the first, for `item-1`. */
const line = (annotator: string, option: 0 | 1 | 2 = 0, fields: Partial<ImportAnnotation> = {}): ImportAnnotation => ({
  external_id: 'item-1',
  annotator,
  value: answer(option),
  ...fields,
});

/** What a key has where its line says no more than whose answer it is. */
const NO_MORE = {
  item_id: null,
  guideline_version: null,
  annotation_ui_version: null,
  created_at: null,
  history: null,
  event: null,
} as const;

const to = (n: number): { readonly external_id: string } => ({ external_id: `item-${n}` });

const person = async (harness: ContractHarness, project: ProjectWorld): Promise<Caller> => {
  const id = await harness.person();
  await joinAs(harness, project, id, 'annotator');
  return project.inProject(id);
};

const externals = async ({
  application,
  founder,
  inOrganization,
  organization,
}: ProjectWorld): Promise<readonly ExternalUser[]> => {
  const admin = await inOrganization(founder);
  return walk(
    async (page) => valueOf(await application.listExternalUsers(admin, { organization_id: organization.id, page })),
    { per_page: 2 },
  );
};

const named = async (project: ProjectWorld, name: string, source: string | null = null): Promise<ExternalUser> =>
  only((await externals(project)).filter((one) => one.name === name && one.source === source));

const tryToLink = async (
  { application, founder, inOrganization, organization }: ProjectWorld,
  external_user_id: Id,
  user_id: Id,
  dry_run = false,
) =>
  application.linkExternalUser(await inOrganization(founder), {
    organization_id: organization.id,
    external_user_id,
    user_id,
    dry_run,
  });

/** Links the external user of a name, and says what that moved. */
const link = async (
  project: ProjectWorld,
  name: string,
  { user_id }: Pick<Caller, 'user_id'>,
  dry_run = false,
): Promise<Omit<LinkedExternalUser, 'external_user'>> => {
  const linked = valueOf(await tryToLink(project, (await named(project, name)).id, user_id, dry_run));
  assertFits(LinkedExternalUser, linked);
  const { external_user: _, ...moves } = linked;
  return moves;
};

/** Links without moving anything, as it is after a crash: the link stands, and no answer has followed. */
const linkOnly = async (
  { harness, organization, founder, clock }: ProjectWorld,
  external_user_id: Id,
  { user_id }: Pick<Caller, 'user_id'>,
): Promise<void> => {
  const change = { at: clock.now().toISOString(), by: founder, causation_id: null };
  await harness.store.transact({ organization_id: organization.id, project_id: null }, async ({ externalUsers }) => {
    await externalUsers.hold();
    await externalUsers.link({ external_user_id, user_id }, change);
    return { ok: true, value: undefined } as const;
  });
};

/** Invites an address, and accepts as somebody new. */
const invite = async (
  { application, founder, inOrganization, inProject, organization }: ProjectWorld,
  email: string,
): Promise<Caller> => {
  const invitation = revealed(
    valueOf(
      await application.createInvitation(await inOrganization(founder), {
        organization_id: organization.id,
        email,
        roles: ['annotator'],
      }),
    ),
  );
  const accepted = valueOf(
    await application.acceptInvitationWithoutToken({ secret: invitation.secret, name: 'Kim' }, null),
  );
  return inProject(accepted.user.id);
};

const annotationOf = async (project: ProjectWorld, n = 1): Promise<Annotation> => {
  const { id } = await project.item(`item-${n}`);
  return only((await project.annotations()).filter(({ item_id }) => item_id === id));
};

const names = (annotations: readonly Annotation[]): readonly Id[] => annotations.map(({ annotator }) => annotator.id);

/** What every store promises of external users and of the people they are. */
export const externalUsersContract = checked({
  'they are listed with their names, sources and answers, in their organization alone': async (harness) => {
    const [project, other] = [await newProject(harness, 3, { overlap: 9 }), await newProject(harness, 1)];
    await other.importAnswers([line('w1')]);
    assert.deepEqual(
      await project.importAnswers([
        line('w1'),
        line('w1', 0, { source: 'tool' }),
        line('w1', 0, { source: 'vendor' }),
        line('w1', 1, to(2)),
        line('w2', 0, to(2)),
      ]),
      result({ created: 5 }),
    );
    assert.deepEqual(await project.importAnswers([line('w1', 0, { source: 'tool' })]), result({ unchanged: 1 }));
    const all = await externals(project);
    for (const one of all) assertFits(ExternalUser, one);
    assert.deepEqual(
      all.map(({ name, source, answers, link: is }) => [name, source, answers, is]).toSorted(),
      [
        ['w1', 'tool', 1, null],
        ['w1', 'vendor', 1, null],
        ['w1', null, 2, null],
        ['w2', null, 1, null],
      ].toSorted(),
    );
    assert.deepEqual([new Set(all.map(({ id }) => id)).size, (await project.annotations()).length], [4, 5]);
    const { id } = await project.item('item-2');
    valueOf(await project.application.deleteItem(project.admin, { project_id: project.project.id, item_id: id }));
    assert.equal((await named(project, 'w1')).answers, 1);
    assert.equal(only(await externals(other)).answers, 1);
  },

  'who joins with an address that was imported is one with it: nothing is handed out twice, nothing counts twice':
    async (harness) => {
      const project = await newProject(harness, 2);
      const lines = [
        line('kim@example.org'),
        line('Kim@Example.ORG', 0, { ...to(2), source: 'tool' }),
        line('kim@example.com', 1),
      ];
      await project.importAnswers(lines.slice(0, 1));
      await project.importItems(manyItems(2, { overlap: 2 }), { on_conflict: 'update' });
      await project.importAnswers(lines.slice(1));
      const kim = await invite(project, 'KIM@example.org');
      assert.deepEqual((await project.claim(kim, 5)).reason, 'exhausted');
      assert.deepEqual(await project.importAnswers(lines), result({ unchanged: 3 }));
      assert.deepEqual(
        [(await project.item('item-1')).annotation_count, (await project.item('item-2')).annotation_count],
        [2, 1],
      );
      const own = (await project.annotations()).filter(({ annotator }) => annotator.id === kim.user_id);
      assert.equal(own.length, 2);
      for (const { name, source, answers, link: is } of await externals(project)) {
        if (name === 'kim@example.com') assert.deepEqual([answers, is], [1, null]);
        else
          assert.deepEqual(
            [source, answers, is?.user.id, is?.linked_by.id, is?.moved, is?.remaining, is?.is_complete],
            [name === 'kim@example.org' ? null : 'tool', 0, kim.user_id, kim.user_id, 1, 0, true],
          );
      }
      // It is theirs, like one that they have submitted.
      assert.equal(valueOf(await project.revise(kim, at(own, 0), answer(2))).revision, 2);
      assert.deepEqual(
        (await project.progressByAnnotator())
          .filter(({ annotations }) => annotations > 0)
          .map(({ annotator }) => annotator.name)
          .toSorted(),
        ['Kim', 'kim@example.com'],
      );
    },

  'an address means who joined this organization with it, and nobody else who has it': async (harness) => {
    const [project, other] = [await newProject(harness, 1, { overlap: 3 }), await newProject(harness, 1)];
    const kim = await invite(other, 'kim@elsewhere.example');
    await project.importAnswers([line('kim@elsewhere.example')]);
    assert.notEqual(only(await project.annotations()).annotator.id, kim.user_id);
    await joinAs(harness, project, await harness.person(), 'annotator');
    // Neither when they are a member because of another address.
    await harness.store.transact(
      { organization_id: project.organization.id, project_id: null },
      async ({ members }) => {
        await members.add({
          user_id: kim.user_id,
          added_by: project.founder,
          created_at: project.clock.now().toISOString(),
        });
        return { ok: true, value: undefined } as const;
      },
    );
    assert.deepEqual(await project.importAnswers([line('KIM@elsewhere.example', 1)]), result({ created: 1 }));
    assert.ok(!names(await project.annotations()).includes(kim.user_id));
    assert.deepEqual(
      (await externals(project)).map(({ link: is }) => is),
      [null, null],
    );
  },

  'an admin links an external user: answers, progress and lists are the person’s, the name stays': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    await project.importAnswers([
      line('w1', 0, { created_at: '2025-01-01T00:00:00Z', guideline_version: 1 }),
      line('w1', 1, to(2)),
      line('w2'),
    ]);
    const ann = await person(harness, project);
    const before = await project.annotations();
    const { id } = await named(project, 'w1');
    assert.deepEqual(await link(project, 'w1', ann, true), { moved: 2, merged: 0, reopened: 0, released: 0 });
    assert.deepEqual([(await named(project, 'w1')).link, await project.annotations()], [null, before]);
    project.clock.advance(10);
    const { external_user, ...moves } = valueOf(await tryToLink(project, id, ann.user_id));
    assert.deepEqual(
      [moves, external_user.link?.user.id, external_user.link?.linked_by.id],
      [{ moved: 2, merged: 0, reopened: 0, released: 0 }, ann.user_id, project.founder],
    );
    const annotator = { id: ann.user_id, name: ann.name };
    assert.deepEqual(
      await project.annotations(),
      before.map((one) => (one.annotator.id === id ? { ...one, annotator } : one)),
    );
    assert.deepEqual(await project.revisions(at(before, 0)), [
      { revision: 1, value: answer(0), author: annotator, source: 'import', created_at: '2025-01-01T00:00:00.000Z' },
    ]);
    const { link: is, answers, name } = await named(project, 'w1');
    const now = project.clock.now().toISOString();
    assert.deepEqual(
      [name, answers, is],
      [
        'w1',
        0,
        {
          user: annotator,
          linked_by: { id: project.founder, name: project.admin.name },
          linked_at: now,
          ...moves,
          remaining: 0,
          is_complete: true,
        },
      ],
    );
    assert.deepEqual(
      (await project.progressByAnnotator()).map((one) => [one.annotator.id, one.annotations]).toSorted(),
      [
        [ann.user_id, 2],
        [(await named(project, 'w2')).id, 1],
      ].toSorted(),
    );
    const told = (await project.projectEvents()).at(-1);
    assert.ok(told && isOfType(told, 'goldset.annotations.moved'));
    assert.deepEqual(
      [told.subject, told.data],
      [
        project.project.id,
        {
          external_user_id: id,
          user_id: ann.user_id,
          moved: [at(before, 0).id, at(before, 1).id],
          merged: [],
          reopened: 0,
        },
      ],
    );
    const above = (await project.events()).slice(-2).map(({ type, subject, data }) => [type, subject, data]);
    assert.deepEqual(above, [
      ['goldset.external_user.linked', id, { user_id: ann.user_id }],
      ['goldset.external_user.moved', id, { user_id: ann.user_id, ...moves }],
    ]);
    // Who reads changes alone learns of it.
    assert.deepEqual(
      (await project.exported()).flatMap(({ annotations }) => names(annotations)).filter((one) => one === id),
      [],
    );
    assert.deepEqual(
      await project.importAnswers([line('w1'), line('w1', 1, to(2)), line('w1', 2, to(3))]),
      result({ created: 1, unchanged: 2 }),
    );
    assert.deepEqual((await project.claim(ann, 5)).tasks, []);
  },

  'a link is final: the same again changes nothing, another one is refused': async (harness) => {
    const project = await newProject(harness, 1);
    await project.importAnswers([line('w1')]);
    const [ann, bob] = [await person(harness, project), await person(harness, project)];
    const { id } = await named(project, 'w1');
    await link(project, 'w1', ann);
    const [events, there] = [await project.events(), await externals(project)];
    for (const dry_run of [true, false]) {
      errorOf(await tryToLink(project, id, bob.user_id, dry_run), 'already_exists');
      const { external_user, ...moves } = valueOf(await tryToLink(project, id, ann.user_id, dry_run));
      assert.deepEqual([external_user, moves], [only(there), { moved: 0, merged: 0, reopened: 0, released: 0 }]);
    }
    assert.deepEqual([await project.events(), await externals(project)], [events, there]);
  },

  'linking again moves nothing more, also while answers are still to follow': async (harness) => {
    const project = await newProject(harness, 2);
    await project.importAnswers([line('w1'), line('w1', 0, to(2))]);
    const ann = await person(harness, project);
    const { id } = await named(project, 'w1');
    await linkOnly(project, id, ann);
    for (const dry_run of [true, false]) {
      const { external_user, ...moves } = valueOf(await tryToLink(project, id, ann.user_id, dry_run));
      assert.deepEqual([external_user.link?.remaining, moves], [2, { moved: 0, merged: 0, reopened: 0, released: 0 }]);
    }
    assert.equal(await project.application.moveLinkedAnswers(), 2);
  },

  'a name that an import has brought stays itself until it is linked, whoever joined with the address it is': async (
    harness,
  ) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const ann = await person(harness, project);
    await project.importAnswers([line('w1')]);
    const { id } = await named(project, 'w1');
    // Its key was not known when it was made, as with names from before addresses had one.
    const email_key = await addressOf(harness, ann.user_id);
    const scope = { organization_id: project.organization.id, project_id: project.project.id };
    const { annotations } = harness.store.within(scope);
    const key = { ...NO_MORE, external_id: 'item-1', source: null, email_key };
    const [known, unknown] = (await annotations.findToImport([
      { ...key, annotator: 'w1' },
      { ...key, annotator: 'w3' },
    ])) as readonly AnswerToImport[];
    assert.deepEqual(
      [known?.annotator_id, known?.annotation?.value, unknown?.annotator_id],
      [id, answer(0), ann.user_id],
    );
  },

  'a name whose key an upgrade could not work out gets it, and is linked to who joined with that address': async (
    harness,
  ) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const name = 'Ada@Bücher.example';
    const scope = { organization_id: project.organization.id, project_id: project.project.id };
    const { annotations } = harness.store.within(scope);
    const change = { at: project.clock.now().toISOString(), by: project.founder, causation_id: null };
    // As an upgrade makes it.
    for (const annotator of [name, 'ü, and no address@']) {
      const [found] = (await annotations.findToImport([
        { ...NO_MORE, external_id: 'item-1', annotator, source: null, email_key: null },
      ])) as readonly AnswerToImport[];
      const annotator_id = harness.newId();
      const new_users = [{ id: annotator_id, name: annotator, source: null, email_key: '' }];
      const revisions = [{ value: answer(0), author_id: null, created_at: change.at }];
      const made = {
        id: harness.newId(),
        item_id: found?.item?.id ?? '',
        annotator_id,
        new_users,
        revises: null,
        revisions,
        guideline_version: null,
        annotation_ui_version: 1,
        origin: null,
      };
      assert.deepEqual(
        await annotations.importBatch(
          [{ ...made, seen: found?.seen ?? '', event: null, ordered_by: null }],
          [],
          change,
          harness.newId(),
        ),
        [true],
      );
    }
    const ada = await invite(project, 'ada@bücher.example');
    assert.equal((await named(project, name)).link, null);
    assert.equal(await project.application.keyExternalUsers({ aborted: true }), 0);
    assert.equal(await project.application.keyExternalUsers(), 2);
    assert.equal(await project.application.keyExternalUsers(), 0);
    assert.equal((await named(project, name)).link?.user.id, ada.user_id);
    assert.equal(await project.application.moveLinkedAnswers(), 1);
    assert.deepEqual(await project.importAnswers([line(name), line('ada@BÜCHER.example')]), result({ unchanged: 2 }));
    assert.deepEqual(
      (await project.events()).filter(({ type }) => type.startsWith('goldset.external_user.')).map(({ type }) => type),
      ['goldset.external_user.linked', 'goldset.external_user.moved'],
    );
  },

  'only a person who is a member is linked, to an external user of the organization': async (harness) => {
    const [project, other] = [await newProject(harness, 1), await newProject(harness, 1)];
    await project.importAnswers([line('w1')]);
    await other.importAnswers([line('w1')]);
    const ann = await person(harness, project);
    const { id } = await named(project, 'w1');
    for (const dry_run of [true, false]) {
      for (const user_id of [await project.hire('annotator'), await harness.person(), id, harness.newId()]) {
        assert.equal(
          only(errorOf(await tryToLink(project, id, user_id, dry_run), 'invalid').errors).pointer,
          '/user_id',
        );
      }
      for (const unknown of [harness.newId(), ann.user_id, only(await externals(other)).id])
        errorOf(await tryToLink(project, unknown, ann.user_id, dry_run), 'not_found');
    }
    assert.equal((await named(project, 'w1')).link, null);
    const { application, organization } = project;
    const machine = await project.inOrganization(await project.hire('admin'));
    errorOf(
      await application.linkExternalUser(machine, {
        organization_id: organization.id,
        external_user_id: id,
        user_id: ann.user_id,
      }),
      'forbidden',
    );
    assert.equal(
      valueOf(
        await application.listExternalUsers(machine, {
          organization_id: organization.id,
          page: { per_page: 5, order: 'asc' },
        }),
      ).items.length,
      1,
    );
  },

  'where both answered, the answer to a task stays whatever the dates say, the other one becomes revisions, and the item may open again':
    async (harness) => {
      const project = await newProject(harness, 2, { overlap: 2 });
      const ann = await person(harness, project);
      const task = await project.claimOne(ann);
      const own = valueOf(await project.submit(ann, task, answer(0)));
      project.clock.advance(100);
      await project.importAnswers([line('w1', 1)]);
      project.clock.advance(100);
      await project.importAnswers([line('w1', 2)], { on_conflict: 'update' });
      const now = project.clock.now().toISOString();
      assert.equal((await project.item('item-1')).state, 'complete');
      project.clock.advance(100);
      const moves = { moved: 1, merged: 1, reopened: 1, released: 0 };
      assert.deepEqual([await link(project, 'w1', ann, true), await link(project, 'w1', ann)], [moves, moves]);
      const there = only(await project.annotations());
      const linkedAt = project.clock.now().toISOString();
      assert.deepEqual(there, { ...own, revision: 4, updated_at: linkedAt });
      const { annotator } = own;
      const admin = { id: project.founder, name: project.admin.name };
      assert.deepEqual(await project.revisions(there), [
        { revision: 1, value: answer(0), author: annotator, source: 'task', created_at: own.created_at },
        { revision: 2, value: answer(1), author: annotator, source: 'import', created_at: '2026-01-01T00:01:40.000Z' },
        { revision: 3, value: answer(2), author: admin, source: 'import', created_at: now },
        { revision: 4, value: answer(0), author: annotator, source: 'task', created_at: linkedAt },
      ]);
      const { state, annotation_count } = await project.item('item-1');
      assert.deepEqual(
        [state, annotation_count, (await project.progress()).items],
        ['open', 1, { open: 2, claimed: 0, complete: 0, exhausted: 0 }],
      );
      const told = (await project.projectEvents()).at(-1);
      assert.ok(told && isOfType(told, 'goldset.annotations.moved'));
      assert.deepEqual(
        [told.data.moved, told.data.reopened, only([...told.data.merged]).annotation_id],
        [[], 1, own.id],
      );
      // Submitting again answers what was submitted, and whoever has passed the item is given it, behind the others.
      assert.deepEqual(valueOf(await project.submit(ann, task, answer(0))), own);
      const bob = await project.annotator();
      assert.deepEqual(
        (await project.claim(bob, 5)).tasks.map(({ item }) => item.external_id),
        ['item-2', 'item-1'],
      );
      assert.deepEqual(await project.importAnswers([line('w1', 0)]), result({ unchanged: 1 }));
    },

  'of two imported answers the newer one stays, by the date of its present value': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 3 });
    const ann = await person(harness, project);
    const [old, young] = ['2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'];
    const address = only(
      await harness.store
        .within({ organization_id: null, project_id: null })
        .users.find(ann.user_id)
        .then((me) => [me?.email ?? '']),
    );
    await project.importAnswers([
      line(address, 0, { created_at: old }),
      line('w1', 1, { created_at: young }),
      line(address, 0, { ...to(2), created_at: young }),
      line('w1', 1, { ...to(2), created_at: old }),
      line(address, 0, { ...to(3), created_at: young }),
      line('w1', 1, { ...to(3), created_at: young }),
    ]);
    const before = new Map((await project.annotations()).map((one) => [`${one.item_id} ${one.annotator.id}`, one]));
    const { id } = await named(project, 'w1');
    assert.deepEqual(await link(project, 'w1', ann), { moved: 3, merged: 3, reopened: 0, released: 0 });
    for (const [n, by, value, created_at] of [
      [1, id, 1, young],
      [2, ann.user_id, 0, young],
      [3, ann.user_id, 0, young],
    ] as const) {
      const there = await annotationOf(project, n);
      assert.deepEqual(
        [there.id, there.value, there.revision, there.created_at, there.annotator.id],
        [before.get(`${there.item_id} ${by}`)?.id, answer(value), 3, created_at, ann.user_id],
      );
      const other = value === 1 ? 0 : 1;
      const dates = n === 1 ? [young, old] : n === 2 ? [young, old] : [young, young];
      assert.deepEqual((await project.revisions(there)).map((one) => [one.value, one.created_at]).slice(0, 2), [
        [answer(value), dates[0]],
        [answer(other), dates[1]],
      ]);
    }
    assert.deepEqual(
      (await project.progressByAnnotator()).map((one) => [one.annotator.id, one.annotations]),
      [[ann.user_id, 3]],
    );
  },

  'the file of which a link has merged answers stays unchanged, whatever a conflict means, before they have followed and after':
    async (harness) => {
      const project = await newProject(harness, 2, { overlap: 3 });
      const ann = await person(harness, project);
      const address = await addressOf(harness, ann.user_id);
      const task = only((await project.claimBy(ann, { item_id: (await project.item('item-1')).id })).tasks);
      const own = valueOf(await project.submit(ann, task, answer(0)));
      const [old, young] = [{ created_at: '2024-01-01T00:00:00Z' }, { created_at: '2025-01-01T00:00:00Z' }];
      const file = [
        line('w1', 1),
        line('w2', 2),
        line(address, 0, { ...to(2), ...old }),
        line('w1', 1, { ...to(2), ...young }),
      ];
      assert.deepEqual(await project.importAnswers(file), result({ created: 4 }));
      const isUnchanged = async (): Promise<void> => {
        for (const on_conflict of ['reject', 'update'] as const) {
          assert.deepEqual(await project.importAnswers(file, { on_conflict }), result({ unchanged: 4 }));
          assert.deepEqual(await project.importAnswers(file.toReversed(), { on_conflict }), result({ unchanged: 4 }));
        }
      };
      for (const name of ['w1', 'w2']) await linkOnly(project, (await named(project, name)).id, ann);
      await isUnchanged();
      assert.equal(await project.application.moveLinkedAnswers(), 3);
      await isUnchanged();
      const [first, second] = [await annotationOf(project, 1), await annotationOf(project, 2)];
      assert.deepEqual(
        [first.id, first.value, first.revision, second.value, second.revision],
        [own.id, answer(0), 5, answer(1), 3],
      );
      // What a person gave since then stays, too; what was never imported is a revision, as ever.
      valueOf(await project.revise(ann, first, answer(1)));
      await isUnchanged();
      assert.equal((await project.importAnswers([line('w1', 0)])).rejected, 1);
      assert.deepEqual(await project.importAnswers([line('w1', 0)], { on_conflict: 'update' }), result({ updated: 1 }));
    },

  'an imported answer that was revised, and never merged, is revised by its older value': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const ann = await person(harness, project);
    await project.importAnswers([line('w1', 0)]);
    await link(project, 'w1', ann);
    for (const option of [1, 0, 1, 0] as const) {
      assert.equal((await project.importAnswers([line('w1', option)])).rejected, 1);
      assert.deepEqual(
        await project.importAnswers([line('w1', option)], { on_conflict: 'update' }),
        result({ updated: 1 }),
      );
    }
    assert.equal((await annotationOf(project)).revision, 5);
  },

  'of three imported answers the newest stays, in whatever order the names are linked': async (harness) => {
    for (const order of [
      ['w1', 'w2'],
      ['w2', 'w1'],
    ]) {
      const project = await newProject(harness, 3, { overlap: 3 });
      const ann = await person(harness, project);
      const address = await addressOf(harness, ann.user_id);
      const dates = [
        '2023-01-01T00:00:00Z',
        '2024-01-01T00:00:00Z',
        '2025-01-01T00:00:00Z',
        '2023-01-01T00:00:00Z',
        '2024-01-01T00:00:00Z',
      ];
      // On each item another one of the three is the newest; each chooses an option of its own.
      await project.importAnswers(
        [1, 2, 3].flatMap((n) =>
          ([address, 'w1', 'w2'] as const).map((name, index) =>
            line(name, index as 0 | 1 | 2, { ...to(n), created_at: dates[n - 1 + index] }),
          ),
        ),
      );
      for (const name of order) {
        project.clock.advance(10);
        await link(project, name, ann);
      }
      const there = await Promise.all([1, 2, 3].map((n) => annotationOf(project, n)));
      assert.deepEqual(
        there.map(({ value, revision }) => [value, revision]),
        [
          [answer(2), 5],
          [answer(1), 5],
          [answer(0), 5],
        ],
      );
      // No revision that was there has changed: the dates of merges are theirs, and the value of the last is the one that stays.
      for (const one of there) {
        const revisions = await project.revisions(one);
        assert.deepEqual([at(revisions, 4).value, at(revisions, 4).created_at], [one.value, one.updated_at]);
      }
    }
  },

  'a value that is given after a merge is newer than what was imported before, as ever': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const ann = await person(harness, project);
    await project.importAnswers([
      line('w1', 0, { created_at: '2023-01-01T00:00:00Z' }),
      line('w2', 1, { created_at: '2024-01-01T00:00:00Z' }),
      line('w3', 2, { created_at: '2025-01-01T00:00:00Z' }),
    ]);
    for (const name of ['w1', 'w2']) await link(project, name, ann);
    valueOf(
      await project.revise(
        ann,
        only((await project.annotations()).filter(({ annotator }) => annotator.id === ann.user_id)),
        answer(0),
      ),
    );
    await link(project, 'w3', ann);
    assert.deepEqual((await annotationOf(project)).value, answer(0));
  },

  'a link is not complete while one of its answers is left': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const ann = await person(harness, project);
    await project.importAnswers([line('w1'), line('w1', 0, to(2))]);
    const { id } = await named(project, 'w1');
    await linkOnly(project, id, ann);
    const finish = async () =>
      harness.store.transact(
        { organization_id: project.organization.id, project_id: null },
        async ({ externalUsers }) =>
          ({ ok: true, value: await externalUsers.finish(id, project.clock.now().toISOString()) }) as const,
      );
    assert.equal((await finish()).value, undefined);
    assert.equal((await named(project, 'w1')).link?.is_complete, false);
    assert.equal(await project.application.moveLinkedAnswers(), 2);
    assert.equal((await named(project, 'w1')).link?.is_complete, true);
    assert.equal((await finish()).value, undefined);
  },

  'what a link opens again is counted alike before and after, also in what is deleted': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const second = await enterProject(project, await project.createProject());
    valueOf(await second.createUi());
    await second.publish();
    await second.importItems(manyItems(2, { overlap: 2 }));
    const ann = await person(harness, project);
    const address = await addressOf(harness, ann.user_id);
    const lines = [line(address), line('w1', 1), line(address, 0, to(2)), line('w1', 1, to(2))];
    for (const one of [project, second]) await one.importAnswers(lines);
    valueOf(
      await project.application.deleteItem(project.admin, {
        project_id: project.project.id,
        item_id: (await project.item('item-2')).id,
      }),
    );
    valueOf(await second.application.deleteProject(second.admin, { project_id: second.project.id }));
    const moves = { moved: 4, merged: 4, reopened: 3, released: 0 };
    assert.deepEqual([await link(project, 'w1', ann, true), await link(project, 'w1', ann)], [moves, moves]);
    const { link: is } = await named(project, 'w1');
    assert.deepEqual([is?.moved, is?.merged, is?.reopened, is?.released], [4, 4, 3, 0]);
  },

  'a claimed task of the person on an item that was answered under the name is released': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    await project.importAnswers([line('w1'), line('w1', 0, to(2))]);
    const ann = await person(harness, project);
    const { tasks } = await project.claim(ann, 3);
    assert.equal(tasks.length, 3);
    const moves = { moved: 2, merged: 0, reopened: 0, released: 2 };
    assert.deepEqual([await link(project, 'w1', ann, true), await link(project, 'w1', ann)], [moves, moves]);
    assert.deepEqual((await project.progress()).tasks, {
      claimed: 1,
      submitted: 0,
      skipped: 0,
      released: 2,
      expired: 0,
    });
    assert.deepEqual((await project.progress()).items, { open: 3, claimed: 0, complete: 0, exhausted: 0 });
    for (const task of tasks) {
      const isOwn = task.item.external_id === 'item-3';
      const submitted = await project.submit(ann, task);
      if (isOwn) valueOf(submitted);
      else errorOf(submitted, 'lease_lost');
    }
  },

  'from its commit on a link holds, also before any answer has followed': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const ann = await person(harness, project);
    await project.importAnswers([line('w1'), line('w1', 1, to(2))]);
    const { id } = await named(project, 'w1');
    const held = only((await project.claimBy(ann, { item_id: (await project.item('item-2')).id })).tasks);
    await linkOnly(project, id, ann);
    const { answers, link: is } = await named(project, 'w1');
    assert.deepEqual([answers, is?.remaining, is?.is_complete], [2, 2, false]);
    // Claims hand out nothing that was answered under the name, in whatever way they are asked.
    const item_id = (await project.item('item-1')).id;
    assert.equal((await project.claimBy(ann, { item_id })).reason, 'exhausted');
    assert.deepEqual(
      (await project.claimBy(ann, { strategy: 'random', count: 5 })).tasks.map(({ item }) => item.external_id),
      ['item-3'],
    );
    assert.deepEqual((await project.claim(ann, 5)).tasks, []);
    // Imports of the name are the person's: the same file is unchanged, another value is a revision, a new one theirs.
    assert.deepEqual(await project.importAnswers([line('w1'), line('w1', 1, to(2))]), result({ unchanged: 2 }));
    assert.equal((await project.importAnswers([line('w1', 2)])).rejected, 1);
    assert.deepEqual(await project.importAnswers([line('w1', 2)], { on_conflict: 'update' }), result({ updated: 1 }));
    await project.release(
      ann,
      at(
        (await project.tasks()).filter(({ item, state }) => item.external_id === 'item-3' && state === 'claimed'),
        0,
      ),
    );
    assert.deepEqual(await project.importAnswers([line('w1', 0, to(3))]), result({ created: 1 }));
    assert.equal((await annotationOf(project, 3)).annotator.id, ann.user_id);
    // What they submit before it has followed stays.
    valueOf(await project.submit(ann, held, answer(0)));
    assert.deepEqual(await project.importAnswers([line('w1', 0, to(2))]), result({ unchanged: 1 }));
    assert.equal(await project.application.moveLinkedAnswers(), 2);
    assert.deepEqual(
      [await annotationOf(project, 2)].map(({ source, value }) => [source, value]),
      [['task', answer(0)]],
    );
    const after = await named(project, 'w1');
    assert.deepEqual(
      [after.answers, after.link?.moved, after.link?.merged, after.link?.reopened, after.link?.is_complete],
      [0, 2, 1, 1, true],
    );
    assert.equal(await project.application.moveLinkedAnswers(), 0);
  },

  'answers follow in chunks, resumed where they stopped, in every project, also of what is deleted and restored later':
    async (harness) => {
      const project = await newProject(harness, MAX_MOVED + 5, { overlap: 1 });
      const second = await enterProject(project, await project.createProject());
      const third = await enterProject(project, await project.createProject());
      for (const one of [second, third]) {
        valueOf(await one.createUi());
        await one.publish();
        await one.importItems(manyItems(2));
        await one.importAnswers([line('w1'), line('w1', 0, to(2))]);
      }
      await project.importAnswers(upTo(MAX_MOVED + 5).map((n) => line('w1', 0, to(n))));
      const ann = await person(harness, project);
      const { id } = await named(project, 'w1');
      const item = await project.item('item-3');
      valueOf(
        await project.application.deleteItem(project.admin, { project_id: project.project.id, item_id: item.id }),
      );
      valueOf(await project.application.deleteProject(third.admin, { project_id: third.project.id }));
      await project.archive(second.project.id);
      await linkOnly(project, id, ann);
      // The first chunk, and then a crash.
      const change = { at: project.clock.now().toISOString(), by: project.founder, causation_id: null };
      const ids = upTo(MAX_MOVED + 1).map(() => harness.newId());
      const scope = { organization_id: project.organization.id, project_id: project.project.id };
      const first = await harness.store.transact(
        scope,
        async ({ externalUsers }) =>
          ({
            ok: true,
            value: await externalUsers.moveAnswers(
              project.project.id,
              { external_user_id: id, user_id: ann.user_id },
              change,
              ids,
            ),
          }) as const,
      );
      assert.deepEqual(
        [first.value, (await named(project, 'w1')).link?.moved],
        [{ moved: MAX_MOVED, isLast: false }, MAX_MOVED],
      );
      assert.equal(await project.application.moveLinkedAnswers({ aborted: true }), 0);
      assert.equal(await project.application.moveLinkedAnswers(), 5 + 4);
      const { answers, link: is } = await named(project, 'w1');
      assert.deepEqual([answers, is?.moved, is?.is_complete], [0, MAX_MOVED + 9, true]);
      valueOf(
        await project.application.restoreItem(project.admin, { project_id: project.project.id, item_id: item.id }),
      );
      valueOf(
        await project.application.restoreProject(
          await project
            .inProject(project.founder)
            .then(() => project.caller(project.founder, { type: 'project', id: third.project.id })),
          { project_id: third.project.id },
        ),
      );
      for (const one of [project, second, third])
        assert.deepEqual([...new Set(names(await one.annotations()))], [ann.user_id]);
      assert.deepEqual(
        (await project.progressByAnnotator()).map((one) => [one.annotator.id, one.annotations]),
        [[ann.user_id, MAX_MOVED + 5]],
      );
      for (const event of await project.projectEvents()) {
        if (isOfType(event, 'goldset.annotations.moved')) assert.ok(event.data.moved.length <= MAX_MOVED);
      }
    },

  'two names of one person become one, whichever of them answered': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const ann = await person(harness, project);
    valueOf(await project.submit(ann, await project.claimOne(ann), answer(2)));
    await project.importAnswers([line('w1', 0), line('w2', 1)]);
    assert.equal((await project.item('item-1')).state, 'complete');
    assert.deepEqual(await link(project, 'w1', ann), { moved: 1, merged: 1, reopened: 1, released: 0 });
    assert.deepEqual(await link(project, 'w2', ann), { moved: 1, merged: 1, reopened: 0, released: 0 });
    const there = only(await project.annotations());
    assert.deepEqual([there.value, there.revision], [answer(2), 5]);
    assert.deepEqual(
      (await project.revisions(there)).map(({ value, source }) => [value, source]),
      [
        [answer(2), 'task'],
        [answer(0), 'import'],
        [answer(2), 'task'],
        [answer(1), 'import'],
        [answer(2), 'task'],
      ],
    );
    assert.equal((await project.item('item-1')).annotation_count, 1);
  },

  'who has left is still meant by the name and by the address': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const kim = await invite(project, 'kim@left.example');
    const lines = [line('kim@left.example'), line('w1', 0, to(2))];
    await project.importAnswers(lines);
    await link(project, 'w1', kim);
    const { application, founder, inOrganization, organization } = project;
    valueOf(
      await application.removeMember(await inOrganization(founder), {
        organization_id: organization.id,
        user_id: kim.user_id,
      }),
    );
    assert.deepEqual(await project.importAnswers(lines), result({ unchanged: 2 }));
    assert.deepEqual(
      await project.importAnswers([line('w1', 1), line('kim@left.example', 1, to(2))], { on_conflict: 'update' }),
      result({ updated: 2 }),
    );
    assert.deepEqual(names(await project.annotations()), [kim.user_id, kim.user_id]);
    assert.deepEqual(await link(project, 'w1', kim), { moved: 0, merged: 0, reopened: 0, released: 0 });
  },

  'a link, imports of the name, and claims and answers of the person at once: one person, whatever comes first': async (
    harness,
  ) => {
    for (const round of upTo(4)) {
      const project = await newProject(harness, 40, { overlap: 2 });
      const ann = await person(harness, project);
      const lines = upTo(40).map((n) => line('w1', 0, to(n)));
      await project.importAnswers(lines.slice(0, 10 * round));
      await project.importAnswers([line('w2')]);
      const { id } = await named(project, 'w1');
      const work = async (): Promise<void> => {
        for (let claim = await project.claim(ann, 3); claim.tasks.length > 0; claim = await project.claim(ann, 3)) {
          for (const task of claim.tasks) await project.submit(ann, task, answer(1));
        }
      };
      await Promise.all([
        project.importAnswers(lines),
        work(),
        tryToLink(project, id, ann.user_id).then(valueOf),
        project.importAnswers(lines.toReversed()),
        tryToLink(project, id, ann.user_id).then(valueOf),
        project.application.moveLinkedAnswers(),
      ]);
      await project.application.moveLinkedAnswers();
      await work();
      const own = (await project.annotations()).filter(({ annotator }) => annotator.id === ann.user_id);
      assert.equal(own.length, 40);
      assert.deepEqual([(await project.annotations()).length, (await named(project, 'w1')).answers], [41, 0]);
    }
  },

  'who joins while their address is imported is one person': async (harness) => {
    const project = await newProject(harness, 30, { overlap: 2 });
    const lines = upTo(30).map((n) => line('kim@race.example', 0, to(n)));
    const [kim] = await Promise.all([
      invite(project, 'kim@race.example'),
      project.importAnswers(lines),
      project.importAnswers(lines.toReversed()),
    ]);
    await project.application.moveLinkedAnswers();
    assert.deepEqual([...new Set(names(await project.annotations()))], [kim.user_id]);
    assert.deepEqual(await project.importAnswers(lines), result({ unchanged: 30 }));
  },
});
