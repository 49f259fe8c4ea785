// Written by `npm run generate` from README.md, so that its examples are compiled and run. Do not edit.

import { createClient } from '@goldset/client';

const { GOLDSET_URL: url = 'http://127.0.0.1:8080', GOLDSET_TOKEN: token = '' } = process.env;
const goldset = createClient({ url, token });

const { id: organization_id } = await goldset.post('/organizations', { body: { name: 'Film Research' } });
const project = await goldset.post('/organizations/{organization_id}/projects', { path: { organization_id }, body: { name: 'Reviews' } });
const path = { project_id: project.id };

const items = async function* () {
  for (let n = 1; n <= 1000; n += 1) yield { external_id: `review-${n}`, data: { text: `Review ${n}` } };
};

const { created, rejected, errors } = await goldset.import('/projects/{project_id}/items', items, { path, gzip: true });
console.log(`${created} created, ${rejected} rejected`, errors);

for await (const item of goldset.export(project.id)) {
  if (item.annotations.length === 0) break; // ends the request, too
}

const all = goldset.export(project.id, { query: { state: 'open' } });
for await (const item of all) console.assert(item.state === 'open');

const changes = goldset.export(project.id, { query: { state: 'open', changed_since: all.next_cursor ?? '' } });
for await (const change of changes) console.log('deleted_at' in change ? `${change.id} is gone` : change.data);

const table = await goldset.exportCsv(project.id);
console.log((await new Response(table).text()).split(',').slice(0, 2));

const reviews = 'id,text,year\r\nfilm-1,"Superb, all of it",2019\r\n';
const rows = await goldset.importCsv('/projects/{project_id}/items', () => reviews, { path, query: { external_id: 'id', types: 'year:number' } });
console.log(`${rows.created} created, ${rows.rejected} rejected`, rows.errors);

let count = 0;
for await (const item of goldset.list('/projects/{project_id}/items', { path, query: { order: 'desc', per_page: 200 } })) count += item.data['text'] === undefined ? 0 : 1;

for await (const { members, pagination } of goldset.pages('/organizations/{organization_id}/members', { path: { organization_id } })) {
  console.log(count, 'items;', members.length, 'member on a page of at most', pagination.per_page);
}

import { GoldsetError } from '@goldset/client';

try {
  await goldset.post('/projects/{project_id}/guidelines', { path, body: { text: '' } });
} catch (error) {
  if (!(error instanceof GoldsetError)) throw error;
  if (error.code === 'invalid') for (const { pointer, detail } of error.errors) console.log(pointer, detail);
  else console.log(error.status, error.code, error.request_id);
}

const claim = await goldset.answers.post('/projects/{project_id}/tasks/claim', { path, body: { count: 5 } });
if (claim.status === 200) console.log(claim.body.tasks.length, claim.body.reason);
else if (claim.status === 409) console.log('There is no guideline yet:', claim.body.code);

await goldset.post('/projects/{project_id}/annotation-uis', {
  path,
  body: { name: 'Sentiment', controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }] },
  headers: { 'Idempotency-Key': 'sentiment-1' },
  signal: AbortSignal.timeout(10_000),
});
