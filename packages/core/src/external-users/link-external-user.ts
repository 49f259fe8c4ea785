import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, fault, ok } from '../kernel/index.ts';
import type { AlreadyExists, Fault, Id, Invalid, OutboxRepository } from '../kernel/index.ts';
import type { MembersRepository } from '../organizations/index.ts';
import { newEvent } from './events.ts';
import { moveFirstAnswers } from './move-answers.ts';
import type { ExternalLink, ExternalUsersRepository } from './repository.ts';
import type { LinkedExternalUser, LinkExternalUser as Request, MovedAnswers } from './transports.ts';

/**
 * A request to link an external user, the organization of that user, and whether this is a dry run, which only counts
 * what the link would move.
 */
export interface LinkExternalUserInput extends Request {
  readonly organization_id: Id;
  readonly external_user_id: Id;
  readonly dry_run?: boolean | undefined;
}

/** Links an external user to a person, permanently. Linking to the same person again changes nothing. */
export type LinkExternalUser = UseCase<LinkExternalUserInput, LinkedExternalUser, NotFound | AlreadyExists | Invalid>;

const noPerson = (userId: Id): Fault =>
  fault(['user_id'], 'not_found', `The organization has no member ${userId} who is a person.`);

const NOTHING: MovedAnswers = { moved: 0, merged: 0, reopened: 0, released: 0 };

const countAll = async (externalUsers: ExternalUsersRepository, link: ExternalLink): Promise<MovedAnswers> => {
  const sum = { ...NOTHING };
  for (const project of await externalUsers.projectsOf(link.external_user_id)) {
    const counted = await externalUsers.countToMove(project, link);
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += counted[name];
  }
  return sum;
};

/**
 * Links an external user. The answers to move are counted before any lock is taken, because counting takes longer the
 * more answers there are, and only if there is something to link.
 */
export const linkExternalUser = defineOperation({
  name: 'linkExternalUser',
  permission: 'external_user:link',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (
      deps: Needs<{ members: MembersRepository; externalUsers: ExternalUsersRepository; outbox: OutboxRepository }>,
    ): LinkExternalUser =>
    async (caller, { organization_id, external_user_id, user_id, dry_run = false }) => {
      const change = changeBy(deps, caller);
      const link: ExternalLink = { external_user_id, user_id };
      const { once: _, ...scope } = scopeOf(caller);
      const { externalUsers: outside } = deps.store.within(scope);
      const asked = await outside.findToLink(link);
      const toMove =
        asked !== undefined && asked.linked_to === null && asked.is_person ? await countAll(outside, link) : NOTHING;
      let isNew = false;
      const linked = await deps.store.transact(scopeOf(caller), async ({ externalUsers, members, outbox }) => {
        isNew = false;
        if (!dry_run) {
          // Lock external users first: while this transaction waits for an import, it must not hold a lock on the
          // organization.
          await externalUsers.hold();
          await members.hold(user_id);
        }
        const there = await externalUsers.findToLink(link);
        if (there === undefined) return err({ code: 'not_found' });
        if (there.linked_to !== null && there.linked_to !== user_id) {
          return err({
            code: 'already_exists',
            detail: 'This external user is linked to another person already, and a link is final.',
          });
        }
        if (there.linked_to === null && !there.is_person) return err({ code: 'invalid', errors: [noPerson(user_id)] });
        if (there.linked_to === null && !dry_run) {
          await externalUsers.link(link, change);
          await outbox.append(newEvent(deps, change, 'goldset.external_user.linked', external_user_id, { user_id }));
          isNew = true;
        }
        const external_user = await externalUsers.find(external_user_id);
        return external_user === undefined
          ? err({ code: 'not_found' })
          : ok({ external_user, ...(there.linked_to === null ? toMove : NOTHING) });
      });
      if (linked.ok && isNew)
        await moveFirstAnswers(deps, [{ organization_id, ...link, linked_by: change.by }], change.causation_id);
      return linked;
    },
});
