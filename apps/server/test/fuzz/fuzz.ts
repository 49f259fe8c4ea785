import { isDeepStrictEqual } from 'node:util';
import type { Application } from '@goldset/core';
import { assertConsistent } from '@goldset/core/testing';
import fc from 'fast-check';
import { openPostgresHarness } from '../../../../packages/adapter-postgres/test/postgres-harness.ts';
import type { PostgresHarness } from '../../../../packages/adapter-postgres/test/postgres-harness.ts';
import { conforming } from '../http/conforming.ts';
import type { Fetch } from '../http/conforming.ts';
import { readContract } from '../http/contract.ts';
import type { Contract, Schema } from '../http/contract.ts';
import { startTestApp } from '../http/server.ts';
import type { TestApp } from '../http/server.ts';
import { newRefuses } from './acceptable.ts';
import type { Refuses } from './acceptable.ts';
import { curlOf, requestOf, wireOf } from './draft.ts';
import type { Wire } from './draft.ts';
import { concretise, plansFor } from './plan.ts';
import type { AnswerOf, Concrete, Kind, Plan, World } from './plan.ts';
import { newArbitraryOf } from './schema-arbitrary.ts';
import { idsIn, readTenant } from './tenant.ts';
import type { Tenant } from './tenant.ts';
import { seedWorld } from './world.ts';

/** How to fuzz. */
export interface FuzzOptions {
  readonly seed: number;
  readonly requests: number;
  /** Takes the place of operations, to see whether their faults are found. */
  readonly replace?: (harness: PostgresHarness) => Partial<Application>;
}

/** What was answered. */
export interface FuzzReport {
  readonly requests: number;
  /** How often each operation answered each status, by `operationId`. */
  readonly answers: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** The part of the requests of each kind that were answered with a 2xx. */
  readonly successes: Readonly<Record<Kind, number>>;
  readonly seconds: number;
}

/** Stands in every text of the tenant that nobody else may learn anything of. */
export const CANARY = '-canary-7f3a9c';

/** How many requests one world is tried with before the next one is made. */
const ROUND = 2_000;
/** How many requests are under way at once. */
const AT_ONCE = 8;
/** The part of a round after which a request may delete what the world was made with. */
const DESTRUCTION = 0.97;
const MOST_TRIALS = 300;
const TICK = 4_000;

/** What is made of a contract once, for it takes seconds. */
interface Means {
  readonly plans: fc.Arbitrary<Plan>;
  readonly answerOf: AnswerOf;
  readonly refuses: Refuses;
}

interface Stage extends Means {
  readonly contract: Contract;
  readonly harness: PostgresHarness;
  readonly app: TestApp;
  readonly checked: Fetch;
  /** The tenant that must stay as it is. */
  readonly bystander: Tenant;
  /** Ids and cursors of that tenant that requests may contain. */
  readonly foreign: readonly string[];
  /** Ids of that tenant that no request contains, and so no answer. */
  readonly unsaid: ReadonlySet<string>;
  readonly now: () => Date;
  readonly tick: () => void;
}

interface Played {
  readonly plan: Plan;
  readonly concrete: Concrete;
  readonly wire: Wire;
  readonly response?: Response;
  readonly text?: string;
  /** What is wrong with the answer, if anything. */
  readonly fault?: string;
}

const newAnswerOf = (contract: Contract): AnswerOf => {
  const arbitraryOf = newArbitraryOf(contract);
  return (schema, choice) =>
    fc.sample(arbitraryOf(schema as Schema), { seed: choice, numRuns: 1 })[0] ?? { entries: [] };
};

const made = new Map<Contract, Means>();

const meansFor = (contract: Contract): Means => {
  const means = made.get(contract) ?? {
    plans: plansFor(contract),
    answerOf: newAnswerOf(contract),
    refuses: newRefuses(contract),
  };
  made.set(contract, means);
  return means;
};

const openStage = async (
  { replace }: FuzzOptions,
  seen: (operationId: string, status: number) => void,
): Promise<Stage> => {
  const harness = await openPostgresHarness();
  let time = Date.now();
  const now = (): Date => new Date(time);
  const contract = readContract();
  const app = await startTestApp({ store: harness.store, now, replace: replace?.(harness) ?? {} });
  // What a seed happens to bring about must not count as seen by the tests.
  const checked = conforming(app.fetch, contract, seen);
  const { pools } = await seedWorld({ contract, harness, fetch: app.fetch, now, mark: CANARY });
  const bystander = await readTenant(harness.sql, String(pools.values('organization_id')[0]));
  const said = new Set([...bystander.ids].filter((id, index) => id === bystander.organizationId || index % 2 === 0));
  return {
    contract,
    harness,
    app,
    checked,
    ...meansFor(contract),
    bystander,
    foreign: [...said, ...pools.values('cursor').map(String)],
    unsaid: new Set([...bystander.ids].filter((id) => !said.has(id))),
    now,
    tick: () => {
      time += TICK;
    },
  };
};

/** What an answer tells of a tenant that the caller has nothing to do with. */
const leakIn = ({ unsaid }: Stage, response: Response, text: string): string | undefined => {
  const told = `${text}\n${[...response.headers].join('\n')}`;
  const place = told.indexOf(CANARY);
  if (place >= 0) return `tells of another tenant: ${told.slice(Math.max(0, place - 200), place + 200)}`;
  const leaked = idsIn(told).find((id) => unsaid.has(id));
  return leaked === undefined ? undefined : `tells an id of another tenant: ${leaked}`;
};

/** Why a request should not have been accepted, if it was. */
const carelessness = ({ refuses }: Stage, wire: Wire, response: Response): string | undefined => {
  const reason = response.ok ? refuses(wire) : undefined;
  return reason && `was accepted with ${response.status}, though it ${reason}.`;
};

// No operation of the contract, since it is a GET whose body is not sent.
const faultOfHead = (response: Response, text: string): string | undefined =>
  response.headers.get('x-request-id') === null ? 'has no X-Request-Id.' : text === '' ? undefined : 'has a body.';

const play = async (stage: Stage, world: World, plan: Plan, mayDestroy: boolean): Promise<Played> => {
  const concrete = concretise(plan, world, stage.answerOf, mayDestroy);
  const wire = wireOf(concrete.draft);
  const played = { plan, concrete, wire };
  try {
    const request = requestOf(wire);
    const response = await (request.method === 'HEAD' ? stage.app.fetch(request) : stage.checked(request));
    const text = await response.text();
    const fault =
      (response.status >= 500 ? `answered ${response.status}: ${text}` : undefined) ??
      (request.method === 'HEAD' ? faultOfHead(response, text) : undefined) ??
      carelessness(stage, wire, response) ??
      leakIn(stage, response, text);
    return { ...played, response, text, ...(fault === undefined ? {} : { fault }) };
  } catch (error) {
    return { ...played, fault: error instanceof Error ? error.message : String(error) };
  }
};

const learnFrom = ({ pools }: World, { plan, concrete, response, text = '' }: Played): void => {
  if (response === undefined || !response.ok || plan.twists.length > 0) return;
  const type = response.headers.get('content-type') ?? '';
  const bodies =
    type === 'application/json'
      ? [text]
      : type.endsWith('ndjson')
        ? text.split('\n').slice(0, 3).filter(Boolean)
        : ['null'];
  for (const body of bodies)
    pools.learn({
      operation: plan.operation,
      params: concrete.params,
      token: concrete.token,
      headers: response.headers,
      body: JSON.parse(body),
    });
};

const describe = ({ plan, wire, fault }: Played): string =>
  [
    `${plan.operation.operationId}, ${plan.kind}${plan.twists.map(({ name }) => `, ${name}`).join('')}:`,
    fault,
    curlOf(wire),
  ].join('\n');

/** Tries smaller and smaller requests like the one that failed, and says which the smallest was that still fails. */
const minimise = async (stage: Stage, world: World, seed: number, index: number, first: Played): Promise<Played> => {
  let smallest = first;
  let trials = 0;
  await fc.check(
    fc.asyncProperty(stage.plans, async (plan) => {
      trials += 1;
      if (trials > MOST_TRIALS) return true;
      const played = await play(stage, world, plan, false);
      if (played.fault !== undefined) smallest = played;
      return played.fault === undefined;
    }),
    { seed, path: String(index), numRuns: 1 },
  );
  return smallest;
};

const serverErrors = ({ app }: Stage): string =>
  app.log
    .filter(({ level }) => level === 'error')
    .map(({ fields }) => `The server logged: ${JSON.stringify(fields)}`)
    .slice(0, 1)
    .join('\n');

type Tally = (played: Played) => void;

const playRound = async (stage: Stage, seed: number, requests: number, tally: Tally): Promise<void> => {
  const { contract, harness, app, now } = stage;
  const world = {
    ...(await seedWorld({ contract, harness, fetch: app.fetch, now, mark: '' })),
    foreign: stage.foreign,
  };
  const plans = fc.sample(stage.plans, { seed, numRuns: requests });
  for (let start = 0; start < requests; start += AT_ONCE) {
    stage.tick();
    const batch = plans.slice(start, start + AT_ONCE);
    const played = await Promise.all(batch.map((plan) => play(stage, world, plan, start > requests * DESTRUCTION)));
    const failed = played.findIndex(({ fault }) => fault !== undefined);
    if (failed >= 0) {
      const first = played[failed] as Played;
      const errors = serverErrors(stage);
      const smallest = await minimise(stage, world, seed, start + failed, first);
      const again = `FUZZ_SEED=${seed} FUZZ_REQUESTS=${requests} plays these requests again; this was number ${start + failed}.`;
      throw new Error(
        [describe(first), ...(smallest === first ? [] : [`A smaller one:\n${describe(smallest)}`]), errors, again]
          .filter(Boolean)
          .join('\n\n'),
      );
    }
    for (const each of played) {
      learnFrom(world, each);
      tally(each);
    }
  }
};

const assertWhole = async (stage: Stage): Promise<void> => {
  const { harness, bystander } = stage;
  if (serverErrors(stage) !== '') throw new Error(serverErrors(stage));
  const projects = await harness.sql<{ id: string; organization_id: string }[]>`
    select p.id, p.organization_id from projects p join organizations o on o.id = p.organization_id where p.deleted_at is null and o.deleted_at is null`;
  for (const { id, organization_id } of projects) {
    await assertConsistent(harness, { organization_id, project_id: id }).catch((error: unknown) => {
      throw new Error(`Project ${id} is no longer whole: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    });
  }
  const after = await readTenant(harness.sql, bystander.organizationId);
  for (const [table, rows] of Object.entries(after.rows)) {
    if (isDeepStrictEqual(rows, bystander.rows[table])) continue;
    const changed = rows.filter((row) => !bystander.rows[table]?.includes(row));
    throw new Error(`A request of another tenant changed ${table}: ${changed.join('\n')}`);
  }
};

/**
 * Sends requests that are made from the committed contract, in worlds of many callers. Rejects with the request at fault when
 * an answer is a 5xx, is not what the contract says, accepts what the contract does not, or tells of another tenant, and when
 * afterwards a project is not whole or another tenant is not what it was.
 */
export const fuzz = async (options: FuzzOptions): Promise<FuzzReport> => {
  const began = performance.now();
  const answers: Record<string, Record<number, number>> = {};
  const stage = await openStage(options, (operationId, status) => {
    const statuses = (answers[operationId] ??= {});
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  const kinds: Record<Kind, { all: number; successes: number }> = {
    valid: { all: 0, successes: 0 },
    'near-valid': { all: 0, successes: 0 },
    hostile: { all: 0, successes: 0 },
  };
  let requests = 0;
  const tally: Tally = ({ plan, response }) => {
    kinds[plan.kind].all += 1;
    kinds[plan.kind].successes += response?.ok === true ? 1 : 0;
    requests += 1;
  };
  try {
    for (let round = 0; requests < options.requests; round += 1)
      await playRound(stage, options.seed + round, Math.min(ROUND, options.requests - requests), tally);
    await assertWhole(stage);
  } finally {
    await stage.app.close();
    await stage.harness.close();
  }
  const successes = Object.fromEntries(
    Object.entries(kinds).map(([kind, { all, successes: found }]) => [kind, found / Math.max(1, all)]),
  ) as Record<Kind, number>;
  return { requests, answers, successes, seconds: (performance.now() - began) / 1000 };
};
