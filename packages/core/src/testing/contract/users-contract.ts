import assert from 'node:assert/strict';
import { INSTALLATION, Me, User } from '../../index.ts';
import type { Caller, Id } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, errorOf, only, upTo, valueOf } from './expect.ts';
import { joinAs, MARK, newWorld } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

/** What every store promises of the people one may know. */
export const usersContract = checked({
  'one knows the people one shares an organization with, each once, and nobody else': async (harness) => {
    const [first, second, other] = [await newWorld(harness), await newWorld(harness), await newWorld(harness)];
    const { application } = first;
    const both = await harness.person();
    await joinAs(harness, first, both);
    await joinAs(harness, second, both, 'viewer');
    await joinAs(harness, second, first.founder);
    const machine = await first.hire('viewer');
    const known = async (userId: Id): Promise<readonly Id[]> =>
      valueOf(await application.listUsers(await first.caller(userId, INSTALLATION), { page })).items.map(
        ({ id }) => id,
      );
    assert.deepEqual(await known(both), [first.founder, second.founder, both]);
    assert.deepEqual(await known(first.founder), [first.founder, second.founder, both]);
    assert.deepEqual(await known(machine), [first.founder, both]);
    assert.deepEqual(await known(other.founder), [other.founder]);
    assert.deepEqual(await known(await harness.person()), []);
    const caller = await first.caller(both, INSTALLATION);
    const user = valueOf(await application.getUser(caller, { user_id: second.founder }));
    assertFits(User, user);
    assert.deepEqual([user.id, user.kind], [second.founder, 'person']);
    for (const user_id of [other.founder, machine, harness.newId()])
      errorOf(await application.getUser(caller, { user_id }), 'not_found');
  },

  'with a token limited to one organization one knows only its people': async (harness) => {
    const [first, second] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder } = first;
    await joinAs(harness, second, founder);
    const caller = await first.caller(founder, INSTALLATION);
    const limited: Caller = {
      ...caller,
      token: { organization_id: first.organization.id, permissions: null, expires_at: null },
    };
    const known = async (by: Caller): Promise<readonly Id[]> =>
      valueOf(await application.listUsers(by, { page })).items.map(({ id }) => id);
    assert.deepEqual([await known(caller), await known(limited)], [[founder, second.founder], [founder]]);
    errorOf(await application.getUser(limited, { user_id: second.founder }), 'not_found');
    valueOf(await application.getUser(caller, { user_id: second.founder }));
    // Of an organization that one has left, no token tells anything.
    const left: Caller = {
      ...caller,
      token: { organization_id: second.organization.id, permissions: null, expires_at: null },
    };
    await joinAs(harness, second, await harness.person(), 'admin');
    valueOf(
      await second.application.removeMember(await second.inOrganization(second.founder), {
        organization_id: second.organization.id,
        user_id: founder,
      }),
    );
    assert.deepEqual(await known(left), []);
  },

  'people are listed in pages across organizations': async (harness) => {
    const [first, second] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder } = first;
    await joinAs(harness, second, founder);
    const there = [founder, second.founder];
    for (const n of upTo(6)) {
      const person = await harness.person();
      there.push(person);
      await first.hire();
      await joinAs(harness, n % 2 === 0 ? first : second, person);
    }
    const caller = await first.caller(founder, INSTALLATION);
    for (const order of ['asc', 'desc'] as const) {
      const seen: Id[] = [];
      let list = valueOf(await application.listUsers(caller, { page: { per_page: 3, order } }));
      seen.push(...list.items.map(({ id }) => id));
      while (list.next !== null) {
        list = valueOf(await application.listUsers(caller, { page: { per_page: 3, order, position: list.next } }));
        seen.push(...list.items.map(({ id }) => id));
      }
      assert.deepEqual(seen, order === 'asc' ? there : there.toReversed());
    }
  },

  'a person changes their name, everywhere': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization, clock } = world;
    const own = await world.caller(founder, INSTALLATION);
    const before = valueOf(await application.getMe(own, {}));
    clock.advance(60);
    errorOf(await application.updateMe(own, { name: `Late ${MARK}`, if_revision: [7] }), 'stale');
    const me = valueOf(await application.updateMe(own, { name: `Grace ${MARK}`, if_revision: [before.revision] }));
    assertFits(Me, me);
    assert.deepEqual(me, {
      ...before,
      name: `Grace ${MARK}`,
      revision: before.revision + 1,
      updated_at: clock.now().toISOString(),
    });
    assert.deepEqual(valueOf(await application.updateMe(own, { name: `Grace ${MARK}` })), me);
    assert.deepEqual(valueOf(await application.updateMe(own, {})), me);
    assert.deepEqual(valueOf(await application.getMe(own, {})), me);
    const { items } = valueOf(
      await application.listMembers(await world.inOrganization(founder), {
        organization_id: organization.id,
        page: { per_page: 50, order: 'asc' },
      }),
    );
    assert.equal(only(items).user.name, `Grace ${MARK}`);
    const told = (await harness.events({ organization_id: null, project_id: null })).filter(
      ({ subject, type }) => subject === founder && type === 'goldset.user.updated',
    );
    assert.deepEqual(
      told.map(({ data }) => data),
      [{ revision: me.revision }],
    );
    errorOf(
      await application.updateMe(await world.caller(await world.hire('admin'), INSTALLATION), { name: 'x' }),
      'forbidden',
    );
  },
});
