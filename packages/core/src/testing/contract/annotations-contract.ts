import assert from 'node:assert/strict';
import type { Annotation } from '../../index.ts';
import { checked } from './checked.ts';
import { at, errorOf, valueOf } from './expect.ts';
import { answer, newProject } from './world.ts';

/** What every store promises of `annotations`. */
export const annotationsContract = checked({
  'annotators see their own annotations, reviewers everybody’s': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const { application, submit } = project;
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const reviewer = await project.inProject(await project.hire('reviewer'));
    const answers = new Map<typeof ann, Annotation[]>();
    for (const annotator of [ann, bob]) {
      const { tasks } = await project.claim(annotator, 3);
      const own: Annotation[] = [];
      for (const task of tasks) own.push(valueOf(await submit(annotator, task, answer(1))));
      answers.set(annotator, own);
    }
    const [anns, bobs] = [answers.get(ann) ?? [], answers.get(bob) ?? []];
    const [project_id, page] = [project.project.id, { per_page: 10, order: 'asc' } as const];
    assert.deepEqual(valueOf(await application.listAnnotations(ann, { project_id, page })).items, anns);
    assert.deepEqual(valueOf(await application.listAnnotations(bob, { project_id, page })).items, bobs);
    assert.deepEqual(valueOf(await application.listAnnotations(reviewer, { project_id, page })).items, [
      ...anns,
      ...bobs,
    ]);
    const annotation_id = at(anns, 1).id;
    assert.deepEqual(valueOf(await application.getAnnotation(ann, { project_id, annotation_id })), at(anns, 1));
    assert.deepEqual(valueOf(await application.getAnnotation(reviewer, { project_id, annotation_id })), at(anns, 1));
    errorOf(await application.getAnnotation(bob, { project_id, annotation_id }), 'not_found');
    errorOf(await application.getAnnotation(reviewer, { project_id, annotation_id: harness.newId() }), 'not_found');
  },

  'tasks that end without an answer leave no annotation': async (harness) => {
    const project = await newProject(harness, 3);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [released, skipped] = (await project.claim(ann, 3)).tasks;
    assert.ok(released && skipped);
    valueOf(await project.release(ann, released));
    valueOf(await project.skip(ann, skipped));
    project.clock.advance(600);
    await project.claim(bob, 3);
    assert.deepEqual(await project.annotations(), []);
  },
});
