import { setTimeout as delay } from 'node:timers/promises';
import { createOutboxRelay, openPostgres, PLANNING, runOn } from '@goldset/adapter-postgres';
import type { OutboxRelay, OutboxRelayOptions, Postgres, RelayOptions, Run } from '@goldset/adapter-postgres';
import type { DomainEvent, OutboxEvent } from '@goldset/core';
import { newIdSource } from '@goldset/core/testing';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { until } from '../../../test/until.ts';

// A relay waits for every transaction of the server, those of other test files too, of which some write for many seconds.
const PATIENCE = 60_000;
vi.setConfig({ testTimeout: 3 * PATIENCE });

const newId = newIdSource();

let database: TestDatabase;
let sql: postgres.Sql;
let open: Postgres;
let relays: OutboxRelay[];

beforeEach(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 20, onnotice: () => undefined, connection: PLANNING });
  open = openPostgres(database.url, { max: 10 });
  relays = [];
});

afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await open.close();
  await sql.end();
  await database.drop();
});

/** What came out of the relays of a test, in the order in which it was taken. */
interface Outlet {
  readonly taken: OutboxEvent[];
  readonly faults: unknown[];
  readonly publish: OutboxRelayOptions['publish'];
}

const newOutlet = (): Outlet => {
  const taken: OutboxEvent[] = [];
  return { taken, faults: [], publish: async (events) => void taken.push(...events) };
};

const optionsFor = (outlet: Outlet, options: Partial<RelayOptions> = {}): RelayOptions => ({
  holder: newId(),
  now: () => new Date(),
  publish: outlet.publish,
  onFault: (fault) => void outlet.faults.push(fault),
  idle: 50,
  ...options,
});

const start = (outlet: Outlet, options: Partial<RelayOptions> = {}): OutboxRelay => {
  const relay = open.relay(optionsFor(outlet, options));
  relays.push(relay);
  relay.start();
  return relay;
};

/** Writes events as every statement of the product does: the transaction has its id before it draws a number. */
const write = async (
  client: postgres.Sql | postgres.TransactionSql,
  key: string,
  count = 1,
): Promise<readonly number[]> => {
  const written = await client<{ sequence: string }[]>`
    insert into outbox (project_id, organization_id, id, type, subject, data, created_at, transaction_id)
    select ${key}::uuid, ${newId()}::uuid, e.id::uuid, 'goldset.item.deleted', e.id::uuid, '{}'::jsonb, now(), x.id
    from (select pg_current_xact_id() as id offset 0) x cross join unnest(${Array.from({ length: count }, newId)}::text[]) as e(id)
    returning sequence`;
  return written.map(({ sequence }) => Number(sequence));
};

/** What is left when everything that came again is left out. */
const distinct = (events: readonly OutboxEvent[]): readonly OutboxEvent[] => {
  const seen = new Set<string>();
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
};

const expectOrder = (events: readonly OutboxEvent[]): void => {
  const last = new Map<string, number>();
  for (const { key, sequence } of distinct(events)) {
    expect(sequence).toBeGreaterThan(last.get(key) ?? 0);
    last.set(key, sequence);
  }
};

/** All that was written came out, in order. */
const expectAll = (outlet: Outlet, written: number): void => {
  expectOrder(outlet.taken);
  expect(distinct(outlet.taken)).toHaveLength(written);
};

const countUnpublished = async (): Promise<number> =>
  (await sql<{ count: number }[]>`select count(*)::int as count from outbox where published_at is null`)[0]?.count ??
  -1;

const isEmpty = async (): Promise<boolean> => (await countUnpublished()) === 0;

describe('a relay', () => {
  it('publishes what an application writes, each with its key and place', async () => {
    const outlet = newOutlet();
    start(outlet);
    const [organization, project, user] = [newId(), newId(), newId()];
    const event = (subject: string): DomainEvent => ({
      id: newId(),
      type: 'goldset.item.deleted',
      subject,
      time: '2026-01-02T03:04:05.678Z',
      causation_id: 'request',
      data: {},
    });
    await open.store
      .within({ organization_id: organization, project_id: project })
      .outbox.append(event(project), event(project));
    await open.store.within({ organization_id: organization, project_id: null }).outbox.append(event(organization));
    await open.store.within({ organization_id: null, project_id: null }).outbox.append(event(user));
    await until(isEmpty, PATIENCE);
    expectOrder(outlet.taken);
    const sorted = outlet.taken.toSorted((a, b) => a.sequence - b.sequence);
    expect(sorted.map(({ key, organization_id, project_id }) => [key, organization_id, project_id])).toEqual([
      [project, organization, project],
      [project, organization, project],
      [organization, organization, null],
      [user, null, null],
    ]);
    expect(sorted[0]).toMatchObject({
      type: 'goldset.item.deleted',
      subject: project,
      time: '2026-01-02T03:04:05.678Z',
      causation_id: 'request',
      data: {},
    });
    expect(outlet.faults).toEqual([]);
  });

  it('is woken by what is committed in its process, and by what another process tells', async () => {
    const outlet = newOutlet();
    const relay = start(outlet, { idle: 3_600_000, listen: true });
    await until(() => relay.state().slices === 16, PATIENCE);
    const append = (store: Postgres['store']): Promise<void> =>
      store.within({ organization_id: newId(), project_id: newId() }).outbox.append({
        id: newId(),
        type: 'goldset.item.deleted',
        subject: newId(),
        time: '2026-01-02T03:04:05.678Z',
        causation_id: null,
        data: {},
      });
    await append(open.store);
    await until(() => outlet.taken.length === 1, PATIENCE);
    const other = openPostgres(database.url, { max: 2, notify: true });
    await append(other.store);
    await append(other.store);
    await until(() => outlet.taken.length === 3, PATIENCE);
    await other.close();
    expect(outlet.faults).toEqual([]);
  });

  it('looks by itself for what nobody told it of', async () => {
    const outlet = newOutlet();
    start(outlet, { idle: 30 });
    await write(sql, newId(), 3);
    await until(isEmpty, PATIENCE);
    expect(outlet.taken).toHaveLength(3);
  });

  it.each(['first', 'second'] as const)(
    'waits for a transaction that may show an earlier number, also where the transaction of the later number began %s',
    async (order) => {
      const outlet = newOutlet();
      let looks = 0;
      start(outlet, {
        now: () => {
          looks += 1;
          return new Date();
        },
      });
      const lookedAgain = (): Promise<void> => {
        const before = looks;
        return until(() => looks > before + 3, PATIENCE);
      };
      const key = newId();
      let finish: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let later: (() => void) | undefined;
      const opened: Promise<unknown>[] = [];
      const begun = async (client: postgres.TransactionSql): Promise<void> =>
        void (await client`select pg_current_xact_id()`);
      const laterNumber = sql.begin(async (client) => {
        if (order === 'first') await begun(client);
        await new Promise<void>((resolve) => {
          later = resolve;
        });
        await write(client, key);
      });
      opened.push(laterNumber);
      await until(() => later !== undefined, PATIENCE);
      let hasWritten = false;
      const earlierNumber = sql.begin(async (client) => {
        await write(client, key);
        hasWritten = true;
        await finished;
      });
      opened.push(earlierNumber);
      await until(() => hasWritten, PATIENCE);
      later?.();
      await laterNumber;
      await lookedAgain();
      expect(outlet.taken).toEqual([]);
      // A key that has nothing to do with it waits as well: nobody can know.
      await write(sql, newId());
      await lookedAgain();
      expect(outlet.taken).toEqual([]);
      finish();
      await Promise.all(opened);
      await until(isEmpty, PATIENCE);
      expectOrder(outlet.taken);
      expect(outlet.taken.filter((event) => event.key === key)).toHaveLength(2);
    },
  );

  it('does not wait for those who only read, nor for numbers that were drawn in vain', async () => {
    const outlet = newOutlet();
    start(outlet);
    await sql.begin('read only', async (reader) => {
      await reader`select count(*) from outbox`;
      await sql
        .begin(async (client) => {
          await write(client, newId());
          throw new Error('in vain');
        })
        .catch(() => undefined);
      await write(sql, newId());
      await until(() => outlet.taken.length === 1, PATIENCE);
    });
    expect(outlet.faults).toEqual([]);
  });

  it('gives every key its turn, also beside one that has very many', async () => {
    const busy = newId();
    for (let round = 0; round < 5; round += 1) await write(sql, busy, 3_000);
    const keys = Array.from({ length: 700 }, () => newId());
    for (const key of keys) await write(sql, key, 2);
    const outlet = newOutlet();
    start(outlet);
    await until(isEmpty, PATIENCE);
    expectOrder(outlet.taken);
    expect(outlet.taken).toHaveLength(15_000 + 1_400);
    // Somebody else's events did not have to wait for all of the busy one's.
    const lastOfOthers = outlet.taken.findLastIndex(({ key }) => key !== busy);
    expect(outlet.taken.slice(0, lastOfOthers).filter(({ key }) => key === busy).length).toBeLessThan(15_000);
  });

  it('publishes again what a broker may not have taken, in the same order, and says what is wrong meanwhile', async () => {
    const outlet = newOutlet();
    let calls = 0;
    let isAway = true;
    const relay = start(outlet, {
      random: () => 0,
      publish: async (events) => {
        calls += 1;
        // Some of it arrives, and nobody can tell.
        if (isAway) {
          outlet.taken.push(...events.slice(0, Math.ceil(events.length / 2)));
          throw new Error('away');
        }
        outlet.taken.push(...events);
      },
    });
    const keys = [newId(), newId()];
    for (let round = 0; round < 10; round += 1) for (const key of keys) await write(sql, key);
    await until(() => calls === 3, PATIENCE);
    expect(relay.state().isFailing).toBe(true);
    expect(await countUnpublished()).toBe(20);
    isAway = false;
    await until(isEmpty, PATIENCE);
    expect(relay.state()).toMatchObject({ isFailing: false, published: 20 });
    expect(outlet.faults.map(String)).toContain('Error: away');
    expect(outlet.taken.length).toBeGreaterThan(20);
    expect(distinct(outlet.taken)).toHaveLength(20);
    expectOrder(outlet.taken);
  });

  it('publishes what comes next while it notes what it has published, and nothing twice', async () => {
    const outlet = newOutlet();
    let release: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      release = resolve;
    });
    const run = runOn(sql);
    const slow: Run = async (each, parameters) => {
      if (each.text.includes('update outbox')) await opened;
      return run(each, parameters);
    };
    for (const key of [newId(), newId(), newId()]) await write(sql, key, 3_000);
    const relay = createOutboxRelay(slow, optionsFor(outlet));
    relays.push(relay);
    relay.start();
    await until(() => outlet.taken.length === 3_000, PATIENCE);
    release();
    await until(isEmpty, PATIENCE);
    expect(outlet.taken).toHaveLength(9_000);
    expect(outlet.faults).toEqual([]);
    expectOrder(outlet.taken);
  });

  it('publishes again, in the same order, what could not be noted', async () => {
    const outlet = newOutlet();
    const run = runOn(sql);
    let failures = 3;
    const failing: Run = async (each, parameters) => {
      if (each.text.includes('update outbox') && failures > 0) {
        failures -= 1;
        throw new Error('away');
      }
      return run(each, parameters);
    };
    for (const key of [newId(), newId(), newId()]) await write(sql, key, 3_000);
    const relay = createOutboxRelay(failing, optionsFor(outlet, { random: () => 0 }));
    relays.push(relay);
    relay.start();
    await until(isEmpty, PATIENCE);
    expect(outlet.faults.map(String)).toContain('Error: away');
    expect(distinct(outlet.taken)).toHaveLength(9_000);
    expectOrder(outlet.taken);
  });

  it('stops when what it is publishing is taken and noted', async () => {
    const outlet = newOutlet();
    let take: () => void = () => undefined;
    const taking = new Promise<void>((resolve) => {
      take = resolve;
    });
    let isPublishing = false;
    const relay = start(outlet, {
      publish: async (events) => {
        isPublishing = true;
        await taking;
        outlet.taken.push(...events);
      },
    });
    await write(sql, newId(), 5);
    await until(() => isPublishing, PATIENCE);
    const stopped = relay.stop();
    take();
    await stopped;
    expect(await countUnpublished()).toBe(0);
    expect(
      (await sql<{ held: number }[]>`select count(*)::int as held from relay_leases where expires_at > now()`)[0]?.held,
    ).toBe(0);
    const began = Date.now();
    await relay.stop();
    expect(Date.now() - began).toBeLessThan(1_000);
  });
});

/** Runs statements until it is killed, which is after so many of them (the last one answered or not) if nobody did it before. */
const dying = (
  run: Run,
  steps: number,
  isAnswered: boolean,
): { readonly run: Run; readonly died: Promise<void>; readonly kill: () => void } => {
  let left = steps;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  // One that is killed neither goes on nor hears of an error.
  const never = new Promise<never>(() => undefined);
  const mortal: Run = async (each, parameters) => {
    left -= 1;
    if (left < 0) {
      die();
      return never;
    }
    const rows = await run(each, parameters);
    if (left === 0 && !isAnswered) {
      die();
      return never;
    }
    return rows;
  };
  const kill = (): void => {
    left = 0;
    die();
  };
  return { run: mortal, died, kill };
};

describe('a relay that is killed', () => {
  it('at any statement or between two, loses nothing and changes no order', async () => {
    const run = runOn(sql);
    const outlet = newOutlet();
    let written = 0;
    const keys = [newId(), newId(), newId()];
    for (let steps = 1; steps <= 14; steps += 1) {
      for (const isAnswered of [true, false]) {
        for (const key of keys) written += (await write(sql, key, 2)).length;
        const { run: mortal, died } = dying(run, steps, isAnswered);
        const relay = createOutboxRelay(mortal, optionsFor(outlet, { lease: 40 }));
        relay.start();
        await died;
      }
    }
    start(outlet, { lease: 200 });
    await until(isEmpty, PATIENCE);
    expectAll(outlet, written);
  });

  it('before, while and after the broker takes events, loses nothing and changes no order', async () => {
    const outlet = newOutlet();
    const keys = [newId(), newId(), newId()];
    let written = 0;
    for (let calls = 0; calls < 4; calls += 1) {
      for (const share of [0, 0.5, 1]) {
        for (const key of keys) written += (await write(sql, key, 3)).length;
        let left = calls;
        const { run: mortal, died, kill } = dying(runOn(sql), Number.POSITIVE_INFINITY, true);
        const relay = createOutboxRelay(
          mortal,
          optionsFor(outlet, {
            lease: 40,
            publish: async (events) => {
              if (left > 0) {
                left -= 1;
                outlet.taken.push(...events);
                // There is always a next time.
                for (const key of keys) written += (await write(sql, key)).length;
                return;
              }
              outlet.taken.push(...events.slice(0, Math.ceil(events.length * share)));
              kill();
              await new Promise<never>(() => undefined);
            },
          }),
        );
        relay.start();
        await died;
      }
    }
    start(outlet, { lease: 200 });
    await until(isEmpty, PATIENCE);
    expectAll(outlet, written);
  });

  it('is replaced by another when its lease is over, and not before', async () => {
    const outlet = newOutlet();
    const lease = 6_000;
    const began = Date.now();
    let time = began;
    let looks = 0;
    const now = (): Date => {
      looks += 1;
      return new Date(time);
    };
    const { run: mortal, died } = dying(runOn(sql), 3, true);
    const killed = createOutboxRelay(mortal, optionsFor(outlet, { lease, now }));
    killed.start();
    await died;
    await write(sql, newId(), 2);
    const heir = start(outlet, { lease: 400, idle: 3_600_000, now });
    // Half of the slices are its share at once.
    await until(() => heir.state().slices === 8, PATIENCE);
    time = began + lease - 1;
    const before = looks;
    // It asks for them again and again.
    await until(() => looks > before + 5, PATIENCE);
    expect(heir.state().slices).toBe(8);
    time = began + lease;
    await until(() => heir.state().slices === 16, PATIENCE);
    await until(isEmpty, PATIENCE);
    expect(outlet.taken).toHaveLength(2);
  });
});

describe('several relays', () => {
  it('share the keys evenly, and give them back', async () => {
    const outlet = newOutlet();
    const slicesOf = (...some: readonly OutboxRelay[]): readonly number[] =>
      some.map((relay) => relay.state().slices).toSorted((a, b) => a - b);
    const first = start(outlet, { lease: 400 });
    await until(() => first.state().slices === 16, PATIENCE);
    const second = start(outlet, { lease: 400 });
    await until(() => slicesOf(first, second).every((count) => count === 8), PATIENCE);
    const third = start(outlet, { lease: 400 });
    await until(
      () =>
        slicesOf(first, second, third).every((count) => count >= 4 && count <= 6) &&
        slicesOf(first, second, third).reduce((sum, count) => sum + count, 0) === 16,
      PATIENCE,
    );
    await second.stop();
    await until(() => slicesOf(first, third).every((count) => count === 8), PATIENCE);
    expect(outlet.faults).toEqual([]);
  });

  it('publish what many write at once, in order, while some are killed and others come', async () => {
    const outlet = newOutlet();
    const keys = Array.from({ length: 6 }, () => newId());
    const deadline = Date.now() + 4_000;
    let written = 0;
    const writer = async (): Promise<void> => {
      while (Date.now() < deadline) {
        await sql
          .begin(async (client) => {
            // A transaction has its id long before it draws its number.
            if (Math.random() < 0.5) await client`select pg_current_xact_id()`;
            if (Math.random() < 0.3) await delay(Math.random() * 10);
            const count = 1 + Math.floor(Math.random() * 3);
            await write(client, keys[Math.floor(Math.random() * keys.length)] ?? '', count);
            if (Math.random() < 0.3) await delay(Math.random() * 10);
            if (Math.random() < 0.1) throw new Error('rolled back');
            return count;
          })
          .then((count) => void (written += count))
          .catch(() => undefined);
      }
    };
    const killer = async (): Promise<void> => {
      while (Date.now() < deadline) {
        const { run, died } = dying(runOn(sql), 5 + Math.floor(Math.random() * 60), Math.random() < 0.5);
        createOutboxRelay(run, optionsFor(outlet, { lease: 300 })).start();
        await died;
      }
    };
    start(outlet, { lease: 300 });
    await Promise.all([...Array.from({ length: 8 }, writer), killer(), killer()]);
    start(outlet, { lease: 300 });
    await until(isEmpty, PATIENCE);
    expectAll(outlet, written);
    expect(outlet.faults).toEqual([]);
  });
});

describe('what is removed from the outbox', () => {
  const ages = async (): Promise<readonly number[]> =>
    (await sql<{ sequence: string }[]>`select sequence from outbox order by sequence`).map(({ sequence }) =>
      Number(sequence),
    );
  const before = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

  it('is what was published long ago, and what nobody publishes only where that is asked for', async () => {
    const [relayed, unrelayed, both] = [newId(), newId(), newId()];
    const [a] = await write(sql, relayed, 3);
    const [b] = await write(sql, unrelayed, 3);
    const [c] = await write(sql, both, 3);
    if (a === undefined || b === undefined || c === undefined) throw new Error('nothing was written');
    await sql`update outbox set published_at = ${before(2)} where sequence in (${a}, ${a + 1}, ${c})`;
    await sql`update outbox set published_at = ${before(0.5)} where sequence = ${a + 2}`;
    await sql`update outbox set created_at = ${before(80)} where sequence in (${b}, ${b + 1}, ${c + 1})`;
    expect(await open.forgetEvents({ publishedBefore: before(1) })).toBe(3);
    expect(await ages()).toEqual([a + 2, b, b + 1, b + 2, c + 1, c + 2]);
    expect(await open.forgetEvents({ publishedBefore: before(1), unpublishedBefore: before(72) })).toBe(3);
    expect(await ages()).toEqual([a + 2, b + 2, c + 2]);
    expect(await open.forgetEvents({ publishedBefore: before(1), unpublishedBefore: before(72) })).toBe(0);
  });

  it('goes in chunks, over many keys, and ends early when it is asked to', async () => {
    await write(sql, newId(), 6_000);
    await write(sql, newId(), 6_000);
    for (let key = 0; key < 1_100; key += 1) await write(sql, newId());
    await sql`update outbox set published_at = ${before(2)}`;
    const stopping = new AbortController();
    stopping.abort();
    expect(await open.forgetEvents({ publishedBefore: before(1) }, stopping.signal)).toBe(0);
    const last = newId();
    await write(sql, last);
    expect(await open.forgetEvents({ publishedBefore: before(1) })).toBe(13_100);
    expect(await ages()).toHaveLength(1);
  });
});
