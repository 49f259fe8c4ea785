import { authorityError, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Archived, AuthorityError, AuthorityOf, Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { ProjectItems, ProjectsRepository } from './repository.ts';
import type { Project, UpdateProject as Request } from './transports.ts';

/** The new values of a project's fields, and whether its items change as well. */
export interface UpdateProjectInput extends Request, Conditional {
  readonly project_id: Id;
}

/**
 * Changes a project. With `apply_to_items`, also changes the overlap of its items, in chunks that are each atomic, and
 * resolves when all are done. A caller who is cut off meanwhile sends the request again without `if_revision`. So does
 * a caller whose authority ends meanwhile, once they have it again. An archived project can only be reopened.
 */
export type UpdateProject = UseCase<UpdateProjectInput, Project, NotFound | Stale | Archived | AuthorityError>;

/** Changes a project. */
export const updateProject = defineOperation({
  name: 'updateProject',
  permission: 'project:update',
  effect: 'writes',
  onArchived: 'decides',
  target: 'project',
  run:
    (
      deps: Needs<{ projects: ProjectsRepository; items: ProjectItems; outbox: OutboxRepository }>,
      underOf: AuthorityOf,
    ): UpdateProject =>
    async (caller, { project_id, if_revision, apply_to_items = false, ...changes }) => {
      const [change, { once, ...scope }] = [changeBy(deps, caller), scopeOf(caller)];
      const { overlap } = changes;
      const appliesOverlap = apply_to_items && overlap !== undefined;
      // The idempotency record is stored only when all is done, so that a repeated request does the work again if it
      // was cut off.
      const updated = await deps.store.transact(
        { ...scope, once: appliesOverlap ? undefined : once },
        async ({ projects, outbox }) => {
          const update = await projects.update({ id: project_id, changes, if_revision, at: change.at });
          if (update === undefined) return err({ code: 'not_found' });
          const { outcome, value } = update;
          const { revision, state } = value;
          if (outcome === 'stale') return err({ code: 'stale', revision });
          if (outcome === 'archived' || (apply_to_items && state === 'archived')) return err({ code: 'archived' });
          if (outcome === 'changed')
            await outbox.append(newEvent(deps, change, 'goldset.project.updated', project_id, { revision, state }));
          return ok(value);
        },
      );
      if (!updated.ok || !appliesOverlap) return updated;
      const under = underOf(caller);
      const { items } = deps.store.within({ ...scope, under });
      for (let after: Id | null = null; ;) {
        const applied = await items.applyOverlap({ overlap, after, change, event_id: deps.newId() });
        if (typeof applied === 'string') return err(authorityError(under, applied));
        after = applied.next;
        if (after === null)
          return once === undefined ? updated : deps.store.transact({ ...scope, once }, async () => updated);
      }
    },
});
