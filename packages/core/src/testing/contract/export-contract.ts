import assert from 'node:assert/strict';
import { ExportedItem } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, at, upTo, valueOf, walk } from './expect.ts';
import { answer, manyItems, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const assertIsAllThereIs = async (project: ProjectWorld): Promise<void> => {
  const [items, annotations, lines] = [await project.items(), await project.annotations(), await project.exported()];
  for (const line of lines) assertFits(ExportedItem, line);
  assert.deepEqual(
    lines,
    items.map(({ deleted_at: _, ...item }) => ({ ...item, annotations: annotations.filter(({ item_id }) => item_id === item.id), predictions: [] })),
  );
};

/** What every store promises of `export`. */
export const exportContract = checked({
  'a project in which nothing is exports nothing': async (harness) => {
    assert.deepEqual(await (await newEmptyProject(harness)).exported(), []);
    const project = await newEmptyProject(harness);
    assert.deepEqual(await harness.store.within(project.scope).export.chunk(null), { lines: [], next: null });
  },

  'every item is exported once, in the order of the ids, with all its annotations': async (harness) => {
    const project = await newProject(harness, 5, { overlap: 3 });
    await project.importItems([{ data: { 'two\nlines': '\n\r\u2028' }, metadata: { m: [1] }, priority: 3 }]);
    for (const [index, annotator] of (await project.annotators(3)).entries()) {
      const { tasks } = await project.claim(annotator, 6);
      for (const task of tasks.slice(index)) valueOf(await project.submit(annotator, task, answer(1)));
      for (const task of tasks.slice(0, index)) if (index === 1) valueOf(await project.skip(annotator, task));
    }
    await assertIsAllThereIs(project);
  },

  'a long export comes in chunks of JSON texts that leave nothing out': async (harness) => {
    const project = await newProject(harness, 450);
    const ann = await project.annotator();
    for (const task of (await project.claim(ann, 50)).tasks) valueOf(await project.submit(ann, task));
    await assertIsAllThereIs(project);
    const { export: exports } = harness.store.within(project.scope);
    const lines: string[] = [];
    for (let after: string | null = null; ; ) {
      const chunk = await exports.chunk(after);
      assert.ok(chunk.lines.length > 0);
      lines.push(...chunk.lines);
      if (chunk.next === null) break;
      after = chunk.next;
    }
    assert.equal(lines.length, 450);
    for (const line of lines) assert.ok(!/[\n\r]/.test(line));
  },

  'a chunk holds a few megabytes at most, and one item at least': async (harness) => {
    const project = await newEmptyProject(harness);
    const text = 'x'.repeat(400_000);
    await project.importItems(manyItems(40, { data: { text } }));
    const { export: exports } = harness.store.within(project.scope);
    const sizes: number[] = [];
    let count = 0;
    for (let chunk = await exports.chunk(null); ; chunk = await exports.chunk(chunk.next)) {
      sizes.push(chunk.lines.reduce((sum, line) => sum + line.length, 0));
      count += chunk.lines.length;
      if (chunk.next === null) break;
    }
    assert.equal(count, 40);
    assert.ok(Math.max(...sizes) <= 8 * 1024 * 1024, `A chunk of ${Math.max(...sizes)} characters.`);
  },

  'items that are there throughout an export appear in it exactly once, whatever happens meanwhile': async (harness) => {
    const project = await newProject(harness, 300, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const there = await project.items();
    const { application, admin } = project;
    const seen: string[] = [];
    for await (const chunk of valueOf(await application.exportProject(admin, { project_id: project.project.id }))) {
      seen.push(...chunk.map((line) => (JSON.parse(line) as ExportedItem).id));
      for (const annotator of [ann, bob]) for (const task of (await project.claim(annotator, 5)).tasks) valueOf(await project.submit(annotator, task));
      await project.importItems([{ data: {} }]);
      await project.importItems(manyItems(300, { metadata: { round: seen.length } }), { on_conflict: 'update' });
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(seen.toSorted(), seen);
    for (const { id } of there) assert.ok(seen.includes(id));
  },

  'each line shows its item and its annotations at one moment, also while answers come in': async (harness) => {
    const project = await newProject(harness, 60, { overlap: 3 });
    const annotators = await project.annotators(3);
    let isOver = false;
    const answering = Promise.all(
      annotators.map(async (annotator) => {
        for (const task of (await project.claim(annotator, 60)).tasks) valueOf(await project.submit(annotator, task));
      }),
    ).finally(() => {
      isOver = true;
    });
    for (let isLast = false; !isLast; ) {
      isLast = isOver;
      for (const { annotations, annotation_count, overlap, state } of await project.exported()) {
        assert.equal(annotations.length, annotation_count);
        assert.equal(state === 'complete', annotation_count >= overlap);
      }
    }
    await answering;
    await assertIsAllThereIs(project);
  },

  'an export is of its project alone': async (harness) => {
    const project = await newProject(harness, 3);
    const other = await newProject(harness, 2);
    await assertIsAllThereIs(project);
    assert.equal((await other.exported()).length, 2);
    const page = await walk((request) => harness.store.within(other.scope).items.list(request));
    assert.deepEqual(
      page.map(({ external_id }) => external_id),
      upTo(2).map((n) => at(manyItems(n), n - 1).external_id),
    );
  },
});
