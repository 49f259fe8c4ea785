import { createMemoryStore } from '@goldset/core/testing';
import type { RateLimitsRepository } from '@goldset/core/adapter';
import { describe, expect, test } from 'vitest';
import { createRateLimiter } from '../src/security/rate-limiter.ts';
import type { RateLimiter } from '../src/security/rate-limiter.ts';

interface Clock {
  readonly now: () => number;
  /** What is to be done later, by its time. */
  readonly later: (milliseconds: number, work: () => void) => void;
  /** Lets time go by, and does what is due. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

const newClock = (): Clock => {
  let time = Date.parse('2026-01-01T00:00:00Z');
  let planned: { readonly at: number; readonly work: () => void }[] = [];
  return {
    now: () => time,
    later: (milliseconds, work) => void planned.push({ at: time + milliseconds, work }),
    pass: async (milliseconds) => {
      time += milliseconds;
      const due = planned.filter(({ at }) => at <= time);
      planned = planned.filter(({ at }) => at > time);
      for (const { work } of due) work();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

const CLIENT = '192.0.2.1';

/** How many of so many requests at once are served, and the seconds that the others are told. */
const taking = async (
  { take }: RateLimiter,
  count: number,
  client = CLIENT,
  operation = 'accept',
): Promise<{ readonly served: number; readonly told: readonly number[] }> => {
  const answers = await Promise.all(Array.from({ length: count }, () => take(client, operation)));
  return {
    served: answers.filter((seconds) => seconds === 0).length,
    told: [...new Set(answers.filter((seconds) => seconds > 0))],
  };
};

const counted = (
  rates: RateLimitsRepository,
): { readonly rates: RateLimitsRepository; readonly calls: () => number } => {
  let calls = 0;
  return {
    rates: {
      ...rates,
      add: (...parameters) => {
        calls += 1;
        return rates.add(...parameters);
      },
    },
    calls: () => calls,
  };
};

const SERVERS: readonly [string, () => RateLimitsRepository | undefined][] = [
  ['by itself', () => undefined],
  ['with others', () => createMemoryStore().rateLimits],
];

describe.each(SERVERS)('a server that counts %s', (_, ratesOf) => {
  test('serves sixty requests at once, then thirty a minute, and says when the next one is', async () => {
    const clock = newClock();
    const limiter = createRateLimiter({ shared: ratesOf(), ...clock });
    expect(await taking(limiter, 70)).toEqual({ served: 60, told: [2] });
    await clock.pass(1_000);
    expect(await taking(limiter, 1)).toEqual({ served: 0, told: [1] });
    await clock.pass(1_000);
    expect(await taking(limiter, 5)).toEqual({ served: 1, told: [2] });
    await clock.pass(60_000);
    expect(await taking(limiter, 100)).toEqual({ served: 30, told: [2] });
    await clock.pass(600_000);
    expect(await taking(limiter, 100)).toEqual({ served: 60, told: [2] });
  });

  test('serves thirty a minute for as long as they come', async () => {
    const clock = newClock();
    const limiter = createRateLimiter({ shared: ratesOf(), ...clock });
    await taking(limiter, 60);
    let served = 0;
    for (let second = 0; second < 300; second += 1) {
      await clock.pass(1_000);
      served += (await taking(limiter, 3)).served;
    }
    expect(served).toBe(150);
  });

  test('counts each client and each operation by itself', async () => {
    const limiter = createRateLimiter({ shared: ratesOf(), ...newClock() });
    await taking(limiter, 60);
    expect((await taking(limiter, 60, '192.0.2.2')).served).toBe(60);
    expect((await taking(limiter, 60, CLIENT, 'other')).served).toBe(60);
    expect((await taking(limiter, 1)).served).toBe(0);
  });

  test('remembers only so many clients, and forgets the one that asked longest ago first', async () => {
    const clock = newClock();
    const limiter = createRateLimiter({ shared: ratesOf(), ...clock, clients: 100 });
    await taking(limiter, 60);
    for (let n = 0; n < 99; n += 1) await limiter.take(`client ${n}`, 'accept');
    expect([limiter.size(), (await taking(limiter, 1)).served]).toEqual([100, 0]);
    for (let n = 0; n < 5_000; n += 1) await limiter.take(`another ${n}`, 'accept');
    expect(limiter.size()).toBe(100);
  });

  test('forgets clients that have not asked for long', async () => {
    const clock = newClock();
    const limiter = createRateLimiter({ shared: ratesOf(), ...clock });
    for (let n = 0; n < 50; n += 1) await limiter.take(`client ${n}`, 'accept');
    await clock.pass(180_000);
    await limiter.take(CLIENT, 'accept');
    expect(limiter.size()).toBe(1);
  });
});

describe('servers that share what they count', () => {
  test('serve sixty at once together', async () => {
    const [clock, { rateLimits: shared }] = [newClock(), createMemoryStore()];
    const [one, two] = [createRateLimiter({ shared, ...clock }), createRateLimiter({ shared, ...clock })];
    expect((await taking(one, 40)).served).toBe(40);
    await clock.pass(1_000);
    expect((await taking(two, 40)).served).toBe(20);
    await clock.pass(1_000);
    // One leaks in two seconds.
    expect((await taking(one, 40)).served + (await taking(two, 40)).served).toBeLessThanOrEqual(2);
  });

  test('know of a client that one of them has forgotten', async () => {
    const [clock, { rateLimits: shared }] = [newClock(), createMemoryStore()];
    const limiter = createRateLimiter({ shared, ...clock, clients: 1 });
    await taking(limiter, 60);
    await clock.pass(1_000);
    await limiter.take('192.0.2.2', 'accept');
    expect(limiter.size()).toBe(1);
    expect((await taking(limiter, 10)).served).toBeLessThanOrEqual(1);
  });

  test('share at most once a second for each client, whatever is asked', async () => {
    const [clock, { rates, calls }] = [newClock(), counted(createMemoryStore().rateLimits)];
    const limiter = createRateLimiter({ shared: rates, ...clock });
    for (let tenth = 0; tenth < 100; tenth += 1) {
      await taking(limiter, 10);
      await taking(limiter, 10, CLIENT, 'other');
      await clock.pass(100);
    }
    expect(calls()).toBeLessThanOrEqual(11);
    expect(calls()).toBeGreaterThanOrEqual(8);
  });

  test('ask nobody about a request that memory refuses', async () => {
    const [clock, { rates, calls }] = [newClock(), counted(createMemoryStore().rateLimits)];
    const limiter = createRateLimiter({ shared: rates, ...clock });
    await taking(limiter, 60);
    await clock.pass(1_000);
    const before = calls();
    expect((await taking(limiter, 1_000)).served).toBe(0);
    expect(calls()).toBe(before);
  });

  test('decide by memory while what is shared is away, and share what they counted when it is back', async () => {
    const [clock, { rateLimits }] = [newClock(), createMemoryStore()];
    let isAway = true;
    const faults: unknown[] = [];
    const shared: RateLimitsRepository = {
      ...rateLimits,
      add: (...parameters) => (isAway ? Promise.reject(new Error('away')) : rateLimits.add(...parameters)),
    };
    const [one, two] = [
      createRateLimiter({ shared, ...clock, onFault: (error) => faults.push(error) }),
      createRateLimiter({ shared, ...clock }),
    ];
    expect((await taking(one, 70)).served).toBe(60);
    expect(faults.length).toBeGreaterThan(0);
    isAway = false;
    await clock.pass(2_000);
    // One leaked in these two seconds.
    expect((await taking(two, 10)).served).toBe(1);
  });

  test('wait for what is shared for half a second at most', async () => {
    const clock = newClock();
    const shared: RateLimitsRepository = { add: () => new Promise(() => undefined), removeEmpty: async () => 0 };
    const limiter = createRateLimiter({ shared, ...clock });
    const answer = limiter.take(CLIENT, 'accept');
    await clock.pass(500);
    expect(await answer).toBe(0);
  });
});
