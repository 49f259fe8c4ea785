import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { answerSchema } from '../controls/index.ts';
import type { AnswerSchema } from '../controls/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { AnnotationUisRepository } from './repository.ts';

/** Describes, as a JSON Schema, a valid answer to one version of a project's annotation UI. */
export type GetAnnotationUISchema = UseCase<
  { readonly project_id: Id; readonly version: number },
  AnswerSchema,
  NotFound
>;

/** Describes a valid answer to one version of a project's annotation UI. */
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
