// Compiled, not run: what the client must refuse. Each refusal is expected, so the compiler fails where one is missing.
import { createClient, createGoldset } from '../src/index.ts';
import type {
  Annotation,
  Claim,
  DeletedItem,
  ExportedItem,
  GoldsetError,
  Item,
  Organization,
  Project,
} from '../src/index.ts';

const client = createClient({ url: 'http://127.0.0.1:8080' });
const goldset = createGoldset({ url: 'http://127.0.0.1:8080' });
const path = { project_id: 'p1' };
const items = [{ data: { text: 'the cast is phenomenal' } }];

/** Every one of these compiles, or fails to, exactly as it says. */
export const cases = async (): Promise<void> => {
  const organization: Organization = await client.post('/organizations', { body: { name: 'Acme' } });
  const project: Project = await client.get('/projects/{project_id}', { path });
  const nothing: undefined = await client.delete('/me/tokens/{token_id}', { path: { token_id: 't1' } });
  await client.get('/me');
  await client.get('/users', { query: { order: 'desc' } });
  await client.get('/projects/{project_id}/items', { path, query: { metadata: { 'metadata.lang': 'de' } } });
  await client.post('/projects/{project_id}/tasks/claim', { path });
  await client.post('/projects/{project_id}/tasks/claim', {
    path,
    body: { count: 2 },
    headers: { 'Idempotency-Key': 'mine' },
  });
  await client.import('/projects/{project_id}/items', items, { path, gzip: true });
  await client.import(
    '/projects/{project_id}/annotations/import',
    [{ external_id: 'n1', annotator: 'ann@example.org', value: {} }],
    { path },
  );
  await client.import(
    '/projects/{project_id}/predictions',
    [{ external_id: 'n1', model: 'small', model_version: '1', value: {} }],
    { path, query: { on_conflict: 'update' } },
  );
  await client.patch('/projects/{project_id}', { path, body: { state: 'archived' }, headers: { 'If-Match': '"3"' } });

  // @ts-expect-error there is no such path
  await client.get('/projets');
  // @ts-expect-error a path is written as in the contract
  await client.get('/projects/p1');
  // @ts-expect-error nothing is posted there
  await client.post('/me');
  // @ts-expect-error the path needs its id
  await client.get('/projects/{project_id}');
  // @ts-expect-error this is not its id
  await client.get('/projects/{project_id}', { path: { organization_id: 'o1' } });
  // @ts-expect-error a version is a number
  await client.get('/projects/{project_id}/guidelines/{version}', { path: { ...path, version: 'one' } });
  // @ts-expect-error there is no such parameter
  await client.get('/users', { query: { sort: 'name' } });
  // @ts-expect-error there is no such option
  await client.get('/users', { params: {} });
  // @ts-expect-error there is no such order
  await client.get('/users', { query: { order: 'random' } });
  // @ts-expect-error the body is needed
  await client.post('/organizations');
  // @ts-expect-error so are its fields
  await client.post('/organizations', { body: {} });
  // @ts-expect-error a misspelt field is no field
  await client.post('/projects/{project_id}/tasks/claim', { path, body: { cuont: 2 } });
  // @ts-expect-error nor is one that is deeper
  await client.post('/projects/{project_id}/items', { path, body: { items: [{ data: {}, metdata: {} }] } });
  // @ts-expect-error a line is no JSON body
  await client.post('/projects/{project_id}/items', { path, body: { data: {} } });
  await client.post('/projects/{project_id}/tasks/{task_id}/renew', {
    path: { ...path, task_id: 't1' },
    // @ts-expect-error this operation takes no fields
    body: { seconds: 60 },
  });
  // @ts-expect-error an organization is no project
  const other: Project = organization;

  const claim = await client.answers.post('/projects/{project_id}/tasks/claim', { path });
  if (claim.status === 409) {
    const code: 'not_ready' | 'idempotency_in_flight' = claim.body.code;
    // @ts-expect-error a problem has no tasks
    void [code, claim.body.tasks];
  }
  if (claim.status === 200) void claim.body.tasks[0]?.lease.expires_at;
  // @ts-expect-error a claim makes nothing
  if (claim.status === 201) void claim;

  for await (const item of client.list('/projects/{project_id}/items', { path })) void (item satisfies Item);
  for await (const page of client.pages('/projects/{project_id}/annotations', { path }))
    void (page.annotations satisfies readonly Annotation[]);
  for await (const line of client.export('p1')) void (line satisfies ExportedItem);
  // @ts-expect-error one thing is no list
  client.list('/projects/{project_id}', { path });
  // @ts-expect-error the path needs its id
  client.list('/projects/{project_id}/items');
  // @ts-expect-error a stream is no JSON
  const stream = await client.get('/projects/{project_id}/export', { path });
  for await (const line of client.export('p1', { query: { changed_since: 'c1' } }))
    void (line satisfies ExportedItem | DeletedItem);
  // @ts-expect-error what changed may be deleted
  for await (const line of client.export('p1', { query: { changed_since: 'c1' } })) void (line satisfies ExportedItem);
  // @ts-expect-error a table has no lines of JSON
  client.export('p1', { query: { format: 'csv' } });
  await client.importCsv('/projects/{project_id}/items', 'text\nx\n', {
    path,
    query: { delimiter: ',', types: 'n:number' },
  });
  // @ts-expect-error predictions are no table
  await client.importCsv('/projects/{project_id}/predictions', 'text\nx\n', { path });
  // @ts-expect-error there is no such parameter
  await client.importCsv('/projects/{project_id}/items', 'text\nx\n', { path, query: { separator: ';' } });
  // @ts-expect-error a line has data
  await client.import('/projects/{project_id}/items', [{ external_id: 'n1' }], { path });
  // @ts-expect-error an item is no annotation
  await client.import('/projects/{project_id}/annotations/import', items, { path });
  // @ts-expect-error nor a prediction
  await client.import('/projects/{project_id}/predictions', items, { path });
  // @ts-expect-error a project has no such field
  await client.patch('/projects/{project_id}', { path, body: { nmae: 'Reviews' } });
  // @ts-expect-error a secret is said once, and null after that
  const secret: string = (await client.post('/me/tokens', { body: { name: 'x' } })).secret;
  // @ts-expect-error nothing is imported there
  await client.import('/projects/{project_id}/guidelines', items, { path });

  const { code } = null as unknown as GoldsetError;
  // @ts-expect-error there is no such code
  if (code === 'on_fire') void [project, nothing, other, stream, secret];
};

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

const same = <A, B>(is: Same<A, B>): void => void is;

/** The same by resources. */
export const resourceCases = async (): Promise<void> => {
  const project = goldset.project('p1');
  const organization: Organization = await goldset.organizations.create({ name: 'Acme' });
  const made: Project = await goldset.organization('o1').projects.create({ name: 'Reviews' });
  const claim = await project.tasks.claim({ count: 1 });
  same<typeof claim, Claim>(true);
  same<Awaited<ReturnType<typeof project.get>>, Project>(true);
  same<Awaited<ReturnType<typeof project.delete>>, undefined>(true);
  same<Parameters<typeof goldset.project>, [project_id: string]>(true);
  same<Parameters<typeof project.guideline>, [version: number]>(true);
  await project.tasks.claim();
  await project.tasks.claim({ count: 2 }, { headers: { 'Idempotency-Key': 'mine' }, signal: AbortSignal.timeout(1) });
  await project.update({ state: 'archived' }, { headers: { 'If-Match': '"3"' } });
  await goldset.tokens.current.get({ project_id: 'p1' });
  await goldset
    .organization('o1')
    .externalUser('e1')
    .link({ user_id: 'u1' }, { query: { dry_run: true } });
  await project.task('t1').submit({ value: { sentiment: 'positive' } });
  await project.task('t1').renew({ signal: AbortSignal.timeout(1) });
  await project.items.import(items, { gzip: true, query: { on_conflict: 'update' } });
  await project.items.import('text\nx\n', { format: 'csv', query: { delimiter: ',', types: 'n:number' } });
  await project.predictions.import([{ external_id: 'n1', model: 'small', model_version: '1', value: {} }]);
  for await (const item of project.items.list({ metadata: { 'metadata.lang': 'de' } })) void (item satisfies Item);
  for await (const page of project.annotations.list().pages()) void (page.annotations satisfies readonly Annotation[]);
  for await (const line of project.export()) void (line satisfies ExportedItem);
  for await (const line of project.export({ changed_since: 'c1' })) void (line satisfies ExportedItem | DeletedItem);
  const table: ReadableStream<Uint8Array<ArrayBuffer>> = await project.export({ format: 'tsv', people: 'email' });
  // The calls by path are still there.
  await goldset.get('/projects/{project_id}', { path });

  // @ts-expect-error there is no such resource
  void goldset.projets;
  // @ts-expect-error a project needs its id
  goldset.project();
  // @ts-expect-error which is a text
  goldset.project(1);
  // @ts-expect-error a version is a number
  project.guideline('one');
  // @ts-expect-error nobody makes tasks
  void project.tasks.create;
  // @ts-expect-error the body is needed
  await goldset.organizations.create();
  // @ts-expect-error so are its fields
  await goldset.organizations.create({});
  // @ts-expect-error a misspelt field is no field
  await project.tasks.claim({ cuont: 2 });
  // @ts-expect-error this operation takes no fields
  await project.task('t1').renew({ seconds: 60 });
  // @ts-expect-error there is no such parameter
  project.items.list({ sort: 'name' });
  await goldset
    .organization('o1')
    .externalUser('e1')
    // @ts-expect-error nor in a call that has a body
    .link({ user_id: 'u1' }, { query: { dry: true } });
  // @ts-expect-error there is no such option
  await project.get({ timeout: 1 });
  // @ts-expect-error a list of rows is walked, not awaited for them
  void (await project.items.list()).items;
  // @ts-expect-error predictions are no table
  await project.predictions.import('text\nx\n', { format: 'csv' });
  // @ts-expect-error a text is no lines
  await project.items.import(new Blob(['text']));
  // @ts-expect-error an item is no annotation
  await project.annotations.import(items);
  // @ts-expect-error what changed may be deleted
  for await (const line of project.export({ changed_since: 'c1' })) void (line satisfies ExportedItem);
  // @ts-expect-error a table has no lines of JSON
  project.export({ format: 'csv' }).next();
  // @ts-expect-error an organization is no project
  const other: Project = organization;

  const answer = await goldset.answers.project('p1').tasks.claim({ count: 1 });
  if (answer.status === 409) same<typeof answer.body.code, 'not_ready' | 'idempotency_in_flight'>(true);
  if (answer.status === 200) same<typeof answer.body, Claim>(true);
  // @ts-expect-error a claim makes nothing
  if (answer.status === 201) void answer;
  const page = await goldset.answers.project('p1').items.list({ per_page: 10 });
  if (page.status === 200) void (page.body.items satisfies readonly Item[]);
  const imported = await goldset.answers.project('p1').items.import({ items });
  if (imported.status === 413) same<typeof imported.body.code, 'too_large'>(true);
  void [made, other, table];
};
