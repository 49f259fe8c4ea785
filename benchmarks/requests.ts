import type { Item } from '@goldset/core';
import type { BareSettings } from './bare-routes.ts';
import { measureBeside } from './beside.ts';
import type { Figure } from './beside.ts';
import { drive, requestOf } from './load.ts';
import type { Part } from './part.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';
import { ADMIN_TOKEN, startBareRoutes, startGoldset } from './processes.ts';
import type { ServerProcess } from './processes.ts';
import { ask, importNdjson, makeAnnotators, makeOrganization, makeProject, ndjsonOf } from './project.ts';
import { rowOf } from './row.ts';

const CONNECTIONS = 16;
const PER_PAGE = 50;
// The default of `DATABASE_POOL_SIZE`.
const POOL_SIZE = 10;
// An annotator can hold at most 1,000 tasks; the tasks that are claimed in all rounds are submitted in the rounds after
// them.
const ANNOTATORS_PER_CONNECTION = 5;
const PAGES = 100;
const VALUE = { sentiment: 'positive' };

interface ItemPage {
  readonly items: readonly Item[];
  readonly pagination: { readonly next: string | null };
}

/** Returns the pages of the list of items as they are requested, and the item after which each begins. */
const pagesOf = async (
  url: string,
  projectId: string,
): Promise<readonly { readonly path: string; readonly from: string; readonly items: readonly string[] }[]> => {
  const pages = [];
  let path = `/v1/projects/${projectId}/items?per_page=${PER_PAGE}`;
  let from = '00000000-0000-0000-0000-000000000000';
  for (let n = 0; n < PAGES; n += 1) {
    const { items, pagination } = await ask<ItemPage>(url, 'GET', path.replace(/^\/v1/, ''));
    pages.push({ path, from, items: items.map(({ id }) => id) });
    if (pagination.next === null) break;
    from = items.at(-1)?.id ?? from;
    path = pagination.next;
  }
  return pages;
};

const taskIn = (body: string): string => {
  const { tasks } = JSON.parse(body) as { readonly tasks: readonly { readonly id: string }[] };
  const [task] = tasks;
  if (task === undefined) throw new Error(`Nothing was claimed: ${body}`);
  return task.id;
};

/** Compares single requests with the same statements behind bare routes, on 16 connections at once. */
export const measureRequests: Part = async ({ quick, say }) => {
  const [rounds, perRound] = quick ? [5, 1_000] : [9, 4_000];
  const stops: (() => Promise<void>)[] = [];
  try {
    const database = await startDurablePostgres();
    stops.push(database.stop);
    const goldset = await startGoldset(database.url);
    stops.push(goldset.stop);
    const organizationId = await makeOrganization(goldset.url);
    const projectId = await makeProject(goldset.url, organizationId, { max_claimed: 1_000 });
    const annotators = await makeAnnotators(
      goldset.url,
      organizationId,
      2 * CONNECTIONS * ANNOTATORS_PER_CONNECTION + 1,
    );
    const count = 2 * perRound * (rounds + 1) + 1_000;
    await importNdjson(goldset.url, projectId, ndjsonOf(0, count), count);
    const pages = await pagesOf(goldset.url, projectId);
    const items = pages.flatMap((page) => page.items);
    const me = await ask<{ readonly id: string }>(goldset.url, 'GET', '/me');
    const reader = { user_id: me.id, token: ADMIN_TOKEN };
    const settings: BareSettings = {
      databaseUrl: database.url,
      poolSize: POOL_SIZE,
      organizationId,
      projectId,
      annotators,
      reader,
      itemId: items[0] ?? '',
      perPage: PER_PAGE,
      value: VALUE,
    };
    const bare = await startBareRoutes(settings);
    stops.push(bare.stop);

    const load = (
      server: ServerProcess,
      requests: number,
      request: (n: number, connection: number) => Buffer,
      onAnswer?: (body: string, n: number, connection: number) => void,
    ): Promise<number> =>
      drive({
        url: server.url,
        connections: CONNECTIONS,
        requests,
        request,
        ...(onAnswer === undefined ? {} : { onAnswer }),
      });

    const claimedBy = (offset: number) => {
      // Only the annotator who claimed a task can submit it, so each connection has its own annotators and tasks.
      const claimedIn: { readonly task: string; readonly token: string }[][] = [];
      const tokenOf = (n: number, connection: number): string =>
        annotators[
          offset + connection * ANNOTATORS_PER_CONNECTION + (Math.floor(n / CONNECTIONS) % ANNOTATORS_PER_CONNECTION)
        ]?.token ?? '';
      return {
        claim: async (server: ServerProcess, path: string): Promise<number> => {
          const claimed: { readonly task: string; readonly token: string }[] = [];
          claimedIn.push(claimed);
          return load(
            server,
            perRound,
            (n, connection) => requestOf('POST', path, tokenOf(n, connection), '{}'),
            (body, n, connection) => void claimed.push({ task: taskIn(body), token: tokenOf(n, connection) }),
          );
        },
        submit: (server: ServerProcess, pathOf: (task: string) => string): Promise<number> => {
          const claimed = claimedIn.shift() ?? [];
          const body = JSON.stringify({ value: VALUE });
          return load(server, claimed.length, (n) =>
            requestOf('POST', pathOf(claimed[n]?.task ?? ''), claimed[n]?.token ?? '', body),
          );
        },
      };
    };

    const measure = async (
      work: string,
      ours: () => Promise<number>,
      limit: () => Promise<number>,
    ): Promise<Figure> => {
      // The first requests are slower, because code is compiled and plans are made then.
      await ours();
      await limit();
      const figure = await measureBeside(rounds, ours, limit);
      say(`${work}: ${figure.ratio.toFixed(2)}`);
      return figure;
    };

    const [mine, beside] = [claimedBy(0), claimedBy(CONNECTIONS * ANNOTATORS_PER_CONNECTION)];
    const project = `/v1/projects/${projectId}`;
    const claim = await measure(
      'claim',
      () => mine.claim(goldset, `${project}/tasks/claim`),
      () => beside.claim(bare, '/claim'),
    );
    const submit = await measure(
      'submit',
      () => mine.submit(goldset, (task) => `${project}/tasks/${task}/submit`),
      () => beside.submit(bare, (task) => `/tasks/${task}/submit`),
    );
    const reads = 2 * perRound;
    const itemOf = (n: number): string => items[(n * 7919) % items.length] ?? '';
    const get = await measure(
      'get one item',
      () => load(goldset, reads, (n) => requestOf('GET', `${project}/items/${itemOf(n)}`, ADMIN_TOKEN)),
      () => load(bare, reads, (n) => requestOf('GET', `/items/${itemOf(n)}`, ADMIN_TOKEN)),
    );
    const list = await measure(
      'list 50',
      () => load(goldset, reads / 2, (n) => requestOf('GET', pages[n % pages.length]?.path ?? '', ADMIN_TOKEN)),
      () =>
        load(bare, reads / 2, (n) =>
          requestOf('GET', `/items?from=${pages[n % pages.length]?.from ?? ''}`, ADMIN_TOKEN),
        ),
    );
    return [
      rowOf('claim', '/s', '≥ 0.8', claim),
      rowOf('submit', '/s', '≥ 0.8', submit),
      rowOf('get one item', '/s', '≥ 0.7', get),
      rowOf('list 50', '/s', '≥ 0.8', list),
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};
