import { writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '@goldset/core';
import postgres from 'postgres';
import { median } from './beside.ts';
import { figureBeside, measureByTurns } from './by-turns.ts';
import type { Rounds, Work } from './by-turns.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { measureCrowds } from './crowd.ts';
import { fillProject } from './fill.ts';
import type { Filling } from './fill.ts';
import { requestOf } from './load.ts';
import type { Part } from './part.ts';
import { drawPicture } from './picture.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';
import { ADMIN_TOKEN, startGoldset } from './processes.ts';
import { ask, makeAnnotators, makeOrganization, makeProject } from './project.ts';
import type { Annotator } from './project.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';

const KILOBYTE = 1_024;
const SMALL = 1_000;
const PER_PAGE = 50;
const ROUNDS = 5;
const HOLDERS = 40;
const CROWD = 200;
const VALUE = JSON.stringify({ value: { sentiment: 'positive' } });

interface Sizes {
  /** The sizes of the projects that are compared, the smallest first. */
  readonly projects: readonly number[];
  readonly answered: number;
  readonly page: number;
  readonly crowded: number;
  readonly crowds: readonly number[];
  /** The number of rounds of a crowd. */
  readonly rounds: number;
  readonly seconds: number;
}

const FULL: Sizes = {
  projects: [SMALL, 10_000, 100_000, 1_000_000, 5_000_000],
  answered: 500_000,
  page: 50_000,
  crowded: 250_000,
  crowds: [1, 2, 4, 8, 16, 50, 100, CROWD],
  rounds: 3,
  seconds: 2,
};
const QUICK: Sizes = {
  projects: [SMALL, 10_000, 100_000, 500_000],
  answered: 50_000,
  page: 5_000,
  crowded: 80_000,
  crowds: [1, 2, 4, 8, 16, CROWD],
  rounds: 2,
  seconds: 1,
};

interface World {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly organizationId: string;
  /** The id of the first user. */
  readonly by: string;
  readonly annotators: readonly Annotator[];
}

/** Creates and fills a project, and checks that its progress matches its content. */
const makeFilled = async (
  { url, sql, organizationId, by }: World,
  filling: Omit<Filling, 'project_id' | 'by'>,
): Promise<string> => {
  const project_id = await makeProject(url, organizationId, { max_claimed: 1_000 });
  await fillProject(sql, { ...filling, project_id, by });
  const { items, tasks } = await ask<Progress>(url, 'GET', `/projects/${project_id}/progress`);
  const [found] = await sql<{ items: Progress['items']; tasks: Progress['tasks'] }[]>`
    select
      (select json_build_object('open', count(*) filter (where state = 'open'), 'claimed', count(*) filter (where state = 'claimed'), 'complete', count(*) filter (where state = 'complete'))
        from items where project_id = ${project_id}) as items,
      (select json_build_object('claimed', count(*) filter (where state = 'claimed'), 'submitted', count(*) filter (where state = 'submitted'), 'skipped', 0, 'released', 0, 'expired', 0)
        from tasks where project_id = ${project_id}) as tasks`;
  const [shown, counted] = [JSON.stringify({ items, tasks }), JSON.stringify(found)];
  if (shown !== counted) throw new Error(`The progress of a project is shown as ${shown} and counted as ${counted}.`);
  return project_id;
};

const inGigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: string;
}

const timed = async (
  connection: Connection,
  { method, path, token, body }: Asked,
): Promise<{ readonly body: string; readonly milliseconds: number }> => {
  const answered = await connection.ask(requestOf(method, path, token, body));
  if (answered.status > 299) throw new Error(`${method} ${path} was answered ${answered.status}: ${answered.body}`);
  return answered;
};

/** Returns two works: claiming in a project, and submitting the claimed tasks. */
const turnsOf = (
  connection: Connection,
  projectId: string,
  { token }: Annotator,
): { readonly claim: Work; readonly submit: Work } => {
  const claimed: string[] = [];
  return {
    claim: async () => {
      const { body, milliseconds } = await timed(connection, {
        method: 'POST',
        path: `/v1/projects/${projectId}/tasks/claim`,
        token,
        body: '{}',
      });
      const [task] = (JSON.parse(body) as { readonly tasks: readonly { readonly id: string }[] }).tasks;
      if (task === undefined) throw new Error(`Nothing was claimed: ${body}`);
      claimed.push(task.id);
      return milliseconds;
    },
    submit: async () =>
      (
        await timed(connection, {
          method: 'POST',
          path: `/v1/projects/${projectId}/tasks/${claimed.shift() ?? ''}/submit`,
          token,
          body: VALUE,
        })
      ).milliseconds,
  };
};

/** Returns the path of a page of the list of items. Its cursor is that of another page with the position replaced. */
const pathOfPage = async ({ url, sql }: World, projectId: string, page: number): Promise<string> => {
  const first = `/projects/${projectId}/items?per_page=${PER_PAGE}&order=asc`;
  if (page === 1) return `/v1${first}`;
  const { pagination } = await ask<{ readonly pagination: { readonly next: string } }>(url, 'GET', first);
  const [before = '', cursor = ''] = pagination.next.split('cursor=');
  const [last] = await sql<
    { id: string }[]
  >`select id from items where project_id = ${projectId} order by id offset ${(page - 1) * PER_PAGE - 1} limit 1`;
  const place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
  return `${before}cursor=${Buffer.from(JSON.stringify([...place.slice(0, -1), last?.id])).toString('base64url')}`;
};

const namedBy = <T, Made>(
  things: readonly T[],
  make: (thing: T) => readonly [string, Made],
): Readonly<Record<string, Made>> => Object.fromEntries(things.map(make));

/**
 * Measures the same work in small and large projects, and with one and with many concurrent annotators: latencies of
 * single requests in milliseconds, and claims per second.
 */
export const measureGrowth: Part = async ({ quick, say, pictures }) => {
  const sizes = quick ? QUICK : FULL;
  const large = sizes.projects.at(-1) ?? SMALL;
  const stops: (() => unknown)[] = [];
  try {
    // All data must be in memory, because disks are not compared; PostgreSQL's manual sees no use in more than 40 % of
    // a machine's memory. A checkpoint during the measurement would be added to the time of whatever runs then.
    const buffers = Math.floor(0.4 * Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY));
    const database = await startDurablePostgres({
      shared_buffers: `${Math.floor(buffers / KILOBYTE)}kB`,
      max_wal_size: '32GB',
    });
    stops.push(database.stop);
    const goldset = await startGoldset(database.url);
    stops.push(goldset.stop);
    const { url } = goldset;
    // The inserted rows refer to existing rows, so foreign keys need not be checked for each of them.
    const sql = postgres(database.url, {
      max: 2,
      onnotice: () => undefined,
      connection: { session_replication_role: 'replica', synchronous_commit: 'off' },
    });
    stops.push(() => sql.end());
    const organizationId = await makeOrganization(url);
    const { id: by } = await ask<{ readonly id: string }>(url, 'GET', '/me');
    const annotators = await makeAnnotators(url, organizationId, CROWD + HOLDERS);
    const world: World = { url, sql, organizationId, by, annotators };
    const holders = annotators.slice(CROWD).map(({ user_id }) => user_id);
    const [annotator, veteran] = annotators as readonly [Annotator, Annotator];

    say('filling projects');
    const began = performance.now();
    const [nearlyDone, answered, crowded, ...bySize] = await Promise.all([
      makeFilled(world, { items: large, openOneIn: 1_000, holders }),
      makeFilled(world, {
        items: sizes.answered + large / 50,
        overlap: 3,
        answered: { by: veteran.user_id, items: sizes.answered },
      }),
      makeFilled(world, { items: sizes.crowded }),
      ...sizes.projects.toReversed().map((items) => makeFilled(world, { items })),
    ]);
    const projects = bySize.toReversed();
    // The limit on claimed tasks must not stop an annotator during the measurement.
    await sql`update projects set max_claimed = 1000000`;
    await sql`checkpoint`;
    say(`filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    const [{ size } = { size: 0 }] = await sql<
      { size: number }[]
    >`select pg_database_size(current_database())::float8 as size`;
    if (size > buffers)
      say(
        `the database has ${inGigabytes(size)} and PostgreSQL a memory of ${inGigabytes(buffers)}: what follows is also about the disk`,
      );

    const crowds = await measureCrowds({
      url,
      sql,
      projectId: crowded,
      annotators: annotators.slice(0, CROWD),
      sizes: sizes.crowds,
      rounds: sizes.rounds,
      seconds: sizes.seconds,
      say,
    });

    const connection = await openConnection(url);
    stops.push(connection.close);
    const measure = async <Name extends string>(
      work: string,
      times: number,
      works: Readonly<Record<Name, Work>>,
    ): Promise<Rounds<Name>> => {
      // The first requests on each connection of the server are slower, because plans are made then.
      await measureByTurns(1, 12, works);
      const rounds = await measureByTurns(ROUNDS, times, works);
      say(
        `${work}: ${(Object.entries(rounds) as [Name, readonly number[]][]).map(([name, medians]) => `${name} ${median(medians).toFixed(2)} ms`).join(', ')}`,
      );
      return rounds;
    };

    const turns = {
      ...namedBy(
        projects.map((id, n) => [String(sizes.projects[n]), id] as const),
        ([name, id]) => [name, turnsOf(connection, id, annotator)],
      ),
      'nearly done': turnsOf(connection, nearlyDone, annotator),
      new: turnsOf(connection, answered, annotator),
      veteran: turnsOf(connection, answered, veteran),
    };
    const only = (which: 'claim' | 'submit'): Readonly<Record<string, Work>> =>
      namedBy(Object.entries(turns), ([name, of]) => [name, of[which]]);
    const claims = await measure('claim', 60, only('claim'));
    const submits = await measure('submit', 40, only('submit'));

    const listing = async (id: string, page: number): Promise<Work> => {
      const path = await pathOfPage(world, id, page);
      return async () => (await timed(connection, { method: 'GET', path, token: ADMIN_TOKEN })).milliseconds;
    };
    const [largest = ''] = projects.slice(-1);
    const lists = await measure('list', 100, {
      first: await listing(largest, 1),
      far: await listing(largest, sizes.page),
      ...Object.fromEntries(
        await Promise.all(
          projects.map(
            async (id, n) =>
              [
                String(sizes.projects[n]),
                await listing(id, Math.floor((sizes.projects[n] ?? 0) / PER_PAGE / 2)),
              ] as const,
          ),
        ),
      ),
    });
    const progress = await measure(
      'progress',
      100,
      namedBy(
        projects.map((id, n) => [String(sizes.projects[n]), id] as const),
        ([name, id]) => [
          name,
          async () =>
            (await timed(connection, { method: 'GET', path: `/v1/projects/${id}/progress`, token: ADMIN_TOKEN }))
              .milliseconds,
        ],
      ),
    );
    const deletions = await measure(
      'delete',
      20,
      namedBy(
        projects.map((id, n) => [String(sizes.projects[n]), id] as const),
        ([name, id]) => [
          name,
          async () => {
            const { milliseconds } = await timed(connection, {
              method: 'DELETE',
              path: `/v1/projects/${id}`,
              token: ADMIN_TOKEN,
            });
            await timed(connection, { method: 'POST', path: `/v1/projects/${id}/restore`, token: ADMIN_TOKEN });
            return milliseconds;
          },
        ],
      ),
    );

    if (pictures !== undefined) {
      const line = (name: string, rounds: Rounds<string>) => ({
        name,
        points: sizes.projects.map((size) => [size, median(rounds[String(size)] ?? [])] as const),
      });
      const latency = {
        title: 'Latency against the size of the project',
        x: 'items of the project',
        y: 'milliseconds, median',
        lines: [
          line('claim', claims),
          line('submit', submits),
          line('list page', lists),
          line('progress', progress),
          line('delete the project', deletions),
        ],
      };
      const throughput = {
        title: 'Throughput against annotators at once',
        x: 'annotators at once, on one project',
        y: 'claims per second',
        lines: [{ name: 'claims', points: crowds.rates }],
      };
      await writeFile(join(pictures, 'growth-latency.svg'), drawPicture(latency));
      await writeFile(join(pictures, 'growth-throughput.svg'), drawPicture(throughput));
    }

    const beside = (work: string, bound: Row['bound'], rounds: Rounds<string>, ours: string, limit: string): Row =>
      rowOf(work, 'ms', bound, figureBeside(rounds[ours] ?? [], rounds[limit] ?? []));
    const [least, most] = [String(SMALL), String(large)];
    const inWords = (count: number): string => count.toLocaleString('en-GB');
    return [
      beside(`claim: ${inWords(large)} items beside ${inWords(SMALL)}`, '≤ 1.2', claims, most, least),
      beside(
        `claim, overlap 3: by who has answered ${inWords(sizes.answered)} items beside none`,
        '≤ 1.3',
        claims,
        'veteran',
        'new',
      ),
      beside(
        `claim when 99.9 % of ${inWords(large)} items is complete or leased`,
        '≤ 1.5',
        claims,
        'nearly done',
        least,
      ),
      ...crowds.rows,
      beside(`list page ${inWords(sizes.page)} beside page 1`, '≤ 1.1', lists, 'far', 'first'),
      beside(`progress: ${inWords(large)} items beside ${inWords(SMALL)}`, '≤ 1.5', progress, most, least),
      beside(`delete project: ${inWords(large)} items beside ${inWords(SMALL)}`, '≤ 1.5', deletions, most, least),
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};
