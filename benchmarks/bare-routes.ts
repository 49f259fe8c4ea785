// The limit of single requests: the database statements of a Goldset request, one by one, behind a bare Hono route and
// nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hash } from 'node:crypto';
import { openPostgres, PLANNING, runOn, statements } from '@goldset/adapter-postgres';
import { createApplication } from '@goldset/core';
import { LIGHT_ANSWER_BYTES } from '@goldset/core/adapter';
import type { Target } from '@goldset/core';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import postgres from 'postgres';
import { domains } from '../apps/server/src/domains.ts';
import { v7 } from 'uuid';
import type { Annotator } from './project.ts';

/** The settings of the bare routes. */
export interface BareSettings {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly organizationId: string;
  readonly projectId: string;
  /** The last annotator is used to record the statements, and submits an answer for that. */
  readonly annotators: readonly Annotator[];
  readonly reader: Annotator;
  readonly itemId: string;
  readonly perPage: number;
  readonly value: object;
}

type AnyStatement = (typeof statements)[number];

const { databaseUrl, poolSize, organizationId, projectId, annotators, reader, itemId, perPage, value } = JSON.parse(
  process.argv[2] ?? '',
) as BareSettings;
const now = (): Date => new Date();
const secrets = { generate: () => '', hash: (secret: string) => hash('sha256', secret) };

/** Runs each operation once with the application itself, and resolves to the statements of each, in their order. */
const recordStatements = async (): Promise<Record<'claim' | 'submit' | 'get' | 'list', readonly AnyStatement[]>> => {
  let texts: string[] = [];
  const database = openPostgres(databaseUrl, { max: 1, onStatement: (text) => texts.push(text) });
  const application = createApplication({
    store: database.store,
    now,
    newId: () => v7(),
    secrets,
    domains,
    organizationCreation: 'everyone',
    operators: new Set(),
  });
  const target: Target = { type: 'project', id: projectId };
  const recorded = async <T>(
    token: string,
    ask: (caller: Parameters<typeof application.getItem>[0]) => Promise<{ readonly ok: boolean; readonly value?: T }>,
  ): Promise<readonly [readonly AnyStatement[], T]> => {
    texts = [];
    const caller = await application.authenticate(token, target, v7());
    const result = caller.ok ? await ask(caller.value) : undefined;
    if (result?.ok !== true) throw new Error(`What is to be measured was refused: ${JSON.stringify(result ?? caller)}`);
    const asked = texts.map((text) => statements.find((one) => one.text === text));
    if (asked.some((one) => one === undefined))
      throw new Error('The application asked something that is none of its statements.');
    return [asked as AnyStatement[], result.value as T];
  };
  const annotator = annotators.at(-1);
  if (annotator === undefined) throw new Error('There must be an annotator.');
  // The first statement on a connection reads its settings and must not be recorded.
  await database.ready();
  const [claim, { tasks }] = await recorded(annotator.token, (caller) =>
    application.claimTasks(caller, { project_id: projectId, count: 1 }),
  );
  const [submit] = await recorded(annotator.token, (caller) =>
    application.submitTask(caller, { project_id: projectId, task_id: tasks[0]?.id ?? '', value: value as never }),
  );
  const [get] = await recorded(reader.token, (caller) =>
    application.getItem(caller, { project_id: projectId, item_id: itemId }),
  );
  const [list] = await recorded(reader.token, (caller) =>
    application.listItems(caller, {
      project_id: projectId,
      page: { per_page: perPage, order: 'asc', position: { after: itemId } },
    }),
  );
  await database.close();
  return { claim, submit, get, list };
};

const asked = await recordStatements();

// Uses the same options as `openPostgres`.
const sql = postgres(databaseUrl, {
  max: poolSize,
  connect_timeout: 5,
  fetch_types: false,
  onnotice: () => undefined,
  connection: { application_name: 'bare', ...PLANNING },
});
const run = runOn(sql) as (statement: AnyStatement, parameters: object) => Promise<readonly Record<string, unknown>[]>;

const only = (list: readonly AnyStatement[], count: number): readonly AnyStatement[] => {
  if (list.length !== count) throw new Error(`${count} statements are known here, and ${list.length} were asked.`);
  return list;
};
const [authenticate, claim] = only(asked.claim, 2) as [AnyStatement, AnyStatement];
const [, findToSubmit, submit] = only(asked.submit, 3) as [AnyStatement, AnyStatement, AnyStatement];
const [, get] = only(asked.get, 2) as [AnyStatement, AnyStatement];
const [, list] = only(asked.list, 2) as [AnyStatement, AnyStatement];

const known = new Map(
  [...annotators, reader].map(({ token, user_id }) => [`Bearer ${token}`, { user_id, identity: secrets.hash(token) }]),
);

interface Known {
  readonly user_id: string;
}

const app = new Hono();

const who = async (header: string | undefined): Promise<Known> => {
  const user = known.get(header ?? '');
  if (user === undefined) throw new Error('Nobody has this token.');
  await run(authenticate, {
    identity: user.identity,
    organization_id: null,
    project_id: projectId,
    at: now().toISOString(),
  });
  return user;
};

const changed = () => ({
  project_id: projectId,
  organization_id: organizationId,
  at: now().toISOString(),
  causation_id: v7(),
});

app.post('/claim', async (c) => {
  const { user_id } = await who(c.req.header('authorization'));
  const ids = { task_ids: `{${v7()}}`, event_ids: `{${v7()},${v7()}}` };
  const [row] = await run(claim, {
    ...changed(),
    annotator_id: user_id,
    count: 1,
    place: 0,
    item_id: null,
    asks_for_room: true,
    ...ids,
  });
  return c.json(row?.['claim']);
});

app.post('/tasks/:task_id/submit', async (c) => {
  const { user_id } = await who(c.req.header('authorization'));
  const own = { task_id: c.req.param('task_id'), annotator_id: user_id };
  const body = await c.req.json<{ readonly value: object }>();
  const [task] = await run(findToSubmit, { project_id: projectId, ...own });
  const [row] = await run(submit, {
    ...changed(),
    ...own,
    item_id: task?.['task_item_id'],
    annotation_id: v7(),
    value: JSON.stringify(body.value),
    event_id: v7(),
  });
  return c.json(row?.['annotation']);
});

app.get('/items/:item_id', async (c) => {
  await who(c.req.header('authorization'));
  const [row] = await run(get, { project_id: projectId, id: c.req.param('item_id'), at: now().toISOString() });
  return c.json(row);
});

app.get('/items', async (c) => {
  await who(c.req.header('authorization'));
  return c.json(
    await run(list, {
      project_id: projectId,
      at: now().toISOString(),
      from: c.req.query('from'),
      limit: perPage + 1,
      light: Math.floor(LIGHT_ANSWER_BYTES / perPage),
    }),
  );
});

const server = createServer(getRequestListener(app.fetch));
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void sql.end();
});
