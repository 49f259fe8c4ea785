import assert from 'node:assert/strict';
import { INSTALLATION } from '../../index.ts';
import type { Page, PageRequest, Task, TaskFilter } from '../../index.ts';
import { checked } from './checked.ts';
import { at, upTo, valueOf } from './expect.ts';
import type { ContractCase, ContractHarness } from './harness.ts';
import { newEmptyProject, newProject, newWorld } from './world.ts';

const COUNT = 11;

type List<Row> = (page: PageRequest) => Promise<Page<Row>>;

const pagesForwards = async <Row>(
  list: List<Row>,
  per_page: number,
  order: 'asc' | 'desc',
): Promise<readonly Page<Row>[]> => {
  const pages = [await list({ per_page, order })];
  for (let next = at(pages, 0).next; next !== null; next = at(pages, pages.length - 1).next)
    pages.push(await list({ per_page, order, position: next }));
  return pages;
};

const pagesBackwards = async <Row>(
  list: List<Row>,
  last: Page<Row>,
  per_page: number,
  order: 'asc' | 'desc',
): Promise<readonly Page<Row>[]> => {
  const pages = [last];
  for (let prev = last.prev; prev !== null; prev = at(pages, 0).prev)
    pages.unshift(await list({ per_page, order, position: prev }));
  return pages;
};

const rowsOf = <Row>(pages: readonly Page<Row>[]): readonly Row[] => pages.flatMap(({ items }) => items);

/** A case that walks a list of `COUNT` rows in pages of several sizes, in both orders, to its end and back. */
const walks =
  <Row extends { readonly id: string }>(
    open: (harness: ContractHarness) => Promise<{ readonly list: List<Row>; readonly ids: readonly string[] }>,
  ): ContractCase =>
  async (harness) => {
    const { list, ids } = await open(harness);
    assert.equal(ids.length, COUNT);
    for (const order of ['asc', 'desc'] as const) {
      const expected = order === 'asc' ? ids : ids.toReversed();
      for (const per_page of [1, 2, 4, COUNT - 1, COUNT, COUNT + 1, 200]) {
        const pages = await pagesForwards(list, per_page, order);
        assert.deepEqual(
          rowsOf(pages).map(({ id }) => id),
          expected,
        );
        assert.equal(pages.length, Math.ceil(COUNT / per_page));
        assert.equal(at(pages, 0).prev, null);
        const back = await pagesBackwards(list, at(pages, pages.length - 1), per_page, order);
        assert.deepEqual(
          back.map(({ items }) => items),
          pages.map(({ items }) => items),
        );
        for (const [index, { next, prev }] of back.entries())
          assert.deepEqual([next === null, prev === null], [index === pages.length - 1, index === 0]);
      }
    }
  };

/** A list of tasks with a filter, in a project in which one annotator has `COUNT` tasks of each state that they can make, among those of another. */
const listOfMixedTasks = async (
  harness: ContractHarness,
  filterFor: (annotatorId: string) => TaskFilter,
): Promise<{ readonly list: List<Task>; readonly ids: readonly string[] }> => {
  const project = await newProject(harness, 3 * COUNT, { overlap: 2 });
  const [ann, bob] = await project.annotators(2);
  assert.ok(ann && bob);
  const filter = filterFor(ann.user_id);
  const ids: string[] = [];
  for (const n of upTo(3 * COUNT)) {
    const task = await project.claimOne(ann);
    const state = at(['submitted', 'claimed', 'skipped'] as const, n % 3);
    if (state === 'submitted') valueOf(await project.submit(ann, task));
    if (state === 'skipped') valueOf(await project.skip(ann, task));
    if (state === filter.state) ids.push(task.id);
    valueOf(await project.release(bob, await project.claimOne(bob)));
  }
  return {
    list: async (page) =>
      valueOf(await project.application.listTasks(project.admin, { project_id: project.project.id, ...filter, page })),
    ids,
  };
};

const first: PageRequest = { per_page: 200, order: 'asc' };

/** What every store promises of its lists. */
export const pagingContract = checked({
  'the list of items is walked both ways': walks(async (harness) => {
    const project = await newProject(harness, COUNT);
    const list = async (page: PageRequest) =>
      valueOf(await project.application.listItems(project.admin, { project_id: project.project.id, page }));
    return { list, ids: (await list(first)).items.map(({ id }) => id) };
  }),

  'the list of tasks is walked both ways, also one annotator’s': walks(async (harness) => {
    const project = await newProject(harness, COUNT, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) {
      ids.push((await project.claimOne(ann)).id);
      await project.claimOne(bob);
    }
    return {
      list: async (page) => valueOf(await project.application.listTasks(ann, { project_id: project.project.id, page })),
      ids,
    };
  }),

  'the list of tasks in one state is walked both ways': walks((harness) =>
    listOfMixedTasks(harness, () => ({ state: 'submitted' })),
  ),

  'the list of all claimed tasks is walked both ways': walks((harness) =>
    listOfMixedTasks(harness, () => ({ state: 'claimed' })),
  ),

  'the list of one annotator’s tasks in one state is walked both ways': walks((harness) =>
    listOfMixedTasks(harness, (annotator_id) => ({ annotator_id, state: 'skipped' })),
  ),

  'the list of one annotator’s claimed tasks is walked both ways': walks((harness) =>
    listOfMixedTasks(harness, (annotator_id) => ({ annotator_id, state: 'claimed' })),
  ),

  'the list of the tasks on one item is walked both ways': walks(async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) ids.push(valueOf(await project.release(ann, await project.claimOne(ann))).id);
    const item_id = (await project.item('item-1')).id;
    return {
      list: async (page) =>
        valueOf(await project.application.listTasks(project.admin, { project_id: project.project.id, item_id, page })),
      ids,
    };
  }),

  'the progress of annotators is walked both ways': walks(async (harness) => {
    const project = await newProject(harness, COUNT);
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) {
      const annotator = await project.annotator();
      await project.claimOne(annotator);
      ids.push(annotator.user_id);
    }
    const list = async (page: PageRequest) => {
      const progress = valueOf(
        await project.application.listAnnotatorProgress(project.admin, { project_id: project.project.id, page }),
      );
      return { ...progress, items: progress.items.map(({ annotator }) => annotator) };
    };
    return { list, ids };
  }),

  'the list of annotations is walked both ways, also one annotator’s': walks(async (harness) => {
    const project = await newProject(harness, COUNT, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) {
      ids.push(valueOf(await project.submit(ann, await project.claimOne(ann))).id);
      valueOf(await project.submit(bob, await project.claimOne(bob)));
    }
    return {
      list: async (page) =>
        valueOf(await project.application.listAnnotations(ann, { project_id: project.project.id, page })),
      ids,
    };
  }),

  'the list of predictions is walked both ways, also one item’s or one model’s': async (harness) => {
    for (const filter of [{}, { model: 'a' }, 'item', 'both'] as const) {
      await walks(async () => {
        const project = await newProject(harness, COUNT);
        const items = await project.items();
        const [first, item_id] = [at(items, 0), at(items, 0).id];
        const ofItem = typeof filter === 'string';
        for (const n of upTo(COUNT)) {
          const { external_id } = ofItem ? first : at(items, n - 1);
          const prediction = { external_id, model: 'a', model_version: `${n}`, value: {} };
          await project.importPredictions([prediction]);
          if (filter !== 'item' && Object.keys(filter).length > 0)
            await project.importPredictions([{ ...prediction, model: 'b' }]);
          if (ofItem) await project.importPredictions([{ ...prediction, external_id: 'item-2' }]);
        }
        const asked = filter === 'item' ? { item_id } : filter === 'both' ? { item_id, model: 'a' } : filter;
        const list = async (page: PageRequest) =>
          valueOf(
            await project.application.listPredictions(project.admin, {
              project_id: project.project.id,
              ...asked,
              page,
            }),
          );
        const all = await project.predictions();
        const fits = all.filter(
          (prediction) =>
            (!ofItem || prediction.item_id === item_id) &&
            (filter === 'item' || Object.keys(filter).length === 0 || prediction.model === 'a'),
        );
        return { list, ids: fits.map(({ id }) => id) };
      })(harness);
    }
  },

  'the list of one’s organizations is walked both ways': walks(async (harness) => {
    const world = await newWorld(harness);
    const caller = await world.caller(world.founder, INSTALLATION);
    const ids = [world.organization.id];
    for (const n of upTo(COUNT - 1))
      ids.push(valueOf(await world.application.createOrganization(caller, { name: `${n}` })).id);
    return { list: async (page) => valueOf(await world.application.listMyOrganizations(caller, { page })), ids };
  }),

  'the list of projects is walked both ways': walks(async (harness) => {
    const world = await newWorld(harness);
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) ids.push((await world.createProject()).id);
    const caller = await world.inOrganization(world.founder);
    return {
      list: async (page) =>
        valueOf(await world.application.listProjects(caller, { organization_id: world.organization.id, page })),
      ids,
    };
  }),

  'the list of service accounts is walked both ways': walks(async (harness) => {
    const world = await newWorld(harness);
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) ids.push(await world.hire());
    const caller = await world.inOrganization(world.founder);
    return {
      list: async (page) =>
        valueOf(await world.application.listServiceAccounts(caller, { organization_id: world.organization.id, page })),
      ids,
    };
  }),

  'the list of invitations is walked both ways': walks(async (harness) => {
    const world = await newWorld(harness);
    const organization_id = world.organization.id;
    const caller = await world.inOrganization(world.founder);
    const ids: string[] = [];
    for (const n of upTo(COUNT))
      ids.push(
        valueOf(
          await world.application.createInvitation(caller, { organization_id, email: `x${n}@example.org`, roles: [] }),
        ).id,
      );
    return {
      list: async (page) => valueOf(await world.application.listInvitations(caller, { organization_id, page })),
      ids,
    };
  }),

  'the list of members is walked both ways': walks(async (harness) => {
    const world = await newWorld(harness);
    const organization_id = world.organization.id;
    const ids = [world.founder];
    for (const _ of upTo(COUNT - 1)) ids.push(await world.hire('viewer'));
    const caller = await world.inOrganization(world.founder);
    const list = async (page: PageRequest) => {
      const members = valueOf(await world.application.listMembers(caller, { organization_id, page }));
      return { ...members, items: members.items.map(({ user }) => user) };
    };
    return { list, ids };
  }),

  'the list of role bindings is walked both ways, also one project’s': walks(async (harness) => {
    const world = await newWorld(harness);
    const organization_id = world.organization.id;
    const [project, other] = [await world.createProject(), await world.createProject()];
    const admin = await world.inOrganization(world.founder);
    const bind = async (id: string): Promise<string> => {
      const user_id = await world.hire();
      return valueOf(
        await world.application.createRoleBinding(admin, {
          organization_id,
          user_id,
          role: 'viewer',
          target: { type: 'project', id },
        }),
      ).id;
    };
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) {
      ids.push(await bind(project.id));
      await bind(other.id);
    }
    return {
      list: async (page) =>
        valueOf(await world.application.listRoleBindings(admin, { organization_id, project_id: project.id, page })),
      ids,
    };
  }),

  'the list of one’s tokens is walked both ways': walks(async (harness) => {
    const world = await newWorld(harness);
    const caller = await world.caller(world.founder, INSTALLATION);
    const ids: string[] = [];
    for (const n of upTo(COUNT)) ids.push(valueOf(await world.application.createOwnToken(caller, { name: `${n}` })).id);
    return { list: async (page) => valueOf(await world.application.listOwnTokens(caller, { page })), ids };
  }),

  'the list of annotation UIs is walked both ways, by number and not by text': walks(async (harness) => {
    const project = await newEmptyProject(harness);
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) ids.push(valueOf(await project.createUi()).id);
    return {
      list: async (page) =>
        valueOf(await project.application.listAnnotationUIs(project.admin, { project_id: project.project.id, page })),
      ids,
    };
  }),

  'the list of guidelines is walked both ways, by number and not by text': walks(async (harness) => {
    const project = await newEmptyProject(harness);
    valueOf(await project.createUi());
    const ids: string[] = [];
    for (const _ of upTo(COUNT)) ids.push((await project.publish()).id);
    return {
      list: async (page) =>
        valueOf(await project.application.listGuidelines(project.admin, { project_id: project.project.id, page })),
      ids,
    };
  }),

  'an empty list has no place before or after it': async (harness) => {
    const project = await newEmptyProject(harness);
    const [project_id, empty] = [project.project.id, { items: [], next: null, prev: null }];
    for (const order of ['asc', 'desc'] as const) {
      const page = { per_page: 5, order };
      assert.deepEqual(valueOf(await project.application.listItems(project.admin, { project_id, page })), empty);
      assert.deepEqual(valueOf(await project.application.listGuidelines(project.admin, { project_id, page })), empty);
      assert.deepEqual(
        await harness.store
          .within(project.scope)
          .tasks.list({}, { ...page, position: { after: harness.newId() } }, project.clock.now().toISOString()),
        empty,
      );
      assert.deepEqual(
        await harness.store
          .within(project.scope)
          .tasks.list({}, { ...page, position: { before: harness.newId() } }, project.clock.now().toISOString()),
        empty,
      );
    }
  },

  'rows that are added while one walks hide none and repeat none': async (harness) => {
    const project = await newProject(harness, COUNT);
    const list = async (page: PageRequest) =>
      valueOf(await project.application.listItems(project.admin, { project_id: project.project.id, page }));
    const there = (await list(first)).items.map(({ id }) => id);
    for (const order of ['asc', 'desc'] as const) {
      const add = () => project.importItems([{ data: {} }, { data: {} }, { data: {} }]);
      const seen: string[] = [];
      let page = await list({ per_page: 3, order });
      for (;;) {
        seen.push(...page.items.map(({ id }) => id));
        // Enough is enough: an ascending walk would follow the new rows for ever.
        if (page.next === null || there.every((id) => seen.includes(id))) break;
        await add();
        page = await list({ per_page: 3, order, position: page.next });
      }
      assert.equal(new Set(seen).size, seen.length);
      assert.deepEqual(
        seen.filter((id) => there.includes(id)),
        order === 'asc' ? there : there.toReversed(),
      );
      const back: string[] = [];
      for (let prev = page.prev; prev !== null;) {
        await add();
        const before = await list({ per_page: 3, order, position: prev });
        back.unshift(...before.items.map(({ id }) => id));
        if (back.length > 100 || there.every((id) => back.includes(id) || page.items.some((item) => item.id === id)))
          break;
        prev = before.prev;
      }
      assert.equal(new Set(back).size, back.length);
      assert.deepEqual(
        [...back, ...page.items.map(({ id }) => id)].filter((id) => there.includes(id)),
        order === 'asc' ? there : there.toReversed(),
      );
    }
  },

  'the place of a row that is gone is still a place': async (harness) => {
    const world = await newWorld(harness);
    const caller = await world.caller(world.founder, INSTALLATION);
    const ids: string[] = [];
    for (const n of upTo(5)) ids.push(valueOf(await world.application.createOwnToken(caller, { name: `${n}` })).id);
    const list = async (page: PageRequest) => valueOf(await world.application.listOwnTokens(caller, { page }));
    const { next } = await list({ per_page: 2, order: 'asc' });
    assert.ok(next);
    valueOf(await world.application.revokeOwnToken(caller, { token_id: at(ids, 1) }));
    assert.deepEqual(
      (await list({ per_page: 5, order: 'asc', position: next })).items.map(({ id }) => id),
      ids.slice(2),
    );
  },
});
