import type { Needs } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Change, Id, OutboxRepository } from '../kernel/index.ts';
import type { AbortSignalLike } from '../purge/index.ts';
import { newEvent } from './events.ts';
import type { ExternalUsersRepository, UnfinishedLink } from './repository.ts';

/**
 * The greatest number of answers that one transaction moves. The event of the transaction names each answer, with two
 * ids if two answers become one, and must stay below 64 KiB.
 */
export const MAX_MOVED = 400;

/** The greatest number of transactions in which a request moves answers. A background job moves the rest. */
const CHUNKS_AT_ONCE = 25;

/**
 * Moves the answers of links that are not complete, in small transactions. Resolves to the number of moved answers.
 * Stops after the transaction during which `signal` aborts; the next call continues.
 */
export type MoveLinkedAnswers = (signal?: AbortSignalLike) => Promise<number>;

/**
 * Moves the answers of one link to the person, as long as `goesOn` returns `true` before each transaction. Resolves to
 * the number of moved answers.
 */
const moveAnswersOf = async (
  deps: Needs<{ externalUsers: ExternalUsersRepository; outbox: OutboxRepository }>,
  { organization_id, linked_by, ...link }: UnfinishedLink,
  causation_id: string | null,
  goesOn: () => boolean,
): Promise<number> => {
  const { store, now, newId } = deps;
  const { external_user_id, user_id } = link;
  const above = { organization_id, project_id: null };
  const change = (): Change => ({ at: now().toISOString(), by: linked_by, causation_id });
  let moved = 0;
  for (const project_id of await store.within(above).externalUsers.projectsOf(external_user_id)) {
    for (let isLast = false; !isLast;) {
      if (!goesOn()) return moved;
      const eventIds = Array.from({ length: MAX_MOVED + 1 }, () => newId());
      const chunk = await store.transact({ organization_id, project_id }, async ({ externalUsers }) =>
        ok(await externalUsers.moveAnswers(project_id, link, change(), eventIds)),
      );
      moved += chunk.value.moved;
      isLast = chunk.value.isLast;
    }
  }
  await store.transact(above, async ({ externalUsers, outbox }) => {
    const last = change();
    const totals = await externalUsers.finish(external_user_id, last.at);
    if (totals !== undefined)
      await outbox.append(
        newEvent(deps, last, 'goldset.external_user.moved', external_user_id, { user_id, ...totals }),
      );
    return ok(undefined);
  });
  return moved;
};

/**
 * Moves the first answers of links that a request has just made. An error here must not fail the request, whose change
 * is committed: a background job moves the rest.
 */
export const moveFirstAnswers = async (
  deps: Needs<{ externalUsers: ExternalUsersRepository; outbox: OutboxRepository }>,
  links: readonly UnfinishedLink[],
  causation_id: string | null,
): Promise<void> => {
  let left = CHUNKS_AT_ONCE;
  const goesOn = (): boolean => (left -= 1) >= 0;
  try {
    for (const link of links) await moveAnswersOf(deps, link, causation_id, goesOn);
  } catch {
    // A background job tries again, and reports the error if it occurs again.
  }
};

/** Moves the remaining answers of every link. */
export const moveLinkedAnswers =
  (deps: Needs<{ externalUsers: ExternalUsersRepository; outbox: OutboxRepository }>): MoveLinkedAnswers =>
  async (signal) => {
    const goesOn = (): boolean => signal?.aborted !== true;
    const { externalUsers } = deps.store.within({ organization_id: null, project_id: null });
    const faults: unknown[] = [];
    let moved = 0;
    let after: Id | null = null;
    do {
      const links: readonly UnfinishedLink[] = await externalUsers.listUnfinished(after);
      for (const link of links) {
        if (!goesOn()) return moved;
        // A link that fails must not stop the others.
        await moveAnswersOf(deps, link, null, goesOn).then(
          (count) => (moved += count),
          (fault: unknown) => faults.push(fault),
        );
      }
      after = links.at(-1)?.external_user_id ?? null;
    } while (after !== null);
    if (faults.length > 0) throw faults[0];
    return moved;
  };
