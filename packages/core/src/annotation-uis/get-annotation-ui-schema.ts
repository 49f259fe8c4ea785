import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { answerSchema } from '../controls/index.ts';
import type { AnswerSchema } from '../controls/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { AnnotationUisRepository } from './repository.ts';

/** Says, as a JSON Schema, what an answer to one version of a project's annotation UI looks like. */
export type GetAnnotationUISchema = UseCase<
  { readonly project_id: Id; readonly version: number },
  AnswerSchema,
  NotFound
>;

/** Says what an answer to one version of a project's annotation UI looks like. */
export const getAnnotationUISchema = defineOperation({
  name: 'getAnnotationUISchema',
  permission: 'annotation_ui:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ annotationUis: AnnotationUisRepository }>): GetAnnotationUISchema =>
    async (caller, { version }) => {
      const ui = await store.within(scopeOf(caller)).annotationUis.find(version);
      return ui === undefined ? err({ code: 'not_found' }) : ok(answerSchema(ui.controls));
    },
});
