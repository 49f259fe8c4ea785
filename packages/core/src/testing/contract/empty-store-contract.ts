import assert from 'node:assert/strict';
import { createApplication, INSTALLATION, Me } from '../../index.ts';
import type { Application } from '../../index.ts';
import { assertEventsFit } from './events-fit.ts';
import { assertFits, errorOf, only, upTo, valueOf } from './expect.ts';
import type { ContractHarness, ContractSuite } from './harness.ts';
import { newTestClock, testDependencies } from './world.ts';

const applicationOn = (harness: ContractHarness): Application =>
  createApplication(
    testDependencies(harness, newTestClock(), { organizationCreation: 'operators', operators: new Set() }),
  );

const first = { email: 'first@example.org' };

/** What every store promises of `addFirst`. Each case needs a store in which there is no user yet. */
export const emptyStoreContract = {
  'the first user has a token that works everywhere, and is an operator': async (harness) => {
    const application = applicationOn(harness);
    const secrets: string[] = [];
    const user = valueOf(await application.createFirstUser(first, (secret) => void secrets.push(secret)));
    assertFits(Me, user);
    assert.deepEqual([user?.email, user?.name, user?.kind], ['first@example.org', 'first', 'person']);
    const caller = valueOf(await application.authenticate(only(secrets), INSTALLATION, null));
    assert.deepEqual(valueOf(await application.getMe(caller, {})), user);
    valueOf(await application.createOrganization(caller, { name: 'organization' }));
    const events = await harness.events({ organization_id: null, project_id: null });
    assertEventsFit(events);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['goldset.user.created', 'goldset.token.created'],
    );
  },

  'a given secret is announced to nobody': async (harness) => {
    const application = applicationOn(harness);
    const user = valueOf(
      await application.createFirstUser({ ...first, secret: 'a-secret-of-ones-own' }, () =>
        assert.fail('It was announced.'),
      ),
    );
    assert.equal(valueOf(await application.authenticate('a-secret-of-ones-own', INSTALLATION, null)).user_id, user?.id);
  },

  'there is one first user, also when several make one at once': async (harness) => {
    const application = applicationOn(harness);
    const made = await Promise.all(
      upTo(5).map((n) => application.createFirstUser({ email: `${n}@example.org` }, () => undefined)),
    );
    assert.equal(made.map(valueOf).filter((user) => user !== null).length, 1);
    assert.equal(valueOf(await application.createFirstUser(first, () => assert.fail('It was announced.'))), null);
    assert.equal((await harness.events({ organization_id: null, project_id: null })).length, 2);
  },

  'the first user has the name that is given, and an address': async (harness) => {
    const application = applicationOn(harness);
    errorOf(await application.createFirstUser({ email: 'nobody' }, () => assert.fail('It was announced.')), 'invalid');
    assert.equal(valueOf(await application.createFirstUser({ ...first, name: 'Ada' }, () => undefined))?.name, 'Ada');
  },

  'a secret that cannot be announced leaves no user behind': async (harness) => {
    const application = applicationOn(harness);
    const reason = new Error('Nobody listens.');
    await assert.rejects(
      application.createFirstUser(first, () => Promise.reject(reason)),
      reason,
    );
    assert.deepEqual(await harness.events({ organization_id: null, project_id: null }), []);
    assert.notEqual(valueOf(await application.createFirstUser(first, () => undefined)), null);
  },

  'where there is a user, nobody becomes the first': async (harness) => {
    const application = applicationOn(harness);
    await harness.person();
    assert.equal(valueOf(await application.createFirstUser(first, () => assert.fail('It was announced.'))), null);
  },
} as const satisfies ContractSuite;
